import type { Facts } from '@fenming/programmes';
import { drawDay, drawSex, type Identity, type Registry } from './identities';
import type { Village } from './places';

/** Somebody who applies: one line of one roster, before it is written in the county's columns. Facts carry no amount and no verdict. */
export type Applicant = {
  readonly identity: Identity;
  readonly village: Village;
  readonly account: string;
  readonly facts: Facts;
  readonly spouse?: Identity;
  /** The id as the clerk wrote it, where that is not the 18 characters. */
  readonly writtenId?: string;
  /** Facts as the clerk wrote them, where that is not what is so. */
  readonly writtenFacts?: Facts;
};

const personFacts = ({ birthDate, sex }: Identity): Facts => ({ birthDate, sex });

/** Who applies where, before the facts of a programme. */
const someone = (
  registry: Registry,
  villages: readonly Village[],
  born: readonly [number, number],
): Omit<Applicant, 'facts'> => ({
  identity: registry.citizen(drawSex(registry.random), drawDay(registry.random, ...born)),
  village: registry.random.pick(villages),
  account: registry.account(),
});

const RURAL_CHILDREN = [
  { livingSons: 1, livingDaughters: 0 },
  { livingSons: 1, livingDaughters: 0 },
  { livingSons: 0, livingDaughters: 1 },
  { livingSons: 0, livingDaughters: 2 },
  { livingSons: 0, livingDaughters: 2 },
  { livingSons: 0, livingDaughters: 0 },
] as const;

export const ruralFacts = (registry: Registry, identity: Identity): Facts => ({
  ...personFacts(identity),
  hukou: 'rural',
  spouseHukou: registry.random.percent(80) ? 'rural' : 'none',
  breachBirth: false,
  everHadChild: true,
  ...registry.random.pickFront(RURAL_CHILDREN),
});

/** 农村奖扶: born in the given years, farmers with one child or two daughters. */
export const drawRural = (registry: Registry, villages: readonly Village[], born: readonly [number, number]): Applicant => {
  const person = someone(registry, villages, born);
  return { ...person, facts: ruralFacts(registry, person.identity) };
};

export const urbanFacts = (registry: Registry, identity: Identity): Facts => ({
  ...personFacts(identity),
  residence: registry.random.percent(95) ? 'urban' : 'moved_with_pension',
  breachBirth: false,
  everHadChild: true,
  livingChildren: registry.random.percent(97) ? 1 : 0,
  similarAward: false,
});

/** 城镇奖扶: only-child parents of the communities, 60 or older in 2023. */
export const drawUrban = (registry: Registry, villages: readonly Village[]): Applicant => {
  const person = someone(registry, villages, [1940, 1962]);
  return { ...person, facts: urbanFacts(registry, person.identity) };
};

/** A married man's age does not count: the wife's does, so his row states her birth date. */
const maritalFacts = (registry: Registry, identity: Identity, wifeBorn: readonly [number, number]): Facts => {
  const marital = registry.random.pick(['married', 'married', 'married', 'widowed', 'divorced']);
  if (marital !== 'married') return { marital };
  return {
    marital,
    spouseBirthDate: drawDay(registry.random, ...(identity.sex === 'male' ? wifeBorn : ([1938, 1972] as const))),
  };
};

type SpecialCategory = 'death' | 'disability' | 'complication';

/** 特别扶助 for all twelve months of 2023: 49 was reached, and the certificate issued, before the year began. */
export const drawSpecial = (registry: Registry, villages: readonly Village[], category: SpecialCategory): Applicant => {
  const { random } = registry;
  const person = someone(registry, villages, [1945, 1972]);
  const facts: Facts = {
    ...personFacts(person.identity),
    ...maritalFacts(registry, person.identity, [1946, 1972]),
    category,
    ...(category === 'death' ? {} : { grade: category === 'complication' ? 3 : random.between(1, 3) }),
    childrenBorn: 1,
    livingChildren: category === 'death' ? 0 : 1,
    evidenceDate: drawDay(random, 2009, 2022),
  };
  return { ...person, facts };
};

/** A divorced mother whose only child died years ago, and whose own birthday decides the first payable month. */
export const drawBereavedMother = (registry: Registry, villages: readonly Village[], birthDate: string): Applicant => {
  const identity = registry.citizen('female', birthDate);
  return {
    identity,
    village: registry.random.pick(villages),
    account: registry.account(),
    facts: {
      ...personFacts(identity),
      marital: 'divorced',
      category: 'death',
      childrenBorn: 1,
      livingChildren: 0,
      evidenceDate: drawDay(registry.random, 2015, 2020),
    },
  };
};

const certificateAfter = (registry: Registry, childBirthDate: string): string => {
  const year = Number(childBirthDate.slice(0, 4)) + registry.random.between(0, 1);
  return year === Number(childBirthDate.slice(0, 4))
    ? `${year}-12`
    : `${year}-${String(registry.random.between(1, 12)).padStart(2, '0')}`;
};

/** 独生子女父母奖励 for the whole of 2023: the child was born from 2006 on, and the certificate issued before new ones ended in 2016. */
export const drawFee = (registry: Registry, villages: readonly Village[], household: 'couple' | 'single'): Applicant => {
  const { random } = registry;
  const person = someone(registry, villages, [1972, 1988]);
  const childBirthDate = drawDay(random, 2006, 2014);
  const couple = household === 'couple';
  const facts = {
    ...personFacts(person.identity),
    certificateMonth: certificateAfter(registry, childBirthDate),
    childBirthDate,
    childrenBorn: 1,
    spousePayer: couple ? 'finance' : 'none',
  };
  if (!couple) return { ...person, facts };
  const spouse = registry.citizen(person.identity.sex === 'male' ? 'female' : 'male', drawDay(random, 1972, 1988));
  return { ...person, spouse, facts };
};
