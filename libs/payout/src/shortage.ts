import { parseFenText, type Fen } from '@fenming/money';
import {
  appropriationDecider,
  batchDecider,
  FUNDING_LAYERS,
  isLocked,
  parseFunding,
  shortOf,
  streams,
  type FundingText,
} from '@fenming/subsidy';
import type { FundingLayer } from '@fenming/programmes';
import type { RunningCounty } from '@fenming/county';

/** A layer of finance whose money does not yet reach for a locked list. Fen. */
export type Shortage = {
  readonly layer: FundingLayer;
  readonly neededFen: Fen;
  readonly availableFen: Fen;
  readonly missingFen: Fen;
  /** The books of the year are closed: no money is added to them any more. */
  readonly closed: boolean;
};

/**
 * Which layers are short for a batch from its lock to its release, and by how much: said before four people sign. Before there is no sum,
 * afterwards the money is reserved.
 */
export const shortageOf = async ({ executor }: RunningCounty, batch: string): Promise<readonly Shortage[]> => {
  const locked = (await executor.load(batchDecider, streams.payoutBatch(batch))).state;
  if (!isLocked(locked)) return [];
  const { opened, roster } = locked;
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
