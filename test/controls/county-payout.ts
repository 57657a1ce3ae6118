import { createHash } from 'node:crypto';
import type { LogEvent } from '@fenming/findings';
import { COUNTY, digest, ENTITLEMENT, fateOf, fen, YEAR, type Plan, type Teller } from './county-teller';

export type Line = { readonly person: number; readonly attempt: number; readonly lineNo: number };
type Batch = {
  readonly batch: string;
  readonly programme: string;
  readonly year: number;
  readonly area: string;
  readonly round: number;
};
const place = ({ programme, year, area }: Batch) => ({ programme, year, area });
const SIGNERS = [
  ['BatchChecked', 'checker'],
  ['BatchApproved', 'approver'],
  ['BatchReleased', 'releaser'],
] as const;

/** The payout of a batch: locked, signed, instructed, answered by the bank. */
export class Payout {
  constructor(
    private readonly told: Teller,
    private readonly linesPerChunk: number,
  ) {}

  *batch(plan: Plan, round: number, lines: readonly Line[]): Generator<LogEvent> {
    if (lines.length === 0) return;
    this.told.on(round === 1 ? '2023-06-01' : '2023-07-03');
    const batch = `${plan.id}-${YEAR}-${COUNTY}-${round}`;
    const of = { batch, programme: plan.id, year: YEAR, area: COUNTY, round };
    const total = (count: number) => ({ count, sumFen: fen(count * plan.amount) });
    yield this.told.by('maker', 'finance-maker', 'BatchOpened', of);
    const locked = { hash: '' };
    yield* this.lock(plan, of, lines, { lock: 1, locked });
    yield this.told.by('maker', 'finance-maker', 'BatchSubmitted', { ...of, ...total(lines.length), hash: locked.hash });
    if (round === 1) {
      yield this.told.by('checker', 'finance-checker', 'BatchSentBack', { ...of, reason: '重核' });
      yield* this.lock(plan, of, lines, { lock: 2, locked });
      yield this.told.by('maker', 'finance-maker', 'BatchSubmitted', { ...of, ...total(lines.length), hash: locked.hash });
    }
    for (const [type, actor] of SIGNERS) {
      if (type === 'BatchReleased')
        yield this.told.by(actor, `finance-${actor}`, 'FundsReserved', {
          ...place(of),
          batch,
          funding: this.told.funding(plan, lines.length),
        });
      yield this.told.by(actor, `finance-${actor}`, type, { ...of, ...total(lines.length), hash: locked.hash });
    }
    yield* this.instruct(plan, of, lines, locked.hash);
    yield* this.bank(
      plan,
      of,
      lines.filter(({ person }) => round === 2 || fateOf(person) !== 'dies before'),
    );
  }

  private *lock(plan: Plan, of: Batch, lines: readonly Line[], { lock, locked }: { lock: number; locked: { hash: string } }) {
    const hash = createHash('sha256');
    for (const [chunk, first] of this.chunks(lines)) {
      const rows = lines.slice(first, first + this.linesPerChunk).map(({ person, attempt, lineNo }) => {
        const { programme: _own, ...key } = this.told.key(plan, person);
        const accountVersion = this.told.account(plan, person, attempt);
        const amountFen = fen(plan.amount);
        hash.update(`${lineNo}|${key.caseNumber}|${ENTITLEMENT}|${attempt}|1|${amountFen}|${accountVersion}\n`);
        const money = { entitlement: ENTITLEMENT, attempt, amountFen, funding: this.told.funding(plan) };
        return { lineNo, ...key, revision: 9, ...money, accountVersion, determination: 1 };
      });
      yield this.told.by('maker', 'finance-maker', 'RosterChunkLocked', { ...of, lock, chunk, lines: rows });
    }
    locked.hash = hash.digest('hex');
    const total = { count: lines.length, sumFen: fen(lines.length * plan.amount), hash: locked.hash };
    const roster = {
      lock,
      chunks: Math.ceil(lines.length / this.linesPerChunk),
      ...total,
      funding: this.told.funding(plan, lines.length),
    };
    yield this.told.by('maker', 'finance-maker', 'RosterLocked', { ...of, ...roster });
  }

  private chunks(lines: readonly Line[]): readonly [number, number][] {
    const count = Math.ceil(lines.length / this.linesPerChunk);
    return Array.from({ length: count }, (_, at) => [at + 1, at * this.linesPerChunk]);
  }

  private payment(plan: Plan, of: Batch, { person, attempt, lineNo }: Line) {
    const money = { year: YEAR, entitlement: ENTITLEMENT, attempt, batch: of.batch, lineNo, amountFen: fen(plan.amount) };
    return { ...this.told.key(plan, person), ...money };
  }

  private *instruct(plan: Plan, of: Batch, lines: readonly Line[], hash: string): Generator<LogEvent> {
    let held = 0;
    for (const [chunk, first] of this.chunks(lines)) {
      const exceptions: object[] = [];
      const rows = lines.slice(first, first + this.linesPerChunk);
      for (const line of rows) {
        const { lineNo } = line;
        const key = this.told.key(plan, line.person);
        if (of.round === 1 && fateOf(line.person) === 'dies before') {
          yield* this.told.death(plan, line.person, 2022);
          yield this.told.determined(plan, line.person, 0);
          exceptions.push({ lineNo, caseNumber: key.caseNumber, cause: 'enrolment_exited', amountFen: fen(plan.amount) });
          continue;
        }
        const accountVersion = this.told.account(plan, line.person, line.attempt);
        const payment = { ...this.payment(plan, of, line), accountVersion, determination: 1 };
        yield this.told.by('releaser', 'finance-releaser', 'PaymentInstructed', payment);
      }
      const count = rows.length - exceptions.length;
      held += exceptions.length;
      const totals = { count, sumFen: fen(count * plan.amount), exceptions };
      yield this.told.by('releaser', 'finance-releaser', 'ChunkInstructed', { ...of, chunk, ...totals });
    }
    if (held === 0) return;
    const freed = { batch: of.batch, funding: this.told.funding(plan, held), reason: 'held-back', reference: hash };
    yield this.told.by('system', 'system', 'FundsFreed', { ...place(of), ...freed });
  }

  /** One bank file, and two answers to it: the second is about what the first did not know. */
  private *bank(plan: Plan, of: Batch, sent: readonly Line[]): Generator<LogEvent> {
    const total = (count: number) => ({ count, sumFen: fen(count * plan.amount) });
    const file = { ...total(sent.length), fileName: `${of.batch}.txt`, profile: 'demo', sha256: digest(of.batch) };
    yield this.told.by('releaser', 'finance-releaser', 'BankFileIssued', { ...of, ...file });
    const late = sent.filter(({ person }) => fateOf(person) === 'late answer');
    const failed = of.round === 1 ? sent.filter(({ person }) => fateOf(person) === 'returned') : [];
    yield* this.answer(plan, of, { name: 'first', answered: sent });
    if (late.length > 0) yield* this.answer(plan, of, { name: 'second', answered: late });
    const reconciled = { settled: total(sent.length - failed.length), failed: total(failed.length) };
    yield this.told.by('checker', 'finance-checker', 'BatchReconciled', { ...of, ...reconciled });
    if (failed.length === 0) yield this.told.by('maker', 'finance-maker', 'BatchClosed', of);
  }

  private *answer(
    plan: Plan,
    of: Batch,
    { name, answered }: { name: 'first' | 'second'; answered: readonly Line[] },
  ): Generator<LogEvent> {
    const sha256 = digest(`${of.batch} ${name}`);
    const outcome = ({ person }: Line): 'settled' | 'failed' | 'unknown' => {
      if (of.round === 1 && fateOf(person) === 'returned') return 'failed';
      return name === 'first' && fateOf(person) === 'late answer' ? 'unknown' : 'settled';
    };
    const saidOf = (said: ReturnType<typeof outcome>) =>
      said === 'settled' ? { outcome: said } : { outcome: said, reason: said === 'failed' ? 'CLOSED' : 'UNKNOWN' };
    const chunks = Math.ceil(answered.length / this.linesPerChunk);
    for (let chunk = 1; chunk <= chunks; chunk += 1) {
      const part = answered.slice((chunk - 1) * this.linesPerChunk, chunk * this.linesPerChunk);
      const lines = part.map((line) => ({ lineNo: line.lineNo, ...saidOf(outcome(line)), amountFen: fen(plan.amount) }));
      yield this.told.by('bank', 'bank', 'BankResultChunkRecorded', { ...of, sha256, chunk, lines });
    }
    const of3 = (wanted: string) => {
      const count = answered.filter((line) => outcome(line) === wanted).length;
      return { count, sumFen: fen(count * plan.amount) };
    };
    const totals = { settled: of3('settled'), failed: of3('failed'), unknown: of3('unknown') };
    yield this.told.by('bank', 'bank', 'BankResultRecorded', { ...of, sha256, chunks, ...totals });
    for (const line of answered) {
      const payment = this.payment(plan, of, line);
      if (outcome(line) === 'settled') yield this.told.by('bank', 'bank', 'PaymentSettled', payment);
      if (outcome(line) === 'failed') yield this.told.by('bank', 'bank', 'PaymentReturned', { ...payment, reason: 'CLOSED' });
    }
    if (totals.failed.count > 0) {
      const freed = {
        batch: of.batch,
        funding: this.told.funding(plan, totals.failed.count),
        reason: 'returned',
        reference: sha256,
      };
      yield this.told.by('system', 'system', 'FundsFreed', { ...place(of), ...freed });
    }
    yield this.told.by('bank', 'bank', 'BankResultApplied', { ...of, sha256 });
  }
}
