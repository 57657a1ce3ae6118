import { yearOf } from '@fenming/calendar';
import {
  assessEnrolment,
  deathOf,
  excessOf,
  proposalOf,
  unsealFacts,
  unsealStatement,
  type RunningCounty,
  type StatementSaid,
} from '@fenming/county';
import { ZERO_FEN, type Fen } from '@fenming/money';
import { latestOf, type FactDefinition, type Facts, type ProgrammeId } from '@fenming/programmes';
import { readFact } from '@fenming/rosters';
import {
  determinationOf,
  type EnrolmentId,
  type EnrolmentState,
  type PersonState,
  type Redetermination,
  type Statement,
  type StatementKind,
  type StatementMade,
  type Statements,
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
export type Stated = StatementSaid & Pick<StatementMade['data'], 'fact' | 'kind'>;
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

/** Facts with what is stated in the place of what stands there; undefined where the programme does not ask for it, or cannot have it so. */
const factsWith = (definition: FactDefinition, facts: Facts, { written }: Stated): Facts | undefined => {
  const { [definition.name]: _before, ...others } = facts;
  if (written === '') return definition.required ? undefined : others;
  const reading = readFact(definition, written);
  return reading.ok ? { ...others, [definition.name]: reading.value } : undefined;
};

/** A correction holds for all years; a change for those whose last day lies on or after its own, which is the day that the rules test. */
const holdsIn = (year: number, { since }: Pick<Stated, 'since'>): boolean => since === undefined || yearOf(since) <= year;

export type YearFacts = { readonly year: number; readonly facts: Facts };

/** The years of a case whose facts a statement changes, and as what they stand then. */
export const changedYears = (county: RunningCounty, state: EnrolmentState, stated: Stated): readonly YearFacts[] => {
  if (state.key === undefined) return [];
  const definition = statable(county, state.key.programme).find(({ name }) => name === stated.fact);
  if (definition === undefined) return [];
  const { personId } = state;
  return Object.entries(state.years).flatMap(([text, { sealedFacts }]) => {
    const year = Number(text);
    if (!holdsIn(year, stated)) return [];
    const before = unsealFacts(county.vault, personId, sealedFacts);
    const facts = factsWith(definition, before, stated);
    return facts === undefined || facts[stated.fact] === before[stated.fact] ? [] : [{ year, facts }];
  });
};

const proposed = (county: RunningCounty, state: EnrolmentState, { year, facts }: { year: number; facts?: Facts }) => {
  const texts = state.key === undefined ? undefined : county.rules.textsOf(state.key.programme, year);
  if (texts === undefined) return undefined;
  const diedOn = deathOf(county.vault, state);
  const assessment = assessEnrolment(county.vault, texts, state, { year, diedOn, ...(facts === undefined ? {} : { facts }) });
  return assessment === undefined ? undefined : { texts, proposal: proposalOf(texts, assessment) };
};

const comesTo = (answer: ReturnType<typeof proposed>): Fen | null => {
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
    was_fen: determinationOf(state, year)?.amountFen ?? comesTo(proposed(county, state, { year })),
    becomes_fen: comesTo(proposed(county, state, { year, facts })),
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
  { fact, kind }: { readonly fact: string; readonly kind: StatementKind },
): readonly Redetermination[] =>
  years.flatMap(({ year, facts }) => {
    const before = determinationOf(state, year);
    const answer = before === undefined || isOver(state, year, before) ? undefined : proposed(county, state, { year, facts });
    if (answer === undefined || answer.proposal.verdict === 'unknown') return [];
    const { texts, proposal } = answer;
    const rules = latestOf(texts);
    const definition = state.key === undefined ? [] : statable(county, state.key.programme);
    const cause =
      definition.find(({ name }) => name === fact)?.cause ?? (kind === 'correction' ? 'approved_by_mistake' : 'other');
    return [{ year, cause: kind, proposal, excess: excessOf(rules, cause) }];
  });

/** The last statement of a fact that counts. */
export const standing = (statements: Statements, fact: string): Statement | undefined =>
  Object.values(statements).findLast((one) => one.fact === fact && one.state === 'accepted');

/** The facts of a roster's row that two people have stated otherwise for this year, by their titles. */
export const statedOtherwise = (
  county: RunningCounty,
  { programme, year, facts }: { readonly programme: ProgrammeId; readonly year: number; readonly facts: Facts },
  { statements }: PersonState,
): readonly string[] =>
  statable(county, programme).flatMap((definition) => {
    const { name: fact, title } = definition;
    const found = standing(statements, fact);
    if (found === undefined) return [];
    const stated = { ...unsealStatement(county.vault, found.personId, found.sealedStatement), fact, kind: found.kind };
    const otherwise = holdsIn(year, stated) ? factsWith(definition, facts, stated) : undefined;
    return otherwise === undefined || otherwise[fact] === facts[fact] ? [] : [title];
  });
