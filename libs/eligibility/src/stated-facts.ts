import { yearOf } from '@fenming/calendar';
import { unsealStatement, type RunningCounty, type SealedStatement, type YearFacts } from '@fenming/county';
import type { EarlierFacts, FactDefinition, Facts, FactValue, ProgrammeId } from '@fenming/programmes';
import { choicesOf, readFact } from '@fenming/rosters';
import { sameFact, lastAccepted, type FactNamed, type PersonState, type Statement, type Statements } from '@fenming/subsidy';

/** What is stated of one fact: the words of a document, opened. */
export type Stated = SealedStatement & FactNamed & Pick<Statement, 'kind'>;

/** The facts of a programme that a document can state: what follows from the citizen id is mended there. */
export const statable = ({ rules }: Pick<RunningCounty, 'rules'>, programme: ProgrammeId): readonly FactDefinition[] =>
  (rules.latest(programme)?.definition.facts ?? []).filter(({ from }) => from === undefined);

/** The fact of a programme that a statement is about; undefined where it asks for none by that name, or means another thing by it. */
export const factIn = (
  county: Pick<RunningCounty, 'rules'>,
  programme: ProgrammeId,
  named: FactNamed,
): FactDefinition | undefined => statable(county, programme).find(({ name: fact, title }) => sameFact({ fact, title }, named));

/** A value as a roster writes it; empty where there is none. */
export const wordOf = (definition: FactDefinition, value: FactValue | undefined): string => {
  if (value === undefined) return '';
  const choice = Object.entries(choicesOf(definition)).find(([, meant]) => meant === value);
  return choice?.[0] ?? String(value);
};

export const opened = (
  { vault }: Pick<RunningCounty, 'vault'>,
  { personId, fact, title, kind, sealedStatement }: Statement,
): Stated => ({ ...unsealStatement(vault, personId, sealedStatement), fact, title, kind });

/** Facts with a word in the place of what stands there; undefined where it cannot be so. */
const withWord = (definition: FactDefinition, facts: Facts, word: string): Facts | undefined => {
  const { [definition.name]: _before, ...others } = facts;
  if (word === '') return definition.required ? undefined : others;
  const reading = readFact(definition, word);
  return reading.ok ? { ...others, [definition.name]: reading.value } : undefined;
};

/** Facts with what is stated in the place of what it replaces; undefined where something else stands there, or it cannot be so. */
const factsWith = (definition: FactDefinition, facts: Facts, { written, replaces }: Stated): Facts | undefined =>
  replaces.includes(wordOf(definition, facts[definition.name])) ? withWord(definition, facts, written) : undefined;

const LAST_DAY = 13;
/** The first month (1 to 13, the last day of the year) that counts by what is stated: months count by the facts of their first day. */
const firstMonthOf = (year: number, { since }: Pick<Stated, 'since'>): number => {
  if (since === undefined || yearOf(since) < year) return 1;
  const month = Number(since.slice(5, 7));
  return since.endsWith('-01') ? month : month + 1;
};

/** A correction holds for all years; a change for its own and those after it. */
const holdsIn = (year: number, { since }: Pick<Stated, 'since'>): boolean => since === undefined || yearOf(since) <= year;

/** The facts of a year as a statement makes them; undefined where it changes none of them. */
export const yearWith = (
  definition: FactDefinition,
  { facts, earlier = [] }: YearFacts,
  { year, stated }: { readonly year: number; readonly stated: Stated },
): YearFacts | undefined => {
  if (!holdsIn(year, stated)) return undefined;
  const from = firstMonthOf(year, stated);
  const before = [...earlier, { until: LAST_DAY, facts }];
  const after = before.flatMap((held, at): readonly EarlierFacts[] => {
    const otherwise = held.until < from ? undefined : factsWith(definition, held.facts, stated);
    if (otherwise === undefined) return [held];
    const changed = { until: held.until, facts: otherwise };
    const begun = before[at - 1]?.until;
    const beginsEarlier = begun === undefined ? from > 1 : begun + 1 < from;
    return beginsEarlier ? [{ until: from - 1, facts: held.facts }, changed] : [changed];
  });
  const last = after.at(-1);
  if (last === undefined || after.every(({ facts: held }, at) => held === before[at]?.facts)) return undefined;
  const kept = after.slice(0, -1);
  return kept.length === 0 ? { facts: last.facts } : { facts: last.facts, earlier: kept };
};

/** The last accepted statement of each fact that a programme asks for. */
const acceptedOf = (
  county: RunningCounty,
  programme: ProgrammeId,
  statements: Statements,
): readonly { readonly definition: FactDefinition; readonly stated: Stated }[] => {
  if (Object.keys(statements).length === 0) return [];
  return statable(county, programme).flatMap((definition) => {
    const found = lastAccepted(statements, { fact: definition.name, title: definition.title });
    return found === undefined ? [] : [{ definition, stated: opened(county, found) }];
  });
};

/** A row of a roster, by its facts. */
type FactsOfRow = { readonly programme: ProgrammeId; readonly year: number; readonly facts: Facts };

/** The facts of a roster's row that say for this year what a statement has replaced, by their titles. */
export const statedOtherwise = (
  county: RunningCounty,
  { programme, year, facts }: FactsOfRow,
  { statements }: PersonState,
): readonly string[] =>
  acceptedOf(county, programme, statements).flatMap(({ definition, stated }) =>
    yearWith(definition, { facts }, { year, stated }) === undefined ? [] : [definition.title],
  );

/** The facts of a roster's row for a year in which what two people have stated begins: until then, what it replaced last. */
export const asStated = (
  county: RunningCounty,
  { programme, year, facts }: FactsOfRow,
  { statements }: PersonState,
): YearFacts => {
  const begun = acceptedOf(county, programme, statements).flatMap(({ definition, stated }) => {
    const until = firstMonthOf(year, stated) - 1;
    const before = stated.replaces.at(-1);
    const begins = until > 0 && before !== undefined && holdsIn(year, stated);
    return begins && wordOf(definition, facts[definition.name]) === stated.written ? [{ until, definition, before }] : [];
  });
  const months = [...new Set(begun.map(({ until }) => until))].toSorted((a, b) => a - b);
  const earlier = months.map((month) => ({
    until: month,
    facts: begun.reduce(
      (held, { until, definition, before }) => (until < month ? held : (withWord(definition, held, before) ?? held)),
      facts,
    ),
  }));
  return earlier.length === 0 ? { facts } : { facts, earlier };
};
