import { dateOf, isInstant } from '@fenming/calendar';
import type { Level } from '@fenming/subsidy';
import type { Handlers } from '../../log-event';
import { Fens, hash32, inMap, Ints, Names } from './columns';
import { fenOf } from './fundings';
import { IdTable } from './id-table';

export const APPLIED = 1;
export const REJECTED = 128;
export const CONFIRMED: Readonly<Record<Level, number>> = { village: 2, township: 4, county: 8 };
export const NOTICED: Readonly<Record<Level, number>> = { village: 16, township: 32, county: 64 };
/** Applied, and confirmed and noticed at all three levels. */
export const CLEARED = 127;

/** What an enrolment has of one year: bits of its steps, the last day of its notices (yyyymmdd), objections not yet closed. */
export class CaseYear {
  readonly steps = new Ints();
  readonly closesOn = new Ints();
  readonly objections = new Ints();
}

/** The claims on one entitlement (period/kind/cause), by case. Amounts in fen. */
export class Claims {
  readonly due = new Fens();
  readonly paid = new Fens();
  /** What is claimed back and has not come back yet, by case: few. */
  readonly outstanding = new Map<number, bigint>();

  claimBack(slot: number, amount: bigint): void {
    this.outstanding.set(slot, (this.outstanding.get(slot) ?? 0n) + amount);
  }
  /** Bits: 1 once determined. */
  readonly determined = new Ints();
  /** First month (yyyymm) that the amount is for. */
  readonly from = new Ints();
  /** Attempts on their way or arrived, and the number of the last attempt. */
  readonly underWay = new Ints();
  /** How often the bank said that it arrived. */
  readonly arrived = new Ints();
  readonly attempt = new Ints();
}

export const dayNumber = (date: string): number => Number(date.slice(0, 10).replaceAll('-', ''));
export const monthNumber = (date: string): number => Number(date.slice(0, 7).replace('-', ''));
const yearOfMonth = (month: number): number => Math.floor(month / 100);
/** The day in China (yyyymmdd) of an instant. */
export const chinaDay = (at: string): number => (isInstant(at) ? dayNumber(dateOf(at)) : 0);

/** Everything about the cases that formulas ask for, in columns by slot: about a hundred bytes a case and year. */
export class Cases {
  readonly ids = new IdTable();
  readonly persons = new IdTable();
  readonly names = new Names();
  readonly programme = new Ints();
  private readonly village = new Ints();
  /** Where a case lay before it moved, and from which year on it did not any more: few. */
  private readonly moves = new Map<number, { readonly year: number; readonly from: string }[]>();
  /** hash32 of the case number that the application was given. */
  readonly number = new Ints();
  readonly person = new Ints();
  readonly second = new Ints();
  /** Who applied for a child, and is paid. */
  private readonly payee = new Ints();
  readonly registered = new Ints();
  /** From when a case counts as left, 0 while enrolled: the month (yyyymm), or the year (yyyy00) where the day is sealed. */
  private readonly left = new Ints();
  /** Likewise of a death: nothing goes to the account of somebody who is dead, also where the case was left before. */
  private readonly died = new Ints();
  /** 1 while an exit waits for its second signature. */
  private readonly leaving = new Ints();
  /** How much that would lower the case waits for its second signature: statements, an exit. */
  readonly holds = new Ints();
  /** The day (yyyymmdd) on which the county first confirmed, 0 before. */
  readonly confirmed = new Ints();
  /** hash32 of the account version on record. */
  readonly account = new Ints();
  /** Who last changed the account after it was first recorded, by case: few. */
  readonly changedBy = new Map<number, string>();
  private readonly years = new Map<number, CaseYear>();
  private readonly claims = new Map<string, Claims>();

  /** From when a case counts as left and its beneficiary as dead, each a month (yyyymm) or a year (yyyy00). */
  exits(slot: number): readonly number[] {
    return [this.left, this.died].map((of) => of.get(slot)).filter((exit) => exit !== 0);
  }

  /** Whether nothing of a year may be paid to the account on record any more: the person is dead, or left before it. */
  unpayable(slot: number, year: number): boolean {
    return this.died.get(slot) !== 0 || (this.left.get(slot) !== 0 && yearOfMonth(this.left.get(slot)) < year);
  }

  /** The village in whose books a year of a case stands. */
  villageIn(slot: number, year: number): string {
    const left = this.moves.get(slot)?.find((move) => year < move.year);
    return left?.from ?? this.names.nameOf(this.village.get(slot));
  }

  /** Whether a village has confirmed a year of a case, from one year on. */
  isConfirmedFrom(slot: number, year: number): boolean {
    return [...this.years].some(([of, { steps }]) => of >= year && (steps.get(slot) & CONFIRMED.village) !== 0);
  }

  private settleExit(slot: number): void {
    this.holds.add(slot, -this.leaving.get(slot));
    this.leaving.set(slot, 0);
  }

  year(year: number): CaseYear {
    return inMap(this.years, year, () => new CaseYear());
  }

  claim(entitlement: string): Claims {
    return inMap(this.claims, entitlement, () => new Claims());
  }

  /** Whether a case may bear this number; one whose application is not known may bear any. */
  mayBear(enrolmentId: string, caseNumber: string): boolean {
    const given = this.number.get(this.ids.find(enrolmentId));
    return given === 0 || given === (hash32(caseNumber) | 1);
  }

  /** The persons behind a case: the beneficiary, the other parent of a household, and whoever applied for a child. */
  isPersonOf(slot: number, person: number): boolean {
    return person !== 0 && [this.person, this.second, this.payee].some((of) => of.get(slot) === person);
  }

  readonly on: Handlers = {
    PersonRegistered: ({ personId }) => this.registered.set(this.persons.slotOf(personId), 1),
    EnrolmentApplied: (applied) => {
      const slot = this.ids.slotOf(applied.enrolmentId);
      this.programme.set(slot, this.names.numberOf(applied.programme));
      this.village.set(slot, this.names.numberOf(applied.village));
      this.number.set(slot, hash32(applied.caseNumber) | 1);
      this.person.set(slot, this.persons.slotOf(applied.personId));
      if (applied.payeeId !== undefined) this.payee.set(slot, this.persons.slotOf(applied.payeeId));
      this.enter(slot, applied);
    },
    EnrolmentRenewed: (applied) => {
      const slot = this.ids.slotOf(applied.enrolmentId);
      this.enter(slot, applied);
      // Whoever moved away has come back.
      if (applied.year > yearOfMonth(this.left.get(slot))) this.left.set(slot, 0);
    },
    AccountRecorded: ({ enrolmentId, accountVersion }, { meta }) => {
      const slot = this.ids.slotOf(enrolmentId);
      if (this.account.get(slot) !== 0) this.changedBy.set(slot, meta.actor);
      this.account.set(slot, hash32(accountVersion) | 1);
    },
    EligibilityConfirmed: ({ enrolmentId, year, level, confirmedOn }) => {
      const slot = this.ids.slotOf(enrolmentId);
      this.year(year).steps.mark(slot, CONFIRMED[level]);
      if (level === 'county' && this.confirmed.get(slot) === 0) this.confirmed.set(slot, dayNumber(confirmedOn));
    },
    EligibilityRejected: ({ enrolmentId, year }) => this.reject(enrolmentId, year),
    RejectionWithdrawn: ({ enrolmentId, year }) => {
      const { steps } = this.year(year);
      const slot = this.ids.slotOf(enrolmentId);
      // The county decides anew.
      steps.set(slot, steps.get(slot) & ~(REJECTED | CONFIRMED.county | NOTICED.county));
    },
    EnrolmentNoticed: ({ enrolmentId, year, level, closesOn }) => {
      const sheet = this.year(year);
      const slot = this.ids.slotOf(enrolmentId);
      sheet.steps.mark(slot, NOTICED[level]);
      sheet.closesOn.set(slot, Math.max(sheet.closesOn.get(slot), dayNumber(closesOn)));
    },
    ObjectionRaised: ({ enrolmentId, year }) => void this.year(year).objections.add(this.ids.slotOf(enrolmentId), 1),
    ObjectionUpheld: ({ enrolmentId, year }) => {
      this.year(year).objections.add(this.ids.slotOf(enrolmentId), -1);
      this.reject(enrolmentId, year);
    },
    ObjectionDismissed: ({ enrolmentId, year }) => void this.year(year).objections.add(this.ids.slotOf(enrolmentId), -1),
    ObjectionRemedied: ({ enrolmentId, year }) => void this.year(year).objections.add(this.ids.slotOf(enrolmentId), -1),
    CaseHeld: ({ enrolmentId }) => void this.holds.add(this.ids.slotOf(enrolmentId), 1),
    HoldReleased: ({ enrolmentId }) => void this.holds.add(this.ids.slotOf(enrolmentId), -1),
    EnrolmentExited: (exited) => {
      const month = 'effectiveOn' in exited ? monthNumber(exited.effectiveOn) : exited.year * 100;
      const slot = this.ids.slotOf(exited.enrolmentId);
      (exited.reason === 'death' ? this.died : this.left).set(slot, month);
      // A death settles nothing of what somebody has said of another exit.
      if (exited.reason !== 'death') this.settleExit(slot);
    },
    ExitProposed: ({ enrolmentId }) => {
      const slot = this.ids.slotOf(enrolmentId);
      this.leaving.set(slot, 1);
      this.holds.add(slot, 1);
    },
    ExitDropped: ({ enrolmentId }) => this.settleExit(this.ids.slotOf(enrolmentId)),
    ExitWithdrawn: ({ enrolmentId, reason }) => {
      const slot = this.ids.slotOf(enrolmentId);
      (reason === 'death' ? this.died : this.left).set(slot, 0);
    },
    EnrolmentTransferredIn: ({ enrolmentId, village, fromVillage, year }) => {
      const slot = this.ids.slotOf(enrolmentId);
      inMap(this.moves, slot, () => []).push({ year, from: fromVillage });
      this.village.set(slot, this.names.numberOf(village));
    },
    EntitlementDetermined: ({ enrolmentId, entitlement, year, amountFen, lines }) => {
      const slot = this.ids.slotOf(enrolmentId);
      const claims = this.claim(entitlement);
      const months = lines.map(({ from }) => monthNumber(from));
      claims.determined.set(slot, 1);
      claims.due.set(slot, fenOf(amountFen));
      claims.from.set(slot, months.length === 0 ? year * 100 + 1 : Math.min(...months));
    },
    PaymentInstructed: ({ enrolmentId, entitlement, attempt }) => {
      const slot = this.ids.slotOf(enrolmentId);
      const claims = this.claim(entitlement);
      claims.underWay.add(slot, 1);
      claims.attempt.set(slot, attempt);
    },
    PaymentSettled: ({ enrolmentId, entitlement, amountFen }) => {
      const slot = this.ids.slotOf(enrolmentId);
      const claims = this.claim(entitlement);
      claims.paid.add(slot, fenOf(amountFen));
      claims.arrived.add(slot, 1);
    },
    PaymentReturned: ({ enrolmentId, entitlement }) =>
      void this.claim(entitlement).underWay.add(this.ids.slotOf(enrolmentId), -1),
    RecoveryOpened: (opened) => this.claimBack(opened, fenOf(opened.amountFen)),
    RecoveryReduced: (reduced) => this.claimBack(reduced, -fenOf(reduced.amountFen)),
    RecoveryReceived: (received) => this.claimBack(received, -fenOf(received.amountFen)),
  };

  private claimBack({ enrolmentId, year }: { readonly enrolmentId: string; readonly year: number }, amount: bigint): void {
    this.claim(`${year}/regular/regular`).claimBack(this.ids.slotOf(enrolmentId), amount);
  }

  private enter(slot: number, { year, secondPersonId }: { readonly year: number; readonly secondPersonId?: string }): void {
    this.second.set(slot, secondPersonId === undefined ? 0 : this.persons.slotOf(secondPersonId));
    this.year(year).steps.mark(slot, APPLIED);
  }

  private reject(enrolmentId: string, year: number): void {
    this.year(year).steps.mark(this.ids.slotOf(enrolmentId), REJECTED);
  }
}
