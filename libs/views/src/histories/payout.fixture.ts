import type { AreaCode } from '@fenming/citizen';
import {
  batchIdOf,
  fundingText,
  parseFunding,
  streams,
  sumFunding,
  type BatchOpened,
  type ControlTotals,
  type FundingText,
  type FundsFreed,
  type ResultLine,
  type RosterLine,
} from '@fenming/subsidy';
import { entitlementOf, keyOf, leave, recover, type Case } from './cases.fixture';
import type { Choose, Recorder } from './recorder.fixture';

type Round = {
  readonly opened: BatchOpened['data'];
  readonly stream: string;
  readonly cases: readonly Case[];
  readonly lines: readonly RosterLine[];
  readonly chunkSize: number;
};
type Sent = { readonly one: Case; readonly line: RosterLine };
type Plan = { readonly programme: string; readonly year: number; readonly round: number; readonly chunkSize: number };

const COUNTY = '991001' as AreaCode;
const MAKER = { actor: 'maker', role: 'finance-maker' };
const RELEASER = { actor: 'releaser', role: 'finance-releaser' };
const BANK = { actor: 'bank', role: 'bank' };
const REASONS = ['NAME_MISMATCH', 'CLOSED', 'NOT_ACTIVATED'] as const;

export const payable = ({ eligible, exited, amount, payment }: Case): boolean =>
  eligible && !exited && amount > 0 && (payment === 'none' || payment === 'returned');

/** One round of payout, from the opened batch to the reconciled and closed one. Nothing happens when nobody can be paid. */
export function payRound(to: Recorder, cases: readonly Case[], plan: Plan, choose: Choose): void {
  const payees = cases.filter(payable);
  if (payees.length === 0) return;
  const { programme, year, round, chunkSize } = plan;
  const batch = batchIdOf(programme, year, COUNTY, round);
  const opened = { batch, programme, year, area: COUNTY, round };
  const stream = streams.payoutBatch(batch);
  to.record(stream, { type: 'BatchOpened', data: opened }, MAKER);
  const lines = payees.map((one, index) => rosterLine(to, one, index + 1, year));
  const payout: Round = { opened, stream, cases: payees, lines, chunkSize };
  const sentBack = choose(6) === 0;
  lock(to, payout, 1);
  if (sentBack) {
    sign(to, payout, ['BatchSubmitted', 'BatchChecked']);
    to.record(stream, { type: 'BatchSentBack', data: { ...opened, reason: '名单需要补充' } }, MAKER);
    lock(to, payout, 2);
  }
  sign(to, payout, ['BatchSubmitted', 'BatchChecked', 'BatchApproved']);
  reserve(to, payout);
  sign(to, payout, ['BatchReleased']);
  const sent = instruct(to, payout, choose);
  if (sent.length > 0) settle(to, payout, sent, choose);
}

function rosterLine(to: Recorder, one: Case, lineNo: number, year: number): RosterLine {
  const { enrolmentId, caseNumber, village, attempts, amount, account } = one;
  const funding = sharesOf(amount);
  const money = { entitlement: entitlementOf(year), attempt: attempts + 1, amountFen: String(amount), funding, determination: 1 };
  return { lineNo, enrolmentId, caseNumber, village, revision: to.revisionOf(one.stream), ...money, accountVersion: account };
}

/** A fifth from the province and from the county each, the rest and the odd fen from the centre. */
const sharesOf = (amount: number): FundingText => {
  const fifth = Math.floor(amount / 5);
  return { central: String(amount - 2 * fifth), province: String(fifth), city: '0', county: String(fifth) };
};
const fundingOf = (lines: readonly RosterLine[]): FundingText =>
  fundingText(sumFunding(lines.map(({ funding }) => parseFunding(funding))));

const totalsOf = (lines: readonly { readonly amountFen: string }[]): ControlTotals => ({
  count: lines.length,
  sumFen: String(lines.reduce((sum, { amountFen }) => sum + Number(amountFen), 0)),
});

const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

function lock(to: Recorder, { opened, stream, lines, chunkSize }: Round, lockNo: number): void {
  const chunks = chunksOf(lines, chunkSize);
  chunks.forEach((chunk, index) =>
    to.record(stream, { type: 'RosterChunkLocked', data: { ...opened, lock: lockNo, chunk: index + 1, lines: chunk } }, MAKER),
  );
  const totals = { ...totalsOf(lines), funding: fundingOf(lines) };
  const roster = { lock: lockNo, chunks: chunks.length, ...totals, hash: hashOf(opened) };
  to.record(stream, { type: 'RosterLocked', data: { ...opened, ...roster } }, MAKER);
}

const SIGNERS = {
  BatchSubmitted: MAKER,
  BatchChecked: { actor: 'checker', role: 'finance-checker' },
  BatchApproved: { actor: 'approver', role: 'finance-approver' },
  BatchReleased: RELEASER,
};

function sign(to: Recorder, { opened, stream, lines }: Round, steps: readonly (keyof typeof SIGNERS)[]): void {
  for (const type of steps) {
    to.record(stream, { type, data: { ...opened, ...totalsOf(lines), hash: hashOf(opened) } }, SIGNERS[type]);
  }
}

const purseOf = ({ programme, year, area }: BatchOpened['data']) => streams.appropriation(programme, year, area);

function reserve(to: Recorder, { opened: { batch, programme, year, area }, opened, lines }: Round): void {
  const data = { programme, year, area, batch, funding: fundingOf(lines) };
  to.record(purseOf(opened), { type: 'FundsReserved', data }, RELEASER);
}

type Freed = { readonly lines: readonly RosterLine[] } & Pick<FundsFreed['data'], 'reason' | 'reference'>;
function free(to: Recorder, opened: BatchOpened['data'], { lines, ...why }: Freed): void {
  if (lines.length === 0) return;
  const { batch, programme, year, area } = opened;
  to.record(purseOf(opened), { type: 'FundsFreed', data: { programme, year, area, batch, funding: fundingOf(lines), ...why } });
}

const hashOf = ({ batch }: BatchOpened['data']): string => `roster of ${batch}`;

/** Somebody may leave between the lock and the turn of one’s line: that line is held back. */
function instruct(to: Recorder, { opened, stream, cases, lines, chunkSize }: Round, choose: Choose): readonly Sent[] {
  const all = cases.flatMap((one, index) => (lines[index] === undefined ? [] : [{ one, line: lines[index] }]));
  const done = chunksOf(all, chunkSize).flatMap((chunk, index) => {
    for (const { one } of chunk) if (choose(25) === 0) leave(to, one, opened.year, choose);
    const [sent, held] = [chunk.filter(({ one }) => payable(one)), chunk.filter(({ one }) => !payable(one))];
    for (const { one, line } of sent) instructOne(to, one, line, opened);
    const exceptions = held.map(({ line: { lineNo, caseNumber, amountFen } }) => ({
      lineNo,
      caseNumber,
      cause: 'enrolment_exited' as const,
      amountFen,
    }));
    const totals = totalsOf(sent.map(({ line }) => line));
    to.record(stream, { type: 'ChunkInstructed', data: { ...opened, chunk: index + 1, ...totals, exceptions } }, RELEASER);
    return sent;
  });
  const paid = new Set(done.map(({ line }) => line));
  free(to, opened, { lines: lines.filter((line) => !paid.has(line)), reason: 'held-back', reference: hashOf(opened) });
  return done;
}

const moneyOf = ({ line, one }: Sent, { batch, year }: BatchOpened['data']) => {
  const { entitlement, attempt, lineNo, amountFen } = line;
  return { ...keyOf(one), year, entitlement, attempt, batch, lineNo, amountFen };
};

function instructOne(to: Recorder, one: Case, line: RosterLine, opened: BatchOpened['data']): void {
  one.payment = 'open';
  one.attempts += 1;
  const data = { ...moneyOf({ one, line }, opened), accountVersion: line.accountVersion, determination: line.determination };
  to.record(one.stream, { type: 'PaymentInstructed', data }, RELEASER);
}

/** The bank answers in one file, and in a second one about what it did not know at first. */
function settle(to: Recorder, round: Round, sent: readonly Sent[], choose: Choose): void {
  const { opened, stream } = round;
  const file = { ...totalsOf(sent.map(({ line }) => line)), fileName: 'file.txt', profile: 'demo', sha256: 'file' };
  to.record(stream, { type: 'BankFileIssued', data: { ...opened, ...file } }, RELEASER);
  // Who leaves while the money is on its way is paid all the same, and a return is then final.
  for (const { one } of sent) if (choose(10) === 0) leave(to, one, opened.year, choose);
  const first = sent.map((payment) => ({ payment, answer: answerOf(payment, choose, true) }));
  recordResult(to, round, { answered: first, sha256: 'first' }, choose);
  const open = first.filter(({ answer }) => answer.outcome === 'unknown').map(({ payment }) => payment);
  const second = open.map((payment) => ({ payment, answer: answerOf(payment, choose, false) }));
  if (second.length > 0) recordResult(to, round, { answered: second, sha256: 'second' }, choose);
  const answers = [...first, ...second].map(({ answer }) => answer);
  const of = (outcome: string) => totalsOf(answers.filter((answer) => answer.outcome === outcome));
  to.record(stream, { type: 'BatchReconciled', data: { ...opened, settled: of('settled'), failed: of('failed') } });
  if (of('failed').count === 0) to.record(stream, { type: 'BatchClosed', data: opened }, MAKER);
}

type Answered = { readonly payment: Sent; readonly answer: ResultLine };
type Result = { readonly answered: readonly Answered[]; readonly sha256: string };

function answerOf({ line: { lineNo, amountFen } }: Sent, choose: Choose, mayBeUnknown: boolean): ResultLine {
  const chosen = choose(12);
  if (chosen === 0) return { lineNo, outcome: 'failed', reason: REASONS[choose(REASONS.length)] ?? 'UNKNOWN', amountFen };
  if (chosen === 1 && mayBeUnknown) return { lineNo, outcome: 'unknown', reason: 'UNKNOWN', amountFen };
  return { lineNo, outcome: 'settled', amountFen };
}

function recordResult(to: Recorder, round: Round, { answered, sha256 }: Result, choose: Choose): void {
  const { opened, stream, chunkSize } = round;
  const lines = answered.map(({ answer }) => answer);
  const chunks = chunksOf(lines, chunkSize);
  chunks.forEach((chunk, index) =>
    to.record(stream, { type: 'BankResultChunkRecorded', data: { ...opened, sha256, chunk: index + 1, lines: chunk } }, BANK),
  );
  const of = (outcome: string) => totalsOf(lines.filter((line) => line.outcome === outcome));
  const totals = { settled: of('settled'), failed: of('failed'), unknown: of('unknown') };
  to.record(stream, { type: 'BankResultRecorded', data: { ...opened, sha256, chunks: chunks.length, ...totals } }, BANK);
  for (const { payment, answer } of answered) {
    recordAnswer(to, payment, answer, opened);
    const overpaid = payment.one.payment === 'settled' && Number(payment.line.amountFen) > payment.one.amount;
    if (overpaid) recover(to, payment.one, opened.year, choose);
  }
  const failed = answered.filter(({ answer }) => answer.outcome === 'failed').map(({ payment }) => payment.line);
  free(to, opened, { lines: failed, reason: 'returned', reference: sha256 });
  to.record(stream, { type: 'BankResultApplied', data: { ...opened, sha256 } });
}

function recordAnswer(to: Recorder, sent: Sent, answer: ResultLine, opened: BatchOpened['data']): void {
  const { one } = sent;
  if (answer.outcome === 'unknown') return;
  const money = moneyOf(sent, opened);
  one.payment = answer.outcome === 'settled' ? 'settled' : 'returned';
  if (answer.outcome === 'settled') to.record(one.stream, { type: 'PaymentSettled', data: money }, BANK);
  else to.record(one.stream, { type: 'PaymentReturned', data: { ...money, reason: answer.reason } }, BANK);
}
