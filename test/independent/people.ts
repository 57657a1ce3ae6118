import { seeded, type Choose } from '../../libs/views/src/histories/recorder.fixture';
import { dayText, daysIn, yearOf } from './plain-calendar';

export type RatesOf = 'demo' | 'henan';
export const PROGRAMMES = ['RURAL_REWARD', 'URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE', 'ONLY_CHILD_FEE'] as const;
export type Programme = (typeof PROGRAMMES)[number];
export type Aid = 'death' | 'disability' | 'complication';

/** One person with all that the four programmes ask; what is absent is not known. Days are 'YYYY-MM-DD', certificateMonth is 'YYYY-MM'. */
export type Person = {
  readonly number: number;
  readonly county: RatesOf;
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
  readonly diedOn?: string;
  readonly marital: 'married' | 'widowed' | 'divorced';
  readonly spouseBirthDate?: string;
  readonly hukou: 'rural' | 'urban';
  readonly spouseHukou?: 'rural' | 'urban' | 'none';
  readonly residence: 'urban' | 'moved_with_pension' | 'other';
  readonly spousePayer: 'finance' | 'employer' | 'none';
  readonly breachBirth: boolean;
  readonly similarAward: boolean;
  readonly everHadChild: boolean;
  readonly childrenBorn: number;
  readonly livingSons: number;
  readonly livingDaughters: number;
  readonly childBirthDate: string;
  readonly certificateMonth: string;
  readonly furtherBirthOn?: string;
  readonly aid: Aid;
  readonly grade?: number;
  readonly evidenceDate: string;
  readonly childDiedOn?: string;
};

type Family = Pick<Person, 'everHadChild' | 'childrenBorn' | 'livingSons' | 'livingDaughters'>;
const family = (childrenBorn: number, livingSons: number, livingDaughters: number): Family => ({
  everHadChild: childrenBorn > 0,
  childrenBorn,
  livingSons,
  livingDaughters,
});
const ONE_CHILD = [family(1, 1, 0), family(1, 0, 1)];
const BEREAVED = family(1, 0, 0);
/** Of some the programmes make no exception, of others all or none. */
const OTHER_FAMILIES = [
  family(0, 0, 0),
  family(2, 0, 2),
  family(2, 1, 1),
  family(2, 2, 0),
  family(3, 0, 3),
  family(2, 0, 1),
  family(2, 0, 0),
];

/** Draws what a person is made of. */
class Dice {
  constructor(private readonly choose: Choose) {}

  of<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.choose(others.length + 1)] ?? first;
  }

  inHundred(chances: number): boolean {
    return this.choose(100) < chances;
  }

  between(least: number, most: number): number {
    return least + this.choose(most - least + 1);
  }

  /** A day of these years; each third time the first or the last of a month, at times of the year. */
  dayOf(first: number, last: number): string {
    const year = this.between(first, last);
    if (this.inHundred(8)) return this.of(`${year}-01-01`, `${year}-06-30`, `${year}-07-01`, `${year}-12-31`);
    const month = this.between(1, 12);
    const end = daysIn(year, month);
    return dayText(year, month, this.of(1, end, this.between(1, end), this.between(1, end), this.between(1, end)));
  }

  mostly<T>(chances: number, one: T, first: T, ...others: readonly T[]): T {
    return this.inHundred(chances) ? one : this.of(first, ...others);
  }
}

/** Years of birth around the age that a programme asks for, around 1933, and far from both. */
const birthDateFor = (programme: Programme, dice: Dice): string => {
  if (dice.inHundred(10)) return dice.dayOf(1932, 1933);
  if (programme === 'ONLY_CHILD_FEE') return dice.dayOf(1962, 1990);
  const age = programme === 'SPECIAL_ASSISTANCE' ? 49 : 60;
  return dice.inHundred(60) ? dice.dayOf(2021 - age, 2025 - age) : dice.dayOf(1935, 2020 - age);
};

const familyFor = (programme: Programme, aid: Aid, dice: Dice): Family => {
  if (dice.inHundred(12)) return dice.of(family(1, 1, 0), ...OTHER_FAMILIES);
  if (aid === 'death' && programme === 'SPECIAL_ASSISTANCE') return BEREAVED;
  if (programme === 'RURAL_REWARD' && dice.inHundred(30)) return family(2, 0, 2);
  return dice.of(BEREAVED, ...ONE_CHILD, ...ONE_CHILD);
};

type Marriage = Pick<Person, 'marital' | 'spouseBirthDate' | 'spouseHukou'>;
/** Not of every husband is the wife's birth date known, nor of everybody the other's hukou. */
const marriageOf = (birthDate: string, dice: Dice): Marriage => {
  const marital = dice.of<Person['marital']>('married', 'married', 'widowed', 'divorced');
  const spouseHukou = marital === 'married' ? dice.mostly<Marriage['spouseHukou']>(80, 'rural', 'urban') : 'none';
  const known = dice.inHundred(93) ? { spouseHukou } : {};
  if (marital !== 'married' || dice.inHundred(8)) return { marital, ...known };
  return { marital, ...known, spouseBirthDate: dice.dayOf(yearOf(birthDate) - 3, yearOf(birthDate) + 3) };
};

type Child = Pick<Person, 'childBirthDate' | 'certificateMonth' | 'furtherBirthOn' | 'childrenBorn'>;
/** A child around 18 or younger, born before or after the end of 2015, its certificate, and perhaps a further child. */
const childOf = (programme: Programme, childrenBorn: number, dice: Dice): Child => {
  const near = programme === 'ONLY_CHILD_FEE' && dice.inHundred(50);
  const isEdge = dice.inHundred(6);
  const drawn = near ? dice.dayOf(2003, 2007) : dice.dayOf(2001, 2017);
  const childBirthDate = isEdge ? dice.of('2004-02-29', '2015-12-31', '2016-01-01') : drawn;
  const born = yearOf(childBirthDate);
  const certified = dice.inHundred(60) ? dice.dayOf(born + 1, born + 3) : dice.dayOf(Math.max(born + 1, 2021), 2025);
  const child = { childBirthDate, certificateMonth: certified.slice(0, 7), childrenBorn };
  if (programme !== 'ONLY_CHILD_FEE' || !dice.inHundred(25)) return child;
  return { ...child, childrenBorn: dice.mostly(80, 2, 1), furtherBirthOn: dice.dayOf(2021, 2025) };
};

type Loss = Pick<Person, 'aid' | 'grade' | 'evidenceDate' | 'childDiedOn'>;
/** What the special assistance is for; a disabled child may have died since, and a grade is at times not known or too slight. */
const lossOf = (aid: Aid, dice: Dice): Loss => {
  const evidenceDate = dice.inHundred(50) ? dice.dayOf(2021, 2025) : dice.dayOf(2005, 2020);
  const grade = aid === 'death' || dice.inHundred(5) ? {} : { grade: dice.mostly(85, dice.of(1, 2, 3), 4, 0) };
  if (aid !== 'disability' || dice.inHundred(60)) return { aid, ...grade, evidenceDate };
  return { aid, ...grade, evidenceDate, childDiedOn: dice.dayOf(2021, 2025) };
};

const person = (number: number, dice: Dice): Person => {
  const around = PROGRAMMES[number % PROGRAMMES.length] ?? 'RURAL_REWARD';
  const birthDate = birthDateFor(around, dice);
  const aid = dice.of<Aid>('death', 'disability', 'disability', 'complication');
  const { childrenBorn, ...living } = familyFor(around, aid, dice);
  return {
    number,
    county: dice.of<RatesOf>('demo', 'henan'),
    birthDate,
    sex: dice.of('male', 'female'),
    ...(dice.inHundred(40) ? { diedOn: dice.dayOf(2021, 2025) } : {}),
    ...marriageOf(birthDate, dice),
    hukou: dice.mostly<Person['hukou']>(85, 'rural', 'urban'),
    residence: dice.mostly<Person['residence']>(60, 'urban', 'moved_with_pension', 'moved_with_pension', 'other'),
    spousePayer: dice.of<Person['spousePayer']>('finance', 'finance', 'employer', 'none'),
    breachBirth: dice.inHundred(8),
    similarAward: dice.inHundred(8),
    ...living,
    ...childOf(around, childrenBorn, dice),
    ...lossOf(aid, dice),
  };
};

/** People around every threshold of the four programmes, the same for the same seed; a quarter of them around those of each programme. */
export const mixedPeople = (count: number, seed: number): readonly Person[] => {
  const dice = new Dice(seeded(seed));
  return Array.from({ length: count }, (_, number) => person(number, dice));
};
