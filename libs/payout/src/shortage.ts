import { parseFenText, type Fen } from '@fenming/money';
import {
  appropriationDecider,
  batchDecider,
  FUNDING_LAYERS,
  parseFunding,
  shortOf,
  streams,
  type BatchStage,
  type FundingText,
} from '@fenming/subsidy';
import type { FundingLayer } from '@fenming/programmes';
import type { Folder } from '@fenming/county';

/** A layer of finance whose money does not yet reach for a locked list. Fen. */
export type Shortage = {
  readonly layer: FundingLayer;
  readonly neededFen: Fen;
  readonly availableFen: Fen;
  readonly missingFen: Fen;
  /** The books of the year are closed: no money is added to them any more. */
  readonly closed: boolean;
};

/** From the lock to the release: before there is no sum, afterwards the money is reserved. */
const WAITING: readonly BatchStage[] = ['locked', 'submitted', 'checked', 'approved'];

/** Which layers are short for a batch that is not released yet, and by how much: said at the lock, before four people sign. */
export const shortageOf = async ({ executor }: Folder, batch: string): Promise<readonly Shortage[]> => {
  const { opened, roster, stage } = (await executor.load(batchDecider, streams.payoutBatch(batch))).state;
  if (opened === undefined || roster === undefined || !WAITING.includes(stage)) return [];
  const { programme, year, area } = opened;
  const { state } = await executor.load(appropriationDecider, streams.appropriation(programme, year, area));
  const missing = shortOf(state, batch, parseFunding(roster.funding));
  return FUNDING_LAYERS.filter((layer) => missing[layer] > 0).map((layer) => ({
    ...ofLayer(roster.funding, layer, missing[layer]),
    closed: state.closed,
  }));
};

const ofLayer = (funding: FundingText, layer: FundingLayer, missingFen: Fen): Omit<Shortage, 'closed'> => {
  const neededFen = parseFenText(funding[layer]);
  return { layer, neededFen, availableFen: (neededFen - missingFen) as Fen, missingFen };
};
