import type { AreaCode } from '@fenming/citizen';
import { fen, type Fen } from '@fenming/money';
import type { EnrolmentId, PaymentState } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

/** `reason`: the bank's reason of a returned payment, or the cause of an exception. */
export type Payment = {
  readonly batch_id: string;
  readonly line_no: number;
  readonly case_number: string;
  readonly enrolment_id: EnrolmentId;
  readonly village: AreaCode;
  readonly entitlement: string;
  readonly attempt: number;
  readonly amount_fen: Fen;
  readonly state: PaymentState;
  readonly reason: string | null;
};

const COLUMNS = 'batch AS batch_id, line_no, case_number, enrolment_id, village, entitlement, attempt, amount_fen, state, reason';

/** `difference`: a step of the control totals; then the lines that make its difference. `reason`: of the bank, or the cause of an exception. */
export type PaymentFilter = {
  readonly batch: string;
  /** The lines of this area and of every area inside it. */
  readonly area?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly difference?: string;
  readonly limit: number;
  readonly cursor?: string;
};

/** The lines behind a difference of the control totals: not instructed yet, in no bank file yet, or without a final answer of the bank. */
const DIFFERING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    instructed: "state = 'locked'",
    bank_file: `state NOT IN ('locked', 'exception') AND line_no > coalesce((SELECT max(line_no) FROM (SELECT line_no FROM payment
    WHERE batch = @batch AND state NOT IN ('locked', 'exception') ORDER BY line_no
    LIMIT (SELECT sent_count FROM batch WHERE batch = @batch))), 0)`,
    unknown: "state IN ('instructed', 'unknown')",
    reconciled: "state IN ('instructed', 'unknown')",
  }),
);

/** The steps whose difference has lines to show. */
export const DIFFERENCES: readonly string[] = [...DIFFERING.keys()];

/** The lines of a batch in roster order. Throws ForeignCursor. */
export function payments(reader: Reader, filter: PaymentFilter): Page<Payment> {
  const { limit, cursor, ...by } = filter;
  const list = { name: 'payments', by };
  const [after] = keyIn(list, cursor) ?? [];
  const { where: condition, values } = where(
    {
      batch: 'batch = @batch',
      area: inside('village'),
      state: 'state = @state',
      reason: 'reason = @reason',
      difference: DIFFERING.get(by.difference ?? '') ?? 'true',
      after: 'line_no > @after',
    },
    { ...by, after, limit: limit + 1 },
  );
  const rows = reader.all<Payment>(`SELECT ${COLUMNS} FROM payment ${condition} ORDER BY line_no LIMIT @limit`, values);
  return pageOf(list, rows, limit, ({ line_no }) => [line_no]);
}

/** Every line on which these cases ever stood, year by year in the order of the rounds: the tenth comes after the second. */
export function paymentsOf(reader: Reader, caseNumbers: readonly string[]): readonly Payment[] {
  return reader.all<Payment>(
    `SELECT ${COLUMNS} FROM payment WHERE case_number IN (SELECT value FROM json_each(@cases))
     ORDER BY case_number, substr(entitlement, 1, 4), (SELECT round FROM batch WHERE batch.batch = payment.batch), line_no`,
    { cases: JSON.stringify(caseNumbers) },
  );
}

/** The lines of these cases on lists that are locked and not released yet. */
export function linesAwaitingRelease(
  reader: Reader,
  caseNumbers: readonly string[],
): readonly { readonly batch_id: string; readonly line_no: number }[] {
  return reader.all(
    `SELECT p.batch AS batch_id, p.line_no FROM payment p JOIN batch b ON b.batch = p.batch
     WHERE p.case_number IN (SELECT value FROM json_each(@cases)) AND p.state = 'locked'
       AND b.state IN ('locked', 'submitted', 'checked', 'approved') ORDER BY p.batch, p.line_no`,
    { cases: JSON.stringify(caseNumbers) },
  );
}

/** `lastLine`: the line number of the last of them. */
export type SentSum = { readonly count: number; readonly sumFen: Fen; readonly lastLine: number };
const SENT = `SELECT line_no, amount_fen FROM payment
  WHERE batch = @batch AND line_no > @after AND state NOT IN ('locked', 'exception') ORDER BY line_no LIMIT @size`;

/** The next `size` sent payments of a batch in roster order, added up: one bank file at a time, for a million lines would hold up everybody. */
export function nextSentSum(
  reader: Reader,
  { batch, after, size }: { readonly batch: string; readonly after: number; readonly size: number },
): SentSum {
  const sql = `SELECT count(*) AS count, coalesce(sum(amount_fen), 0) AS sum, coalesce(max(line_no), 0) AS lastLine FROM (${SENT})`;
  const found = reader.first<{ count: number; sum: number; lastLine: number }>(sql, { batch, after, size });
  const { count, sum, lastLine } = found ?? { count: 0, sum: 0, lastLine: 0 };
  return { count, sumFen: fen(sum), lastLine };
}

/** Returned payments of a batch under one reason. `settled_count`: those that a later attempt has settled since. */
export type FailedGroup = {
  readonly reason: string;
  readonly count: number;
  readonly sum_fen: Fen;
  readonly reissued_count: number;
  readonly settled_count: number;
};

/** Why payments of a batch came back, the most frequent reason first. */
export function failedByReason(reader: Reader, batch: string): readonly FailedGroup[] {
  return reader.all<FailedGroup>(
    `SELECT p.reason, count(*) AS count, sum(p.amount_fen) AS sum_fen,
       count(later.batch) AS reissued_count, count(CASE WHEN later.state = 'settled' THEN 1 END) AS settled_count
     FROM payment p LEFT JOIN payment later ON later.case_number = p.case_number AND later.entitlement = p.entitlement
       AND later.attempt = p.attempt + 1 AND later.state IN ('instructed', 'unknown', 'settled', 'returned')
     WHERE p.batch = @batch AND p.state = 'returned' GROUP BY p.reason ORDER BY count DESC, p.reason`,
    { batch },
  );
}
