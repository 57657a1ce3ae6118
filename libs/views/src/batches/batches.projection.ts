import type { RecordedEvent } from '@fenming/event-log';
import { parseFenText } from '@fenming/money';
import { totalsOf, type BatchStage, type BatchTotal, type ControlTotals } from '@fenming/subsidy';
import { add, insert, one, some, type Change, type Projection } from '../engine/change';
import { BANK_FILE, BATCH, BATCH_TOTAL } from './batches.table';

const AT_BATCH = 'WHERE batch = @batch';
const SET_STATE = `UPDATE batch SET state = @state ${AT_BATCH}`;
const LOCK = `UPDATE batch SET state = 'locked', lock = @lock, count = @count, sum_fen = @sum, chunks = @chunks, hash = @hash ${AT_BATCH}`;
const SEND_BACK = `UPDATE batch SET state = 'opened', count = NULL, sum_fen = NULL, chunks = NULL, hash = NULL ${AT_BATCH}`;
const SET_PAUSED = `UPDATE batch SET paused = @paused ${AT_BATCH}`;
const DROP_TOTALS = `DELETE FROM batch_total ${AT_BATCH}`;
/** A batch of which every line was held back has nothing to send and nothing to wait for. */
const CHUNK_DONE = `UPDATE batch SET chunks_done = chunks_done + 1, instructed_count = instructed_count + @count, state = CASE
  WHEN chunks_done + 1 < chunks THEN state WHEN instructed_count + @count = 0 THEN 'result_applied' ELSE 'instructed' END ${AT_BATCH}`;
const FILE_SENT = `UPDATE batch SET sent_count = sent_count + @count,
  state = CASE WHEN sent_count + @count = instructed_count THEN 'file_issued' ELSE state END ${AT_BATCH}`;
/** The digest of the only file; of several files each has its own. */
const FILE_HASH = `UPDATE batch_total SET hash = (SELECT CASE count(*) WHEN 1 THEN max(sha256) END FROM bank_file ${AT_BATCH})
  ${AT_BATCH} AND step = 'bank_file'`;
const FILE_TOTAL = `INSERT INTO batch_total (batch, step, count, sum_fen) VALUES (@batch, 'bank_file', @count, @sum)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, sum_fen = sum_fen + excluded.sum_fen`;
const CLOSE = `UPDATE batch SET state = 'closed', closed_at = @at ${AT_BATCH}`;

const STEP = `INSERT INTO batch_step (batch, seq, step, actor, role, count, sum_fen, detail, hash, at)
  SELECT batch, (SELECT coalesce(max(seq), 0) + 1 FROM batch_step ${AT_BATCH}), @step, @actor, @role, @count, @sum, @detail, @hash, @at
  FROM batch ${AT_BATCH}`;
/** The chunk that was the last one makes the step; the others are only counted. */
const STEP_WHEN_ALL_DONE = `${STEP} AND chunks_done = chunks`;

type Step = {
  readonly name: BatchStage | 'total_mistyped' | 'sent_back' | 'lines_taken_off' | 'paused' | 'resumed';
  readonly totals?: Totals;
  readonly detail?: object;
};
type Totals = ControlTotals & { readonly hash?: string };

const stepValues = (batch: string, { meta }: RecordedEvent, { name, totals, detail }: Step) => ({
  batch,
  step: name,
  actor: meta.actor,
  role: meta.role,
  count: totals?.count ?? null,
  sum: totals === undefined ? null : parseFenText(totals.sumFen),
  detail: detail === undefined ? null : JSON.stringify(detail),
  hash: totals?.hash ?? null,
  at: meta.at,
});

const step = (batch: string, event: RecordedEvent, what: Step): Change => one(STEP, stepValues(batch, event, what));

const total = (batch: string, name: BatchTotal, { count, sumFen, hash }: Totals): Change =>
  insert(BATCH_TOTAL, { batch, step: name, count, sum_fen: parseFenText(sumFen), hash });

const count = (batch: string, name: BatchTotal, amountFen: string): Change =>
  add(BATCH_TOTAL, [batch, name], { count: 1, sum_fen: parseFenText(amountFen) });

const shown = ({ count, sumFen }: ControlTotals): object => ({ count, sum_fen: parseFenText(sumFen) });

const enter = (batch: string, state: BatchStage): Change => one(SET_STATE, { batch, state });

/** A signature under the locked roster: the step repeats its count, sum and hash. */
const sign = (
  said: { readonly batch: string } & Totals,
  event: RecordedEvent,
  state: BatchStage & BatchTotal,
): readonly Change[] => [
  enter(said.batch, state),
  total(said.batch, state, said),
  step(said.batch, event, { name: state, totals: said }),
];

export const batches = {
  BatchOpened: ({ batch, programme, year, area, round }, event) => [
    insert(BATCH, {
      batch,
      programme,
      year,
      area,
      round,
      state: 'opened',
      lock: 0,
      chunks_done: 0,
      paused: 0,
      instructed_count: 0,
      sent_count: 0,
      opened_at: event.meta.at,
    }),
    step(batch, event, { name: 'opened' }),
  ],
  RosterLocked: (said, event) => {
    const { batch, lock, chunks, hash } = said;
    return [
      one(LOCK, { batch, lock, count: said.count, sum: parseFenText(said.sumFen), chunks, hash }),
      total(batch, 'roster', said),
      step(batch, event, { name: 'locked', totals: said }),
    ];
  },
  BatchSubmitted: (said, event) => sign(said, event, 'submitted'),
  BatchChecked: (said, event) => sign(said, event, 'checked'),
  BatchApproved: (said, event) => sign(said, event, 'approved'),
  BatchReleased: (said, event) => sign(said, event, 'released'),
  TotalMistyped: ({ batch, typedFen, ...said }, event) => [
    step(batch, event, {
      name: 'total_mistyped',
      totals: said,
      detail: { typed_fen: typedFen === undefined ? null : parseFenText(typedFen) },
    }),
  ],
  BatchSentBack: ({ batch, reason }, event) => [
    one(SEND_BACK, { batch }),
    some(DROP_TOTALS, { batch }),
    step(batch, event, { name: 'sent_back', detail: { reason } }),
  ],
  LinesTakenOff: ({ batch, lines }, event) => [
    one(SEND_BACK, { batch }),
    some(DROP_TOTALS, { batch }),
    step(batch, event, {
      name: 'lines_taken_off',
      totals: totalsOf(lines),
      detail: { lines: lines.map(({ caseNumber, cause }) => ({ case_number: caseNumber, cause })) },
    }),
  ],
  BatchPaused: ({ batch, reason }, event) => [
    one(SET_PAUSED, { batch, paused: 1 }),
    step(batch, event, { name: 'paused', detail: { reason } }),
  ],
  BatchResumed: ({ batch }, event) => [one(SET_PAUSED, { batch, paused: 0 }), step(batch, event, { name: 'resumed' })],
  PaymentInstructed: ({ batch, amountFen }) => [count(batch, 'instructed', amountFen)],
  ChunkInstructed: ({ batch, exceptions, ...chunk }, event) => [
    one(CHUNK_DONE, { batch, count: chunk.count }),
    some(STEP_WHEN_ALL_DONE, stepValues(batch, event, { name: 'instructed' })),
    ...exceptions.map(({ amountFen }) => count(batch, 'exceptions', amountFen)),
  ],
  BankFileIssued: (said, event) => {
    const { batch, fileName, profile, sha256, count, sumFen } = said;
    return [
      one(FILE_SENT, { batch, count }),
      insert(BANK_FILE, { batch, file_name: fileName, profile, count, sum_fen: parseFenText(sumFen), sha256 }),
      one(FILE_TOTAL, { batch, count, sum: parseFenText(sumFen) }),
      one(FILE_HASH, { batch }),
      step(batch, event, {
        name: 'file_issued',
        totals: { count, sumFen, hash: sha256 },
        detail: { file_name: fileName, profile },
      }),
    ];
  },
  BankResultRecorded: ({ batch, settled, failed, unknown }, event) => [
    enter(batch, 'result_recorded'),
    step(batch, event, {
      name: 'result_recorded',
      detail: { settled: shown(settled), failed: shown(failed), unknown: shown(unknown) },
    }),
  ],
  BankResultApplied: ({ batch }, event) => [enter(batch, 'result_applied'), step(batch, event, { name: 'result_applied' })],
  PaymentSettled: ({ batch, amountFen }) => [count(batch, 'settled', amountFen)],
  PaymentReturned: ({ batch, amountFen }) => [count(batch, 'failed', amountFen)],
  BatchReconciled: ({ batch, settled, failed }, event) => [
    enter(batch, 'reconciled'),
    total(batch, 'reconciled_settled', settled),
    total(batch, 'reconciled_failed', failed),
    step(batch, event, { name: 'reconciled', detail: { settled: shown(settled), failed: shown(failed) } }),
  ],
  BatchClosed: ({ batch }, event) => [one(CLOSE, { batch, at: event.meta.at }), step(batch, event, { name: 'closed' })],
} satisfies Projection;
