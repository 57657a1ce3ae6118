import { parseFenText } from '@fenming/money';
import type { RosterLine } from '@fenming/subsidy';
import { one, some, type Change, type Projection } from '../engine/change';
import { PAYMENT } from './payments.table';

const AT_LINE = 'WHERE batch = @batch AND line_no = @lineNo';
const NAMES = PAYMENT.columnNames;
/** A lock that was cut off and begun anew overwrites its own lines. */
const LOCK = `INSERT OR REPLACE INTO payment (${NAMES.join(', ')}) VALUES (${NAMES.map((name) => `@${name}`).join(', ')})`;
const DROP_EARLIER_LOCKS = 'DELETE FROM payment WHERE batch = @batch AND lock < @lock';
const DROP = 'DELETE FROM payment WHERE batch = @batch';
const INSTRUCT = `UPDATE payment SET state = 'instructed', amount_fen = @amount
  ${AT_LINE} AND case_number = @caseNumber AND attempt = @attempt AND state = 'locked'`;
const LEAVE_OUT = `UPDATE payment SET state = 'exception', reason = @cause ${AT_LINE} AND state = 'locked'`;
const UNCLEAR = `UPDATE payment SET state = 'unknown' ${AT_LINE} AND state = 'instructed'`;
/** A bank that did not know at first may still settle or return the payment. */
const ANSWER = `UPDATE payment SET state = @state, reason = @reason
  ${AT_LINE} AND case_number = @caseNumber AND state IN ('instructed', 'unknown')`;

const lockLine = (batch: string, lock: number, line: RosterLine): Change =>
  some(LOCK, {
    batch,
    line_no: line.lineNo,
    lock,
    case_number: line.caseNumber,
    village: line.village,
    entitlement: line.entitlement,
    attempt: line.attempt,
    amount_fen: parseFenText(line.amountFen),
    central_fen: parseFenText(line.funding.central),
    province_fen: parseFenText(line.funding.province),
    city_fen: parseFenText(line.funding.city),
    county_fen: parseFenText(line.funding.county),
    state: 'locked',
    reason: null,
    enrolment_id: line.enrolmentId,
    account_version: line.accountVersion,
  });

export const payments = {
  RosterChunkLocked: ({ batch, lock, lines }) => lines.map((line) => lockLine(batch, lock, line)),
  RosterLocked: ({ batch, lock }) => [some(DROP_EARLIER_LOCKS, { batch, lock })],
  BatchSentBack: ({ batch }) => [some(DROP, { batch })],
  LinesTakenOff: ({ batch }) => [some(DROP, { batch })],
  PaymentInstructed: ({ batch, lineNo, caseNumber, attempt, amountFen }) => [
    one(INSTRUCT, { batch, lineNo, caseNumber, attempt, amount: parseFenText(amountFen) }),
  ],
  ChunkInstructed: ({ batch, exceptions }) => exceptions.map(({ lineNo, cause }) => one(LEAVE_OUT, { batch, lineNo, cause })),
  BankResultChunkRecorded: ({ batch, lines }) =>
    lines.filter(({ outcome }) => outcome === 'unknown').map(({ lineNo }) => some(UNCLEAR, { batch, lineNo })),
  PaymentSettled: ({ batch, lineNo, caseNumber }) => [one(ANSWER, { batch, lineNo, caseNumber, state: 'settled', reason: null })],
  PaymentReturned: ({ batch, lineNo, caseNumber, reason }) => [
    one(ANSWER, { batch, lineNo, caseNumber, state: 'returned', reason }),
  ],
} satisfies Projection;
