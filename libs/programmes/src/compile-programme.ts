import { ZERO_FEN } from '@fenming/money';
import { decidingRow, decidingRows, type Regions } from './regions';
import { dayOf, dayOrNever, yearOfDay } from './days';
import type { CapRow, ClawbackCause, ClawbackRow, ProgrammeDefinition } from './definition';
import { amountFor, backPaid, compileRules, conditionsHold, ProgrammeError, type CompiledRules } from './engine';
import { type Entitlement, INELIGIBLE, summed, UNKNOWN } from './entitlement';
import { enter, type Frame } from './frame';
import {
  aliveRung,
  backPayRungs,
  conditionRung,
  givenWayRungs,
  paidElsewhereRungs,
  monthlyRung,
  noMonthsRung,
  notOfferedRung,
  outOfForceRung,
  standsInTheWay,
  unknownAmountRung,
} from './ladder';
import { outcomesOf } from './outcomes';
import type { Assessment, ConditionOutcome, Programme, Question, Rung } from './programme';
import { NO_MONTHS, overlap, spansBetween, WHOLE_YEAR } from './proration';
import { partsOf } from './year-parts';

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
    countsFromConfirmation: countsFromConfirmation(engine.rules),
    onceInALifetime,
    sensitive,
    incompatibleWith: incompatibilities.map((row) => row.with),
    incompatibilities,
    clawback: clawbackOf(definition, regions),
    noticePeriods: notices.periods,
    cap: engine.rules.cap,
    toleranceFen: decidingRow(definition.tolerance, regions)?.perYearFen ?? ZERO_FEN,
    assess: (question) => assess(engine, question),
    outcomes: (question) => outcomes(engine, question),
    entitle: (question) => entitle(engine, question),
  };
}

const countsFromConfirmation = ({ months, backPay }: CompiledRules): boolean =>
  months.policy === 'MONTH_AFTER_CONFIRMATION' || (backPay !== undefined && backPay.row.limit !== 'before_application');

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
    firstYear: yearOfDay(dayOrNever(inForce.from)),
    lastYear: yearOfDay(dayOrNever(inForce.to)),
    titles: new Map(facts.map((fact) => [fact.name, fact])),
  };
}

const closed = ({ rules, firstYear, lastYear }: Engine, year: number): boolean =>
  rules.rows.length === 0 || year < firstYear || year > lastYear;

const diedBefore = ({ diedOn, year }: Question): boolean => diedOn !== undefined && yearOfDay(dayOrNever(diedOn)) < year;

function entitle(engine: Engine, question: Question): Entitlement {
  if (closed(engine, question.year) || diedBefore(question)) return INELIGIBLE;
  const { rules } = engine;
  enter(rules.frame, question);
  if (backPaid(rules, question) === NO_MONTHS) return INELIGIBLE;
  const elsewhere = notDueHere(question);
  if (elsewhere !== undefined) return entitledBetween(engine, question, elsewhere);
  return question.earlier === undefined ? entitledBy(rules, question, rules.frame) : entitledInParts(rules, question);
}

/** Months that something else pays; undefined where nothing does. */
const notDueHere = ({ givenWay, paidElsewhere }: Question): readonly number[] | undefined =>
  givenWay === undefined && paidElsewhere === undefined ? undefined : [...(givenWay ?? []), ...(paidElsewhere ?? [])];

/** What is left of the year between months that something else pays. */
function entitledBetween(engine: Engine, question: Question, elsewhere: readonly number[]): Entitlement {
  const { givenWay: _given, paidElsewhere: _paid, ...asked } = question;
  const spans = spansBetween(elsewhere).flatMap((span) => {
    const months = overlap(span, question.months ?? WHOLE_YEAR);
    return months === NO_MONTHS ? [] : [entitle(engine, { ...asked, months })];
  });
  if (spans.some(({ verdict }) => verdict === 'unknown')) return UNKNOWN;
  return together(spans, question.months === undefined ? engine.rules.cap : undefined);
}

const together = (parts: readonly Entitlement[], cap: CapRow | undefined): Entitlement => {
  const lines = parts.flatMap((part) => part.lines);
  return lines.length === 0 ? INELIGIBLE : summed(lines, cap);
};

/** The answer where rules that are tested monthly are asked of one frame's facts. */
function entitledBy(rules: CompiledRules, question: Question, ofMonths: Frame): Entitlement {
  const holds = conditionsHold(rules, ofMonths);
  if (holds !== true) return holds === undefined ? UNKNOWN : INELIGIBLE;
  return amountFor(rules, question, ofMonths);
}

/** Facts changed within the year: each part of it by its own, in all of which the same test day decides. */
function entitledInParts(rules: CompiledRules, question: Question): Entitlement {
  const parts = partsOf(question, rules.monthlyFacts).flatMap(({ months, facts }) => {
    const asked = overlap(months, question.months ?? WHOLE_YEAR);
    if (asked === NO_MONTHS) return [];
    enter(rules.monthFrame, { ...question, facts });
    return [entitledBy(rules, { ...question, months: asked }, rules.monthFrame)];
  });
  if (parts.some(({ verdict }) => verdict === 'unknown')) return UNKNOWN;
  return together(parts, question.months === undefined ? rules.cap : undefined);
}

function assess(engine: Engine, question: Question): Assessment {
  const entitlement = entitle(engine, question);
  return { ...entitlement, ladder: ladderOf(engine, question, entitlement), outcomes: outcomes(engine, question) };
}

const outcomes = (engine: Engine, question: Question): readonly ConditionOutcome[] =>
  closed(engine, question.year) ? [] : outcomesOf(engine.rules, question);

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
    ...rules.conditions.map((rule) =>
      rule.monthly && question.earlier !== undefined
        ? monthlyRung(rule, titles, question, rules)
        : conditionRung(rule, titles, question, rules.frame),
    ),
    ...backPayRungs(rules, question),
    ...givenWayRungs(question, rules),
    ...paidElsewhereRungs(question, rules),
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
