import type { AmountLineText } from '@fenming/subsidy';
import type { Handlers } from '../../log-event';
import type { Cases } from './cases';
import { inMap, Ints } from './columns';
import { fenOf } from './fundings';
import { firstOf, monthsOfLines, MonthTable, total } from './months';

type Attempt = { readonly enrolmentId: string; readonly year: number; readonly entitlement: string };
type Instructed = Attempt & { readonly determination: number };

/** Of one year, by slot: numbers of the month table. */
class YearOwed {
  readonly latest = new Ints();
  readonly last = new Ints();
  readonly net = new Ints();
  readonly settled = new Ints();
  readonly repaid = new Ints();
  /** What is too much and not claimed back, by the rules of the time when it became too much. */
  readonly unclaimed = new Ints();
  /** 1 where the last determination claims back what is too much by it. */
  readonly claims = new Ints();
  /** By the number of the determination. */
  readonly determined = new Map<number, Ints>();
  /** What the last attempt of an entitlement pays, by entitlement. */
  readonly attempts = new Map<string, Ints>();
}

/** What each year of a case was determined to be, month by month, and what has gone out and come back of it. */
export class Owed {
  private readonly table = new MonthTable();
  private readonly years = new Map<number, YearOwed>();
  private readonly lines = new Map<string, number>();

  constructor(private readonly cases: Cases) {}

  /** The number of the last determination of a year, 0 before the first. */
  lastNumber(enrolmentId: string, year: number): number {
    return this.year(year).last.get(this.cases.ids.find(enrolmentId));
  }

  /** What an instruction would pay that fulfils this determination now, in fen. */
  instructedFen({ enrolmentId, year, determination }: Instructed): bigint {
    return this.fen(this.months(this.cases.ids.find(enrolmentId), year, determination));
  }

  /** What arrived beyond the last determination, by month and layer, has not come back and may be claimed, in fen. */
  claimableFen(slot: number, year: number): bigint {
    return this.fen(this.claimable(slot, year));
  }

  /** What arrived too much, by month and layer, and is not claimed back, in fen. */
  unclaimedFen(enrolmentId: string, year: number): bigint {
    return this.fen(this.year(year).unclaimed.get(this.cases.ids.find(enrolmentId)));
  }

  private over(slot: number, year: number): number {
    const { settled, repaid, latest } = this.year(year);
    return this.table.beyond(this.table.beyond(settled.get(slot), repaid.get(slot)), latest.get(slot));
  }

  private claimable(slot: number, year: number): number {
    return this.table.beyond(this.over(slot, year), this.year(year).unclaimed.get(slot));
  }

  /** What became too much since, where nobody claims it; a month that is not too much any more leaves nothing. */
  private keep(slot: number, year: number, before: number): void {
    const { unclaimed, claims } = this.year(year);
    const over = this.over(slot, year);
    const since = claims.get(slot) === 1 ? 0 : this.table.beyond(over, before);
    const all = this.table.plus(unclaimed.get(slot), since);
    unclaimed.set(slot, this.table.beyond(all, this.table.beyond(all, over)));
  }

  readonly on: Handlers = {
    EntitlementDetermined: ({ enrolmentId, year, number, lines, excess, cause }) => {
      const slot = this.cases.ids.slotOf(enrolmentId);
      const of = this.year(year);
      const before = this.over(slot, year);
      const months = this.numberOf(lines);
      of.latest.set(slot, months);
      of.last.set(slot, number);
      inMap(of.determined, number, () => new Ints()).set(slot, months);
      of.claims.set(slot, excess === 'recover' && cause !== 'exit_withdrawn' ? 1 : 0);
      this.keep(slot, year, before);
      // What was claimed for an exit or a death that never was is claimed no more.
      if (cause === 'exit_withdrawn') of.unclaimed.set(slot, this.over(slot, year));
    },
    PaymentInstructed: (instructed) => {
      const { year, entitlement, determination } = instructed;
      const slot = this.cases.ids.find(instructed.enrolmentId);
      const of = this.year(year);
      const months = this.months(slot, year, determination);
      of.net.set(slot, this.table.plus(of.net.get(slot), months));
      inMap(of.attempts, entitlement, () => new Ints()).set(slot, months);
    },
    PaymentSettled: (answered) => {
      const { slot, of, months } = this.answered(answered);
      const before = this.over(slot, answered.year);
      of.settled.set(slot, this.table.plus(of.settled.get(slot), months));
      this.keep(slot, answered.year, before);
    },
    PaymentReturned: (answered) => {
      const { slot, of, months } = this.answered(answered);
      of.net.set(slot, this.table.beyond(of.net.get(slot), months));
    },
    RecoveryReceived: ({ enrolmentId, year, amountFen }) => {
      const slot = this.cases.ids.find(enrolmentId);
      const of = this.year(year);
      const back = this.table.numberOf(firstOf(this.table.at(this.claimable(slot, year)), fenOf(amountFen)));
      of.repaid.set(slot, this.table.plus(of.repaid.get(slot), back));
    },
  };

  private answered({ enrolmentId, year, entitlement }: Attempt) {
    const slot = this.cases.ids.find(enrolmentId);
    const of = this.year(year);
    return { slot, of, months: of.attempts.get(entitlement)?.get(slot) ?? 0 };
  }

  private months(slot: number, year: number, determination: number): number {
    const of = this.year(year);
    const net = this.table.beyond(of.net.get(slot), of.repaid.get(slot));
    return this.table.beyond(of.determined.get(determination)?.get(slot) ?? 0, net);
  }

  private numberOf(lines: readonly AmountLineText[]): number {
    const name = JSON.stringify(lines);
    if (this.lines.size > 100_000) this.lines.clear();
    return inMap(this.lines, name, () => this.table.numberOf(monthsOfLines(lines)));
  }

  private fen(number: number): bigint {
    return total(this.table.at(number));
  }

  private year(year: number): YearOwed {
    return inMap(this.years, year, () => new YearOwed());
  }
}
