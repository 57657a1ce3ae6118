import type { Person, Programme } from './people';
import { birthday, monthInRow, monthOf, yearOf } from './plain-calendar';
import type { Kind } from './published-rates';

/**
 * The four programmes as their clauses read, put down a second time by a person: no line of the rules engine and no file of the catalogue
 * stands behind it. A condition that cannot be told is undefined.
 */
type Told = boolean | undefined;
export type Claim = {
  readonly conditions: readonly Told[];
  /** What kind of month is due, or none; asked month by month, 1 is January. */
  readonly monthDue: (month: number) => Kind | 'all' | undefined;
  /** How many parents are paid. */
  readonly parents: number;
};
type Asked = { readonly person: Person; readonly year: number; readonly testDay: string };

const living = ({ livingSons, livingDaughters }: Person): number => livingSons + livingDaughters;
const reached = (birthDate: string, age: number, day: string): boolean => birthday(birthDate, age) <= day;

/** 直到亡故为止，死亡当月计发。 */
const beforeEndOfDeathMonth = ({ diedOn }: Person, year: number, month: number): boolean =>
  diedOn === undefined || year * 12 + month <= monthInRow(diedOn);

/** 示例县：1月至6月死亡的发半年，7月至12月死亡的发全年。 */
const beforeEndOfDeathHalf = ({ diedOn }: Person, year: number, month: number): boolean =>
  diedOn === undefined || yearOf(diedOn) > year || month <= (monthOf(diedOn) <= 6 ? 6 : 12);

const ruralHukou = ({ hukou, spouseHukou }: Person): Told => {
  if (hukou !== 'rural') return false;
  return spouseHukou === undefined ? undefined : spouseHukou !== 'urban';
};

/** 奖扶：四项条件（国人口发〔2004〕39号），当年12月31日前年满60周岁的自当年起按年发放。 */
const rural = ({ person, year, testDay }: Asked): Claim => ({
  conditions: [
    ruralHukou(person),
    !person.breachBirth,
    person.everHadChild && (living(person) <= 1 || (person.livingSons === 0 && person.livingDaughters === 2)),
    person.birthDate >= '1933-01-01',
    reached(person.birthDate, 60, testDay),
  ],
  monthDue: (month) => {
    if (yearOf(person.birthDate) + 60 > year) return undefined;
    const untilDeath = person.county === 'demo' ? beforeEndOfDeathHalf : beforeEndOfDeathMonth;
    return untilDeath(person, year, month) ? 'all' : undefined;
  },
  parents: 1,
});

/** 城奖扶：四项条件（城镇奖励扶助通知），年满60周岁当年和死亡当年都发放全年。 */
const urban = ({ person, year, testDay }: Asked): Claim => ({
  conditions: [
    person.residence !== 'other',
    !person.breachBirth && person.everHadChild && living(person) <= 1,
    reached(person.birthDate, 60, testDay),
    !person.similarAward,
  ],
  monthDue: () => (yearOf(person.birthDate) + 60 <= year ? 'all' : undefined),
  parents: 1,
});

/** 夫妻以女方年龄为准；丧偶、离异的以本人年龄为准。 */
const whoseAge = ({ marital, sex, birthDate, spouseBirthDate }: Person): string | undefined =>
  marital === 'married' && sex === 'male' ? spouseBirthDate : birthDate;

const childStands = (person: Person): boolean => {
  if (person.aid === 'death') return living(person) === 0;
  return living(person) === 1 || person.childDiedOn !== undefined;
};

const kindOfMonth = ({ aid, grade, childDiedOn }: Person, row: number): Kind | undefined => {
  if (aid === 'complication') return grade === 1 ? 'complication1' : grade === 2 ? 'complication2' : 'complication3';
  // A disabled child's death counts from the month after it (N31).
  const isDead = aid === 'death' || (childDiedOn !== undefined && row > monthInRow(childDiedOn));
  return isDead ? 'death' : 'disability';
};

/** 特扶：女方年满49周岁（并发症不限年龄），自年满49周岁或取得证明的当月起，发放至死亡当月。 */
const special = ({ person, year, testDay }: Asked): Claim => {
  const { aid, grade, evidenceDate } = person;
  const ofAge = whoseAge(person);
  const isHarmed = aid === 'complication';
  const begins = isHarmed || ofAge === undefined ? evidenceDate : [birthday(ofAge, 49), evidenceDate].sort().at(-1);
  return {
    conditions: [
      person.birthDate >= '1933-01-01',
      isHarmed || (ofAge === undefined ? undefined : reached(ofAge, 49, testDay)),
      isHarmed || person.childrenBorn === 1,
      isHarmed || childStands(person),
      aid === 'death' || (grade === undefined ? undefined : grade >= 1 && grade <= 3),
      evidenceDate <= testDay,
    ],
    monthDue: (month) => {
      const row = year * 12 + month;
      const isDue = row >= monthInRow(begins ?? evidenceDate) && beforeEndOfDeathMonth(person, year, month);
      return isDue ? kindOfMonth(person, row) : undefined;
    },
    parents: 1,
  };
};

/** 独子费：自发证当月起至子女满18周岁当月；再生育的发至再生育当月，死亡的发至死亡当月。 */
const fee = ({ person, year, testDay }: Asked): Claim => {
  const { certificateMonth, childBirthDate, furtherBirthOn } = person;
  const bearsLater = furtherBirthOn !== undefined && yearOf(furtherBirthOn) >= year;
  return {
    conditions: [
      certificateMonth <= testDay.slice(0, 7),
      childBirthDate <= '2015-12-31',
      person.childrenBorn === 1 || bearsLater,
      yearOf(childBirthDate) + 18 >= year,
    ],
    monthDue: (month) => {
      const row = year * 12 + month;
      const ends = [birthday(childBirthDate, 18), furtherBirthOn ?? '9999-12-31'].map(monthInRow);
      const isDue = row >= monthInRow(certificateMonth) && ends.every((end) => row <= end);
      return isDue && beforeEndOfDeathMonth(person, year, month) ? 'all' : undefined;
    },
    parents: person.spousePayer === 'finance' ? 2 : 1,
  };
};

const WRITTEN = { RURAL_REWARD: rural, URBAN_ONLY_CHILD: urban, SPECIAL_ASSISTANCE: special, ONLY_CHILD_FEE: fee };

/** What somebody may claim of a programme for a year. Nobody who died before it claims anything. */
export const claimOf = (programme: Programme, person: Person, year: number): Claim => {
  const { diedOn = '9999-12-31' } = person;
  const yearEnd = `${year}-12-31`;
  const claim = WRITTEN[programme]({ person, year, testDay: diedOn < yearEnd ? diedOn : yearEnd });
  return { ...claim, conditions: [diedOn >= `${year}-01-01`, ...claim.conditions] };
};
