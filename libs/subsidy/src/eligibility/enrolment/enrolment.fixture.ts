import { plainDate } from '@fenming/calendar';
import { fen, fenText, splitByShares, type Share } from '@fenming/money';
import type { ActorId, Asked, EnrolmentId, Fact, PersonId } from '../../decider';
import { COUNTY, given, official, TOWNSHIP, VILLAGE, type Story } from '../../subsidy.fixture';
import type {
  Apply,
  Confirm,
  EnrolmentCommand,
  ExitByDeath,
  Instruct,
  Proposal,
  RaiseObjection,
  RecordResult,
} from './enrolment.commands';
import { enrolmentDecider } from './enrolment.decider';
import { LEVELS, type AmountLineText, type EnrolmentEvent, type EnrolmentKey, type Level } from './enrolment.events';
import type { EnrolmentState } from './enrolment.state';

export type EnrolmentStory = Story<EnrolmentState, EnrolmentCommand, EnrolmentEvent>;

export const PERSON = 'person-zhang' as PersonId;
export const KEY: EnrolmentKey = {
  enrolmentId: 'enrolment-zhang' as EnrolmentId,
  caseNumber: 'REWARD-2023-1-00042',
  programme: 'REWARD',
  village: VILLAGE,
};
export const ENTITLEMENT = '2023/regular/regular';
export const DUE = fen(96000);

/** Who confirms at each level, and the last day of the notice that follows (PlainDate, without the year). */
const AT = {
  village: { by: 'clerk-wu', role: 'village', area: VILLAGE, closes: '03-10' },
  township: { by: 'clerk-li', role: 'township', area: TOWNSHIP, closes: '03-20' },
  county: { by: 'officer-gao', role: 'health', area: COUNTY, closes: '04-12' },
} as const;

/** The official of a level. By default every notice of 2023 has ended. */
export const officialOf = (level: Level, on = '2023-06-01', by: string = AT[level].by): Asked =>
  official(by, AT[level].role, AT[level].area, on);
/** The releaser whose step the payout carries out. */
export const releaser = (on = '2023-06-01'): Asked => official('releaser-sun', 'finance-releaser', COUNTY, on);

const fact = (event: EnrolmentEvent, by = 'somebody'): Fact<EnrolmentEvent> => ({ event, by: by as ActorId });

export const applied = (): Fact<EnrolmentEvent> =>
  fact({
    type: 'EnrolmentApplied',
    data: { ...KEY, personId: PERSON, year: 2023, importId: 'import-1', row: 42, sealedFacts: 'sealed-facts' },
  });
export const renewed = (year: number): Fact<EnrolmentEvent> =>
  fact({ type: 'EnrolmentRenewed', data: { ...KEY, year, importId: 'import-2', row: 7, sealedFacts: 'sealed-again' } });
export const accountRecorded = (accountVersion = 'account-1'): Fact<EnrolmentEvent> =>
  fact({
    type: 'AccountRecorded',
    data: { ...KEY, accountVersion, sealedAccount: `sealed-${accountVersion}`, reason: 'roster' },
  });
export const confirmed = (level: Level, year = 2023): Fact<EnrolmentEvent> =>
  fact({ type: 'EligibilityConfirmed', data: { ...KEY, year, level, confirmedOn: `${year}-03-01` } }, AT[level].by);
export const noticed = (level: Level, year = 2023): Fact<EnrolmentEvent> => {
  const [postedOn, closesOn] = [`${year}-03-01`, `${year}-${AT[level].closes}`];
  return fact({
    type: 'EnrolmentNoticed',
    data: { ...KEY, year, level, noticeId: `notice-${level}-${year}`, postedOn, closesOn },
  });
};
/** A year at a rate: 960.00 unless another is said, from January to December unless it ends earlier. */
export const proposing = (year = 2023, { rateFen = 96_000, months = 12, contentHash = 'text-1' } = {}): Proposal => {
  const amountFen = fen((rateFen * months) / 12);
  const line: AmountLineText = {
    layer: 'national',
    category: 'all',
    from: `${year}-01`,
    to: `${year}-${String(months).padStart(2, '0')}`,
    units: months === 12 ? 1 : months,
    unit: months === 12 ? 'person-year' : 'person-year/12',
    rateFen: String(rateFen),
    amountFen: fenText(amountFen),
    clause: '示例',
    contentHash,
    shares: { central: '60', province: '20', county: '20' },
    remainderTo: 'county',
  };
  const { central, province, county } = splitByShares(amountFen, SHARES, 'county');
  return {
    verdict: months === 0 ? 'ineligible' : 'eligible',
    failing: [],
    amountFen,
    funding: { central: fenText(central), province: fenText(province), city: '0', county: fenText(county) },
    lines: months === 0 ? [] : [line],
    texts: [{ contentHash, first: 1, last: 12 }],
    outcomes: [{ condition: 'age', outcome: 'met', first: 1, last: 12 }],
  };
};
const SHARES: readonly Share<'central' | 'province' | 'county'>[] = [
  { to: 'central', percent: '60' },
  { to: 'province', percent: '20' },
  { to: 'county', percent: '20' },
];
export const ELIGIBLE: Proposal = proposing();

type Determined = Extract<EnrolmentEvent, { readonly type: 'EntitlementDetermined' }>['data'];
export const determined = (
  year = 2023,
  proposal: Proposal = proposing(year),
  rest: Partial<Determined> = {},
): Fact<EnrolmentEvent> => {
  const { amountFen, funding, lines, texts, outcomes } = proposal;
  return fact({
    type: 'EntitlementDetermined',
    data: {
      ...KEY,
      year,
      entitlement: `${year}/regular/regular`,
      number: 1,
      cause: 'confirmation',
      amountFen: fenText(amountFen),
      funding,
      lines,
      texts,
      outcomes,
      factsAt: 0,
      inputHash: 'hash-of-the-inputs',
      excess: 'undecided',
      ...rest,
    },
  });
};
export const objected = (objectionId: string, year = 2023): Fact<EnrolmentEvent> =>
  fact({ type: 'ObjectionRaised', data: { ...KEY, objectionId, year, level: 'village', kind: 'facts_wrong', channel: 'phone' } });

/** Confirmed and noticed at every level up to and including this one. */
export const through = (level: Level, year = 2023): Fact<EnrolmentEvent>[] =>
  LEVELS.slice(0, LEVELS.indexOf(level) + 1).flatMap((each) => [confirmed(each, year), noticed(each, year)]);

/** Confirmed and noticed at all levels, with an amount and an account: from 2023-04-13 the money may go out. */
export const readyToPay = (): EnrolmentStory =>
  given(enrolmentDecider, applied(), accountRecorded(), ...through('county'), determined());

export const applying = (rest: Partial<Apply> = {}): Apply => ({
  do: 'apply',
  key: KEY,
  personId: PERSON,
  year: 2023,
  importId: 'import-1',
  row: 42,
  sealedFacts: 'sealed-facts',
  ...rest,
});
export const confirming = (level: Level, rest: Partial<Confirm> = {}): Confirm => ({
  do: 'confirm',
  year: 2023,
  level,
  proposal: ELIGIBLE,
  ...rest,
});
export const raising = (rest: Partial<RaiseObjection> = {}): RaiseObjection => ({
  do: 'raise-objection',
  objectionId: 'objection-1',
  year: 2023,
  level: 'village',
  kind: 'should_not_receive',
  channel: 'phone',
  ...rest,
});
/** The line of a locked roster; attempt n goes out with batch n. */
export const instructing = (rest: Partial<Instruct> = {}): Instruct => ({
  do: 'instruct',
  lockedAt: 8,
  year: 2023,
  entitlement: ENTITLEMENT,
  attempt: 1,
  batch: `batch-${rest.attempt ?? 1}`,
  lineNo: 1,
  amountFen: DUE,
  determination: 1,
  accountVersion: 'account-1',
  ...rest,
});
export const answering = (outcome: RecordResult['outcome'], batch = 'batch-1', reason = 'CLOSED'): RecordResult => {
  const line = { do: 'record-result', batch, lineNo: 1 } as const;
  return outcome === 'settled' ? { ...line, outcome } : { ...line, outcome, reason };
};
/** A death in May: the year 2023 comes to so many months once it is known. */
export const dying = (months: number): ExitByDeath => ({
  do: 'exit-by-death',
  effectiveOn: plainDate('2023-05-11'),
  sealedDay: 'sealed-day',
  redetermined: [{ year: 2023, cause: 'death', proposal: proposing(2023, { months }), excess: 'recover' }],
});

export const paid = (): EnrolmentStory => readyToPay().after(instructing(), releaser()).after(answering('settled'), releaser());
