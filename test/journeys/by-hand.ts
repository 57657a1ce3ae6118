import type { Applicant } from '../../libs/demo-county/src/county/applicants';
import type { DemoCounty } from '../../libs/demo-county/src/county/demo-county';
import type { Year } from './demo-year';

/**
 * The demo county's 2023 worked out a second time, by plain arithmetic over its people and the published rates, in whole yuan.
 * Nothing here reads the catalogue or asks the engine.
 */
type Facts = Applicant['facts'];
/** National and provincial rate of one month. */
export type Rates = { readonly death: number; readonly disability: number; readonly complication3: number };
export const RATES: Rates = { death: 590 + 450, disability: 460 + 350, complication3: 260 + 200 };

const numberIn = (facts: Facts, name: string): number => Number(facts[name]);
const turns = (age: number, birthDate: string): { readonly year: number; readonly month: number } => ({
  year: Number(birthDate.slice(0, 4)) + age,
  month: Number(birthDate.slice(5, 7)),
});

/** From the month in which the age is reached, or all twelve when it was reached before 2023. */
const months = (age: number, birthDate: string): number => {
  const { year, month } = turns(age, birthDate);
  if (year > 2023) return 0;
  return year < 2023 ? 12 : 13 - month;
};

const oldEnough = ({ identity }: Applicant): boolean => turns(60, identity.birthDate).year <= 2023;

const rural = (applicant: Applicant): number => {
  const [sons, daughters] = ['livingSons', 'livingDaughters'].map((name) => numberIn(applicant.facts, name)) as [number, number];
  const few = sons + daughters <= 1 || (sons === 0 && daughters === 2);
  return oldEnough(applicant) && few ? 960 : 0;
};

const urban = (applicant: Applicant): number => (oldEnough(applicant) ? 12 * 80 : 0);

/** A couple's months are counted by the wife's age, a single parent's by his or her own age; harm by surgery by none. */
const special = ({ identity, facts }: Applicant, rates: Rates): number => {
  if (facts['category'] === 'complication') return 12 * rates.complication3;
  const byWife = facts['marital'] === 'married' && identity.sex === 'male';
  const birthDate = byWife ? String(facts['spouseBirthDate']) : identity.birthDate;
  return months(49, birthDate) * (facts['category'] === 'death' ? rates.death : rates.disability);
};

const fee = ({ facts }: Applicant): number => (facts['spousePayer'] === 'finance' ? 2 : 1) * 12 * 20;

const dueOf = (programme: string, applicant: Applicant, rates: Rates): number => {
  switch (programme) {
    case 'RURAL_REWARD':
      return rural(applicant);
    case 'URBAN_ONLY_CHILD':
      return urban(applicant);
    case 'SPECIAL_ASSISTANCE':
      return special(applicant, rates);
    default:
      return fee(applicant);
  }
};

/** Who is paid twice if nobody looks: a second line under the 15-digit id, and whoever has the rural reward already. */
export const byHand = ({ rosters, story }: DemoCounty, rates: Rates = RATES): Year => {
  const rewarded = new Set<string>();
  const year = rosters
    .filter((roster) => roster.year === 2023)
    .map(({ programme, applicants }) => {
      const exclusive = programme === 'RURAL_REWARD' || programme === 'URBAN_ONLY_CHILD';
      let [count, fen] = [0, 0];
      for (const applicant of applicants) {
        const yuan = dueOf(programme, applicant, rates);
        const { citizenId } = applicant.identity;
        if (yuan === 0 || applicant === story.objected || (exclusive && rewarded.has(citizenId))) continue;
        if (exclusive) rewarded.add(citizenId);
        [count, fen] = [count + 1, fen + yuan * 100];
      }
      return [programme, { count, fen }] as const;
    });
  return Object.fromEntries(year);
};
