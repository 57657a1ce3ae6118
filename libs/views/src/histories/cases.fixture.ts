import type { AreaCode } from '@fenming/citizen';
import { derivedId, enrolmentIdOf, LEVELS, streams, type EnrolmentKey, type Level, type PersonId } from '@fenming/subsidy';
import type { Choose, Recorder } from './recorder.fixture';

/** One enrolment of a made-up history, and what the next step needs to know about it. */
export type Case = EnrolmentKey & {
  readonly stream: string;
  eligible: boolean;
  exited: boolean;
  amount: number;
  account: string;
  attempts: number;
  payment: 'none' | 'open' | 'settled' | 'returned';
};
type Year = { readonly programme: string; readonly year: number };

const AMOUNTS = [96_000, 48_000, 972_000, 1_248_000, 24_000];
const COUNTY = '991001';
const CONFIRMER_AT: Readonly<Record<Level, { readonly actor: string; readonly role: string }>> = {
  village: { actor: 'village-clerk', role: 'village' },
  township: { actor: 'township-clerk', role: 'township' },
  county: { actor: 'health-officer', role: 'health' },
};

export const villageOf = (index: number): AreaCode => {
  const township = `${COUNTY}${String(101 + (Math.floor(index / 3) % 2))}`;
  return `${township}${String(201 + (index % 3))}` as AreaCode;
};

/** Somebody applies through row `row` of roster file 1. */
export function apply(to: Recorder, { programme, year }: Year, row: number): Case {
  const personId = derivedId('person', programme, row) as PersonId;
  const enrolmentId = enrolmentIdOf(personId, programme);
  const caseNumber = `${programme}-${year}-1-${String(row).padStart(5, '0')}`;
  const key: EnrolmentKey = { enrolmentId, caseNumber, programme, village: villageOf(row) };
  const stream = streams.enrolment(enrolmentId);
  const account = derivedId('account', enrolmentId, 1);
  to.record(streams.person(personId), { type: 'PersonRegistered', data: { personId, sealedIdentity: 'sealed' } });
  to.record(streams.person(personId), { type: 'ProgrammeClaimed', data: { programme, enrolmentId, year } });
  const importId = derivedId('import', programme, year);
  to.record(stream, { type: 'EnrolmentApplied', data: { ...key, personId, year, importId, row, sealedFacts: 'sealed' } });
  to.record(stream, {
    type: 'AccountRecorded',
    data: { ...key, accountVersion: account, sealedAccount: 'sealed', reason: 'roster' },
  });
  return { ...key, stream, eligible: true, exited: false, amount: 0, account, attempts: 0, payment: 'none' };
}

export const keyOf = ({ enrolmentId, caseNumber, programme, village }: EnrolmentKey): EnrolmentKey => ({
  enrolmentId,
  caseNumber,
  programme,
  village,
});

/** All three levels, unless the choice says that somebody rejects, objects or leaves on the way. */
export function confirmAtAllLevels(to: Recorder, one: Case, year: number, choose: Choose): void {
  for (const level of LEVELS) {
    if (!one.eligible) return;
    if (choose(20) === 0) reject(to, one, year, level);
    else confirm(to, one, { year, level }, choose);
  }
}

function confirm(to: Recorder, one: Case, { year, level }: { year: number; level: Level }, choose: Choose): void {
  const by = CONFIRMER_AT[level];
  to.record(one.stream, { type: 'EligibilityConfirmed', data: { ...keyOf(one), year, level, confirmedOn: '2023-05-04' } }, by);
  if (level === 'county') determine(to, one, year, AMOUNTS[choose(AMOUNTS.length)] ?? 0);
  const posted = {
    noticeId: `${one.programme}.${year}.${level}.${one.village}.1`,
    postedOn: '2023-05-04',
    closesOn: '2023-05-15',
  };
  to.record(one.stream, { type: 'EnrolmentNoticed', data: { ...keyOf(one), year, level, ...posted } }, by);
  if (choose(12) === 0) object(to, one, { year, level }, choose);
}

function determine(to: Recorder, one: Case, year: number, amount: number): void {
  one.amount = amount;
  to.record(one.stream, { type: 'EntitlementDetermined', data: { ...keyOf(one), ...determinedAs(amount, 1, year) } });
}

/** What a determination says beside the case: views look at its amount alone. */
export const determinedAs = (amount: number, number: number, year = 2023) => ({
  year,
  entitlement: entitlementOf(year),
  number,
  cause: number === 1 ? ('confirmation' as const) : ('death' as const),
  amountFen: String(amount),
  funding: { central: String(amount), province: '0', city: '0', county: '0' },
  lines: [],
  texts: [],
  outcomes: [],
  factsAt: 0,
  inputHash: 'hash',
  excess: 'recover' as const,
});

function reject(to: Recorder, one: Case, year: number, level: Level): void {
  one.eligible = false;
  to.record(one.stream, { type: 'EligibilityRejected', data: { ...keyOf(one), year, level, reason: '不符合条件' } });
}

function object(to: Recorder, one: Case, { year, level }: { year: number; level: Level }, choose: Choose): void {
  const objectionId = derivedId('objection', one.caseNumber, year, level);
  const raised = { ...keyOf(one), objectionId, year, level, kind: 'should_not_receive', channel: 'desk' };
  to.record(one.stream, { type: 'ObjectionRaised', data: raised });
  const upheld = choose(2) === 0;
  if (upheld) one.eligible = false;
  const type = upheld ? 'ObjectionUpheld' : 'ObjectionDismissed';
  to.record(one.stream, { type, data: { ...keyOf(one), objectionId, year, reason: '已核查' } });
}

/** The person dies in the year: half is due. What was paid beyond it becomes a recovery, and may come back. */
export function leave(to: Recorder, one: Case, year: number, choose: Choose): void {
  if (one.exited) return;
  one.exited = true;
  one.eligible = false;
  to.record(one.stream, { type: 'EnrolmentExited', data: { ...keyOf(one), reason: 'death', year, sealedDay: 'sealed' } });
  if (one.amount === 0 || choose(3) === 0) return;
  const amount = one.amount / 2;
  to.record(one.stream, { type: 'EntitlementDetermined', data: { ...keyOf(one), ...determinedAs(amount, 2, year) } });
  one.amount = amount;
  if (one.payment === 'settled') recover(to, one, year, choose);
}

/** The overpaid half is claimed back, and may come back. */
export function recover(to: Recorder, one: Case, year: number, choose: Choose): void {
  const recoveryId = derivedId('recovery', one.enrolmentId, year);
  const open = { recoveryId, year, entitlement: entitlementOf(year), amountFen: String(one.amount), reason: 'death' };
  to.record(one.stream, { type: 'RecoveryOpened', data: { ...keyOf(one), ...open } });
  if (choose(2) === 0) return;
  const received = { recoveryId, year, amountFen: String(one.amount), documentNo: '财社〔2024〕1号' };
  to.record(one.stream, { type: 'RecoveryReceived', data: { ...keyOf(one), ...received } });
}

export function correctAccount(to: Recorder, one: Case): void {
  one.account = derivedId('account', one.enrolmentId, 'correction', to.revisionOf(one.stream));
  to.record(one.stream, {
    type: 'AccountRecorded',
    data: { ...keyOf(one), accountVersion: one.account, sealedAccount: 'sealed', reason: 'correction' },
  });
}

export const entitlementOf = (year: number): string => `${year}/regular/regular`;
