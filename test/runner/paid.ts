import type { County } from '@fenming/county';
import type { RecordedEvent } from '@fenming/event-log';
import { instructionEventId, streams, type ChunkInstructed, type ExceptionLine, type RosterLine } from '@fenming/subsidy';
import { DUE, type ReleasedBatch } from './released-batch';

/** Everything that the payout of a batch has recorded, in an order that does not depend on who was first. */
export type Payout = readonly { readonly id: string; readonly type: string; readonly payload: unknown }[];

const batchEvents = ({ log }: County, { id }: ReleasedBatch): Promise<readonly RecordedEvent[]> =>
  log.readStream(streams.payoutBatch(id));

export const chunksDone = async (county: County, batch: ReleasedBatch): Promise<number> =>
  (await batchEvents(county, batch)).filter(({ type }) => type === 'ChunkInstructed').length;

/** The payments of this batch that stand in the enrolments. */
export const paymentsOf = async (county: County, { id, lines }: ReleasedBatch): Promise<readonly RecordedEvent[]> => {
  const found = await county.log.readStreams(lines.map(({ enrolmentId }) => streams.enrolment(enrolmentId)));
  return [...found.values()]
    .flat()
    .filter(({ type, payload }) => type.startsWith('Payment') && (payload as { readonly batch?: string }).batch === id);
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Resolves when the payout of a batch has begun: some payments stand in the log, and others do not. */
export const begun = async (county: County, { lines }: ReleasedBatch, after = 0): Promise<void> => {
  const stream = streams.enrolment((lines[after] as RosterLine).enrolmentId);
  const now = async (): Promise<boolean> =>
    (await county.log.readStream(stream)).some(({ type }) => type === 'PaymentInstructed');
  while (!(await now())) await pause();
};

export const untilChunks = async (county: County, batch: ReleasedBatch, chunks: number): Promise<void> => {
  while ((await chunksDone(county, batch)) < chunks) await pause();
};

export type Held = Readonly<Record<number, string>>;

/**
 * Every line of the batch is paid once, or is an exception with the cause given by its number; each chunk says so once, and the money of
 * those held back was freed once.
 */
export const expectPaidOnce = async (county: County, batch: ReleasedBatch, held: Held = {}): Promise<Payout> => {
  const instructed = (await paymentsOf(county, batch)).filter(({ type }) => type === 'PaymentInstructed');
  const due = batch.lines.filter(({ lineNo }) => held[lineNo] === undefined);
  expect(instructed.map(({ id }) => id).sort()).toEqual(due.map(idOf).sort());
  const chunks = (await batchEvents(county, batch)).filter(({ type }) => type === 'ChunkInstructed');
  const told = chunks.map(({ payload }) => payload as unknown as ChunkInstructed['data']);
  expect(told.map(({ chunk }) => chunk).sort((a, b) => a - b)).toEqual(Array.from({ length: batch.chunks }, (_, i) => i + 1));
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(due.length);
  expect(told.reduce((sum, { sumFen }) => sum + Number(sumFen), 0)).toBe(due.length * DUE);
  expect(causesOf(told.flatMap(({ exceptions }) => exceptions))).toEqual(held);
  const freed = await freedOf(county, batch);
  expect(freed.map(({ payload }) => sumOf(payload))).toEqual(
    Object.keys(held).length === 0 ? [] : [Object.keys(held).length * DUE],
  );
  return [...instructed, ...chunks, ...freed]
    .map(({ id, type, payload }) => ({ id, type, payload }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

const idOf = ({ enrolmentId, entitlement, attempt }: RosterLine): string => instructionEventId(enrolmentId, entitlement, attempt);

const causesOf = (exceptions: readonly ExceptionLine[]): Held =>
  Object.fromEntries(exceptions.map(({ lineNo, cause }) => [lineNo, cause]));

const freedOf = async ({ log }: County, { opened: { programme, year, area } }: ReleasedBatch) =>
  (await log.readStream(streams.appropriation(programme, year, area))).filter(({ type }) => type === 'FundsFreed');

const sumOf = (payload: unknown): number =>
  Object.values((payload as { readonly funding: Readonly<Record<string, string>> }).funding).reduce(
    (sum, fen) => sum + Number(fen),
    0,
  );
