import { yearOf } from '@fenming/calendar';
import {
  excessOf,
  proposedFor,
  unsealFacts,
  unsealStatement,
  type RunningCounty,
  type SealedStatement,
  type StatementSaid,
} from '@fenming/county';
import { ZERO_FEN, type Fen } from '@fenming/money';
import { latestOf, type FactDefinition, type Facts, type FactValue, type ProgrammeId } from '@fenming/programmes';
import { choicesOf, readFact } from '@fenming/rosters';
import {
  determinationOf,
  sameFact,
  lastAccepted,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentState,
  type FactNamed,
  type PersonState,
  type Redetermination,
  type Statement,
} from '@fenming/subsidy';
import { isOver } from './changed-case';

/** What a document says of a fact about the applicant of a case; see StatementSaid for `written` and `since`. */
export type StatementOf = StatementSaid & {
  readonly enrolment: EnrolmentId;
  readonly fact: string;
  readonly documentNo: string;
  readonly reason: string;
};
/** What is stated of one fact: the words of a document, opened. */
export type Stated = SealedStatement & FactNamed & Pick<Statement, 'kind'>;
/** What a year of a case comes to without and with a statement, in fen; null where the facts do not say it. */
export type StatedChange = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly was_fen: Fen | null;
  readonly becomes_fen: Fen | null;
};

/** The facts of a programme that a document can state: what follows from the citizen id is mended there. */
export const statable = ({ rules }: Pick<RunningCounty, 'rules'>, programme: ProgrammeId): readonly FactDefinition[] =>
  (rules.latest(programme)?.definition.facts ?? []).filter(({ from }) => from === undefined);

/** The fact of a programme that a statement is about; undefined where it asks for none by that name, or means another thing by it. */
const factIn = (county: Pick<RunningCounty, 'rules'>, programme: ProgrammeId, named: FactNamed): FactDefinition | undefined =>
  statable(county, programme).find(({ name: fact, title }) => sameFact({ fact, title }, named));

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

/** Facts with what is stated in the place of what it replaces; undefined where something else stands there, or it cannot be so. */
const factsWith = (definition: FactDefinition, facts: Facts, { written, replaces }: Stated): Facts | undefined => {
  const { [definition.name]: before, ...others } = facts;
  if (!replaces.includes(wordOf(definition, before))) return undefined;
  if (written === '') return definition.required ? undefined : others;
  const reading = readFact(definition, written);
  return reading.ok ? { ...others, [definition.name]: reading.value } : undefined;
};

/** A correction holds for all years; a change for those whose last day lies on or after its own, which is the day that the rules test. */
const holdsIn = (year: number, { since }: Pick<Stated, 'since'>): boolean => since === undefined || yearOf(since) <= year;

/** A case, and the person who applied. */
export type Applicant = { readonly state: Enrolment; readonly person: PersonState };

/** What stands of a fact in the years of a case and by the last statement that counts, and is not what is stated now. */
export const replacedBy = (
  county: RunningCounty,
  definition: FactDefinition,
  { state, person }: Applicant,
  written: string,
): readonly string[] => {
  const recorded = Object.values(state.years).map(({ sealedFacts }) =>
    wordOf(definition, unsealFacts(county.vault, state.personId, sealedFacts)[definition.name]),
  );
  const before = lastAccepted(person.statements, { fact: definition.name, title: definition.title });
  const words = before === undefined ? recorded : [...recorded, opened(county, before).written];
  return [...new Set(words)].filter((word) => word !== written).toSorted();
};

export type YearFacts = { readonly year: number; readonly facts: Facts };

/** The years of a case whose facts a statement changes, and as what they stand then. */
export const changedYears = (county: RunningCounty, state: EnrolmentState, stated: Stated): readonly YearFacts[] => {
  if (state.key === undefined) return [];
  const { key, personId } = state;
  const definition = factIn(county, key.programme, stated);
  if (definition === undefined) return [];
  return Object.entries(state.years).flatMap(([text, { sealedFacts }]) => {
    const year = Number(text);
    const facts = holdsIn(year, stated)
      ? factsWith(definition, unsealFacts(county.vault, personId, sealedFacts), stated)
      : undefined;
    return facts === undefined ? [] : [{ year, facts }];
  });
};

const comesTo = (answer: ReturnType<typeof proposedFor>): Fen | null => {
  if (answer === undefined || answer.proposal.verdict === 'unknown') return null;
  return answer.proposal.verdict === 'eligible' ? answer.proposal.amountFen : ZERO_FEN;
};

/** What the years of a case come to without and with a statement. */
export const changesOf = (county: RunningCounty, state: EnrolmentState, stated: Stated): readonly StatedChange[] => {
  const { key } = state;
  if (key === undefined) return [];
  const { enrolmentId: enrolment_id, caseNumber: case_number, programme } = key;
  return changedYears(county, state, stated).map(({ year, facts }) => ({
    enrolment_id,
    case_number,
    programme,
    year,
    was_fen: determinationOf(state, year)?.amountFen ?? comesTo(proposedFor(county, state, { year })),
    becomes_fen: comesTo(proposedFor(county, state, { year, facts })),
  }));
};

/** Unknown never lowers. */
export const lowers = ({ was_fen, becomes_fen }: StatedChange): boolean =>
  was_fen !== null && becomes_fen !== null && becomes_fen < was_fen;

/** The determined years by the changed facts. Where these do not say what is due, the last determination stands. */
export const redeterminedBy = (
  county: RunningCounty,
  state: EnrolmentState,
  years: readonly YearFacts[],
  stated: Stated,
): readonly Redetermination[] =>
  years.flatMap(({ year, facts }) => {
    const before = determinationOf(state, year);
    const answer = before === undefined || isOver(state, year, before) ? undefined : proposedFor(county, state, { year, facts });
    if (answer === undefined || state.key === undefined || answer.proposal.verdict === 'unknown') return [];
    const { texts, proposal } = answer;
    const { kind } = stated;
    const cause = factIn(county, state.key.programme, stated)?.cause ?? (kind === 'correction' ? 'approved_by_mistake' : 'other');
    return [{ year, cause: kind, proposal, excess: excessOf(latestOf(texts), cause) }];
  });

/** The facts of a roster's row that say for this year what a statement has replaced, by their titles. */
export const statedOtherwise = (
  county: RunningCounty,
  { programme, year, facts }: { readonly programme: ProgrammeId; readonly year: number; readonly facts: Facts },
  { statements }: PersonState,
): readonly string[] =>
  statable(county, programme).flatMap((definition) => {
    const { name, title } = definition;
    const found = lastAccepted(statements, { fact: name, title });
    const stated = found === undefined ? undefined : opened(county, found);
    const repeats = stated !== undefined && holdsIn(year, stated) && factsWith(definition, facts, stated) !== undefined;
    return repeats ? [title] : [];
  });
