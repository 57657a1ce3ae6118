import { plainDate } from '@fenming/calendar';
import {
  choosePaid,
  type Entitlement,
  type Facts,
  type FactValue,
  type GoverningTexts,
  type Question,
} from '@fenming/programmes';
import type { Sum } from './by-hand';
import type { Person, Programme } from './people';
import { monthOf } from './plain-calendar';

type Asked = { readonly person: Person; readonly year: number };

const FACTS: Readonly<Record<Programme, (person: Person) => Readonly<Record<string, FactValue | undefined>>>> = {
  RURAL_REWARD: ({ birthDate, sex, hukou, spouseHukou, breachBirth, everHadChild, livingSons, livingDaughters }) => ({
    birthDate,
    sex,
    hukou,
    spouseHukou,
    breachBirth,
    everHadChild,
    livingSons,
    livingDaughters,
  }),
  URBAN_ONLY_CHILD: ({ birthDate, sex, residence, breachBirth, everHadChild, similarAward, livingSons, livingDaughters }) => ({
    birthDate,
    sex,
    residence,
    breachBirth,
    everHadChild,
    similarAward,
    livingChildren: livingSons + livingDaughters,
  }),
  SPECIAL_ASSISTANCE: ({ aid, livingSons, livingDaughters, ...person }) => ({
    birthDate: person.birthDate,
    sex: person.sex,
    marital: person.marital,
    spouseBirthDate: person.spouseBirthDate,
    category: aid,
    grade: person.grade,
    childrenBorn: person.childrenBorn,
    livingChildren: livingSons + livingDaughters,
    evidenceDate: person.evidenceDate,
    childDiedOn: person.childDiedOn,
  }),
  ONLY_CHILD_FEE: ({ certificateMonth, childBirthDate, childrenBorn, spousePayer, furtherBirthOn }) => ({
    certificateMonth,
    childBirthDate,
    childrenBorn,
    spousePayer,
    furtherBirthOn,
  }),
};

const factsOf = (programme: Programme, person: Person): Facts =>
  Object.fromEntries(
    Object.entries(FACTS[programme](person)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A question of the engine for a year: with its explanation, or without it and for many at once. */
export type Answer = (texts: GoverningTexts, question: Question) => Entitlement;

/** What the engine makes of a person's year, in the shape of the second computation. */
export const byEngine = (answer: Answer, texts: GoverningTexts, programme: Programme, { person, year }: Asked): Sum => {
  const died = person.diedOn === undefined ? {} : { diedOn: plainDate(person.diedOn) };
  const { verdict, amountFen, lines, funding } = answer(texts, { facts: factsOf(programme, person), year, ...died });
  const shown = lines.map(({ layer, category, from, to, amountFen: fen }) => ({
    layer,
    category,
    from: monthOf(from),
    to: monthOf(to),
    fen,
  }));
  return {
    verdict,
    fen: amountFen,
    lines: shown.sort((a, b) => (a.layer === b.layer ? a.from - b.from : a.layer < b.layer ? -1 : 1)),
    budgets: funding,
  };
};

/** Which of the programmes that somebody is eligible for the engine lets be paid. */
export const paidByEngine = (eligible: readonly GoverningTexts[]): readonly string[] =>
  choosePaid(eligible.map(([{ programme }]) => programme)).paid;
