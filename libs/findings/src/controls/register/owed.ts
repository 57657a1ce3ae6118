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

  /** What arrived beyond the last determination, by month and layer, and has not come back, in fen. */
  overFen(slot: number, year: number): bigint {
    const { settled, repaid, latest } = this.year(year);
    const kept = this.table.beyond(settled.get(slot), repaid.get(slot));
    return this.fen(this.table.beyond(kept, latest.get(slot)));
  }

  readonly on: Handlers = {
    EntitlementDetermined: ({ enrolmentId, year, number, lines }) => {
      const slot = this.cases.ids.slotOf(enrolmentId);
      const of = this.year(year);
      const months = this.numberOf(lines);
      of.latest.set(slot, months);
      of.last.set(slot, number);
      inMap(of.determined, number, () => new Ints()).set(slot, months);
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
      of.settled.set(slot, this.table.plus(of.settled.get(slot), months));
    },
    PaymentReturned: (answered) => {
      const { slot, of, months } = this.answered(answered);
      of.net.set(slot, this.table.beyond(of.net.get(slot), months));
    },
    RecoveryReceived: ({ enrolmentId, year, amountFen }) => {
      const slot = this.cases.ids.find(enrolmentId);
      const of = this.year(year);
      const over = this.table.beyond(of.settled.get(slot), of.latest.get(slot));
      const left = this.table.at(this.table.beyond(over, of.repaid.get(slot)));
      const back = this.table.numberOf(firstOf(left, fenOf(amountFen)));
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
