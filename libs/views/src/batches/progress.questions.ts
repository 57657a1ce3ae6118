import type { Fen } from '@fenming/money';
import type { BatchStage } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

/** How far a batch's payments have come. `lines` is the locked roster's count; the other counts never go back once it is released. */
export type BatchProgress = {
  readonly state: BatchStage;
  readonly paused: boolean;
  readonly lines: number;
  readonly instructed: number;
  readonly sum_fen: Fen;
  readonly exceptions: number;
  readonly chunks: number;
  readonly chunks_done: number;
  readonly files: number;
  readonly settled: number;
  readonly failed: number;
};

const total = (column: string, step: string): string =>
  `coalesce((SELECT ${column} FROM batch_total t WHERE t.batch = b.batch AND step = '${step}'), 0)`;

const PROGRESS = `SELECT state, paused, coalesce(count, 0) AS lines, ${total('count', 'instructed')} AS instructed,
  ${total('sum_fen', 'instructed')} AS sum_fen, ${total('count', 'exceptions')} AS exceptions, coalesce(chunks, 0) AS chunks, chunks_done,
  (SELECT count(*) FROM bank_file f WHERE f.batch = b.batch) AS files, ${total('count', 'settled')} AS settled,
  ${total('count', 'failed')} AS failed FROM batch b WHERE batch = @batch`;

export function batchProgress(reader: Reader, batch: string): BatchProgress | undefined {
  const found = reader.first<Omit<BatchProgress, 'paused'> & { readonly paused: number }>(PROGRESS, { batch });
  return found === undefined ? undefined : { ...found, paused: found.paused === 1 };
}

/** Whether the engine itself has something to do for a batch, as against waiting for somebody. */
export const isUnderWay = ({ state, paused }: Pick<BatchProgress, 'state' | 'paused'>): boolean =>
  !paused && (state === 'released' || state === 'result_recorded');
