import { ZERO_FEN } from '@fenming/money';
import { decidingRow, decidingRows, type Regions } from './regions';
import { dayOf, yearOfDay, NEVER } from './days';
import type { ClawbackCause, ClawbackRow, ProgrammeDefinition } from './definition';
import { amountFor, compileRules, conditionsHold, ProgrammeError, type CompiledRules } from './engine';
import { type Entitlement, INELIGIBLE, UNKNOWN } from './entitlement';
import { enter } from './frame';
import {
  aliveRung,
  conditionRung,
  noMonthsRung,
  notOfferedRung,
  outOfForceRung,
  standsInTheWay,
  unknownAmountRung,
} from './ladder';
import type { Assessment, Programme, Question, Rung } from './programme';

/**
 * Makes a checked definition ready to answer for one county. `regions` runs from the widest to the county's own, such as
 * ['national', 'demo']: amount rows of all of them add up, and of other rows the most specific decides.
 * Throws ProgrammeError when the definition has no rule of a kind for these regions.
 */
export function compileProgramme(definition: ProgrammeDefinition, regions: readonly string[]): Programme {
  const engine = engineOf(definition, regions);
  const incompatibilities = decidingRows(definition.incompatible, regions, (row) => row.with);
  const notices = decidingRow(definition.notices, regions);
  if (notices === undefined) throw new ProgrammeError('The programme has no notice periods for these regions');
  const { id, name, shortName, unit, contentHash, facts, hasSpouse, onceInALifetime, sensitive, inForce, sources } = definition;
  return {
    id,
    name,
    shortName,
    unit,
    contentHash,
    regions,
    inForce,
    offered: engine.rules.rows.length > 0,
    sources,
    facts,
    hasSpouse,
    countsFromConfirmation: engine.rules.months.policy === 'MONTH_AFTER_CONFIRMATION',
    onceInALifetime,
    sensitive,
    incompatibleWith: incompatibilities.map((row) => row.with),
    incompatibilities,
    clawback: clawbackOf(definition, regions),
    noticePeriods: notices.periods,
    cap: engine.rules.cap,
    toleranceFen: decidingRow(definition.tolerance, regions)?.perYearFen ?? ZERO_FEN,
    assess: (question) => assess(engine, question),
    entitle: (question) => entitle(engine, question),
  };
}

function clawbackOf({ clawback }: ProgrammeDefinition, regions: Regions): Programme['clawback'] {
  const rows = decidingRows(clawback, regions, (row) => row.cause);
  return Object.fromEntries(rows.map((row): [ClawbackCause, ClawbackRow] => [row.cause, row]));
}

type Engine = {
  readonly definition: ProgrammeDefinition;
  readonly rules: CompiledRules;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly titles: ReadonlyMap<string, ProgrammeDefinition['facts'][number]>;
};

function engineOf(definition: ProgrammeDefinition, regions: Regions): Engine {
  const { facts, inForce } = definition;
  return {
    definition,
    rules: compileRules(definition, regions),
    firstYear: yearOfDay(dayOf(inForce.from) ?? NEVER),
    lastYear: yearOfDay(dayOf(inForce.to ?? '') ?? NEVER),
    titles: new Map(facts.map((fact) => [fact.name, fact])),
  };
}

const closed = ({ rules, firstYear, lastYear }: Engine, year: number): boolean =>
  rules.rows.length === 0 || year < firstYear || year > lastYear;

const diedBefore = ({ diedOn, year }: Question): boolean => diedOn !== undefined && yearOfDay(dayOf(diedOn) ?? NEVER) < year;

function entitle(engine: Engine, question: Question): Entitlement {
  if (closed(engine, question.year) || diedBefore(question)) return INELIGIBLE;
  enter(engine.rules.frame, question);
  const holds = conditionsHold(engine.rules);
  if (holds !== true) return holds === undefined ? UNKNOWN : INELIGIBLE;
  return amountFor(engine.rules, question);
}

function assess(engine: Engine, question: Question): Assessment {
  const entitlement = entitle(engine, question);
  return { ...entitlement, ladder: ladderOf(engine, question, entitlement) };
}

function ladderOf(engine: Engine, question: Question, { verdict }: Entitlement): readonly Rung[] {
  const { definition, rules, titles, firstYear, lastYear } = engine;
  const { inForce } = definition;
  if (question.year < firstYear || question.year > lastYear) return [outOfForceRung(question.year, inForce.from, inForce.to)];
  if (rules.rows.length === 0) return [notOfferedRung()];
  enter(rules.frame, question);
  const died = question.diedOn === undefined ? undefined : dayOf(question.diedOn);
  const rungs = [
    // A death in a later year has nothing to say about this one.
    ...(died === undefined || yearOfDay(died) > question.year ? [] : [aliveRung(rules, died, question.year)]),
    ...rules.conditions.map((rule) => conditionRung(rule, titles, question, rules.frame)),
  ];
  return [...rungs, ...amountRungs(engine, question, verdict, rungs)];
}

/** When every condition holds and yet nothing is due, one more rung says why. */
function amountRungs(
  { rules, titles }: Engine,
  question: Question,
  verdict: Entitlement['verdict'],
  rungs: readonly Rung[],
): readonly Rung[] {
  if (rungs.some(standsInTheWay)) return [];
  if (verdict === 'unknown') return [unknownAmountRung(rules, titles, question)];
  return verdict === 'ineligible' ? [noMonthsRung(rules)] : [];
}
