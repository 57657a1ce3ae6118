import type { Question } from '@fenming/programmes';

/** Fen by budget; sums of a bench stay far below 2^53. */
export type Tally = { amount: number; central: number; province: number; city: number; county: number };

/** Death cuts the year: the last month paid, by the programme's own rule. 0 when the person died in an earlier year. */
function lastMonth({ year, diedOn }: Question, rule: (month: number) => number): number {
  if (diedOn === undefined) return 12;
  const died = Number(diedOn.slice(0, 4));
  if (died < year) return 0;
  return died > year ? 12 : rule(Number(diedOn.slice(5, 7)));
}

const within = (date: string, year: number): number => (Number(date.slice(0, 4)) - year) * 12 + Number(date.slice(5, 7));
const plusYears = (date: string, years: number): string => {
  const year = Number(date.slice(0, 4)) + years;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date.endsWith('-02-29') && !leap ? `${year}-02-28` : `${year}${date.slice(4)}`;
};
const testDay = ({ year, diedOn }: Question): string =>
  diedOn !== undefined && diedOn < `${year}-12-31` ? diedOn : `${year}-12-31`;

function rural(question: Question, tally: Tally): void {
  const { facts } = question;
  const birth = facts['birthDate'] as string;
  const sons = facts['livingSons'] as number;
  const daughters = facts['livingDaughters'] as number;
  if (
    facts['hukou'] !== 'rural' ||
    facts['spouseHukou'] === 'urban' ||
    facts['breachBirth'] === true ||
    facts['everHadChild'] !== true
  )
    return;
  if (sons + daughters > 1 && !(sons === 0 && daughters === 2)) return;
  if (birth < '1933-01-01' || plusYears(birth, 60) > testDay(question)) return;
  const months = lastMonth(question, (month) => (month <= 6 ? 6 : 12));
  const amount = (96_000 * months) / 12;
  const central = Math.floor((amount * 60) / 100);
  const province = Math.floor((amount * 20) / 100);
  tally.amount += amount;
  tally.central += central;
  tally.province += province;
  tally.county += amount - central - province;
}

function urban(question: Question, tally: Tally): void {
  const { facts } = question;
  if (facts['residence'] === 'other' || facts['breachBirth'] === true || facts['everHadChild'] !== true) return;
  if ((facts['livingChildren'] as number) > 1 || facts['similarAward'] === true) return;
  if (plusYears(facts['birthDate'] as string, 60) > testDay(question)) return;
  const amount = 8_000 * lastMonth(question, () => 12);
  const province = Math.floor((amount * 60) / 100);
  const city = Math.floor((amount * 20) / 100);
  tally.amount += amount;
  tally.province += province;
  tally.city += city;
  tally.county += amount - province - city;
}

const NATIONAL_OLD: Readonly<Record<string, number>> = {
  death: 45_000,
  disability: 35_000,
  complication1: 40_000,
  complication2: 30_000,
  complication3: 20_000,
};
const NATIONAL_NEW: Readonly<Record<string, number>> = {
  death: 59_000,
  disability: 46_000,
  complication1: 52_000,
  complication2: 39_000,
  complication3: 26_000,
};

function special(question: Question, tally: Tally): void {
  const { facts, year } = question;
  const category = facts['category'] as string;
  const evidence = facts['evidenceDate'] as string;
  const grade = facts['grade'] as number;
  const tested = testDay(question);
  if ((facts['birthDate'] as string) < '1933-01-01' || evidence > tested) return;
  if (category !== 'death' && (grade < 1 || grade > 3)) return;
  let from = evidence;
  if (category !== 'complication') {
    const wife = facts['marital'] === 'married' && facts['sex'] === 'male' ? facts['spouseBirthDate'] : facts['birthDate'];
    if (wife === undefined || facts['childrenBorn'] !== 1 || facts['livingChildren'] !== (category === 'death' ? 0 : 1)) return;
    const reached = plusYears(wife as string, 49);
    if (reached > tested) return;
    if (reached > from) from = reached;
  }
  if (question.diedOn !== undefined && question.diedOn < from) return;
  const kind = category === 'complication' ? `complication${grade}` : category;
  const first = Math.max(1, within(from, year));
  const last = lastMonth(question, (month) => month);
  const turn = (2022 - year) * 12 + 6;
  const oldRate = NATIONAL_OLD[kind] ?? 0;
  const before = Math.max(0, Math.min(last, turn) - first + 1) * oldRate;
  const after = Math.max(0, last - Math.max(first, turn + 1) + 1) * (NATIONAL_NEW[kind] ?? 0);
  const local = Math.max(0, last - first + 1) * oldRate;
  for (const national of [before, after]) {
    const central = Math.floor((national * 60) / 100);
    const province = Math.floor((national * 20) / 100);
    tally.central += central;
    tally.province += province;
    tally.county += national - central - province;
  }
  tally.province += local;
  tally.amount += before + after + local;
}

function fee(question: Question, tally: Tally): void {
  const { facts, year } = question;
  const child = facts['childBirthDate'] as string;
  const certificate = facts['certificateMonth'] as string;
  const eighteen = plusYears(child, 18);
  if (
    `${certificate}-01` > testDay(question) ||
    child > '2015-12-31' ||
    facts['childrenBorn'] !== 1 ||
    eighteen < `${year}-01-01`
  )
    return;
  const first = Math.max(1, within(certificate, year));
  const last = Math.min(
    within(eighteen, year),
    lastMonth(question, (month) => month),
  );
  const amount = Math.max(0, last - first + 1) * 2_000 * (facts['spousePayer'] === 'finance' ? 2 : 1);
  tally.amount += amount;
  tally.county += amount;
}

const BY_HAND = { RURAL_REWARD: rural, URBAN_ONLY_CHILD: urban, SPECIAL_ASSISTANCE: special, ONLY_CHILD_FEE: fee } as const;
export type BenchId = keyof typeof BY_HAND;
export type BenchPerson = { readonly programme: BenchId; readonly question: Question };

/** The same four programmes in the demo county for 2022-2024, as one would write them without a rule engine. */
export function handWritten(crowd: readonly BenchPerson[], tally: Tally): void {
  for (const { programme, question } of crowd) BY_HAND[programme](question, tally);
}
