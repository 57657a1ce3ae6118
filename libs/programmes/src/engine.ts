import { type ExpressionCompiler, expressionCompiler, type Ready } from './compile-expressions';
import { dayOf, NEVER } from './days';
import type { AmountRow, CapRow, ConditionDefinition, Counted, DeathRow, ProgrammeDefinition, ProrationRow } from './definition';
import { type Entitlement, INELIGIBLE, UNKNOWN } from './entitlement';
import { entitlementMemo, type Visit } from './entitlement-memo';
import { emptyFrame, type Frame } from './frame';
import { type MonthRules, payableMonths } from './months';
import type { Question } from './programme';
import { type MonthSpan, NO_MONTHS, overlap, spanBetween } from './proration';
import { decidingRow, type Regions, rowsHeldIn } from './regions';

/** `asked`: of whom the condition is asked; undefined where of everybody. `holds`: it is met, or is not asked. */
export type ConditionRule = {
  readonly definition: ConditionDefinition;
  readonly asked: Ready | undefined;
  readonly holds: Ready;
  readonly on: Ready | undefined;
};
export type CategoryRule = {
  readonly id: string;
  readonly when: Ready;
  readonly from: Ready;
  readonly until: Ready;
  readonly bounded: boolean;
};
export type CountRule = { readonly of: Counted; readonly count: Ready; readonly max: number };

/** The rules of one programme in one county, compiled. */
export type CompiledRules = {
  readonly conditions: readonly ConditionRule[];
  readonly proration: ProrationRow;
  readonly death: DeathRow;
  readonly months: MonthRules;
  readonly from: Ready;
  readonly until: Ready;
  readonly categories: readonly CategoryRule[];
  readonly counts: readonly CountRule[];
  readonly rows: readonly AmountRow[];
  readonly cap: CapRow | undefined;
  readonly memo: Visit;
  /** The same without the cap, for part of a year. */
  readonly memoOfMonths: Visit;
  /** One frame for everyone: an assessment never waits for anything, so two cannot meet in it. */
  readonly frame: Frame;
};

/** A household with more payable units than this is a slip of the roster; a file may set a lower limit. */
const MOST_UNITS = 1000;

export class ProgrammeError extends Error {}

const required = <Row>(row: Row | undefined, what: string): Row => {
  if (row === undefined) throw new ProgrammeError(`The programme has no ${what} row for these regions`);
  return row;
};

export function compileRules(definition: ProgrammeDefinition, regions: Regions): CompiledRules {
  const compiler = expressionCompiler(definition);
  const proration = required(decidingRow(definition.proration, regions), 'proration');
  const death = required(decidingRow(definition.onDeath, regions), 'onDeath');
  const rows = rowsHeldIn(definition.amounts, regions);
  const cap = decidingRow(definition.caps, regions);
  const categories = categoryRules(definition, rows, compiler);
  const counts = definition.counts.map(({ of, count, max = MOST_UNITS }) => ({ of, count: compiler.integer(count), max }));
  const situations = {
    rows,
    contentHash: definition.contentHash,
    categories: categories.map(({ id }) => id),
    counted: counts.map(({ of }) => of),
  };
  return {
    conditions: rowsHeldIn(definition.conditions, regions).map((condition) => conditionRule(condition, compiler)),
    proration,
    death,
    months: { policy: proration.policy, schemeFrom: dayOf(proration.schemeFrom ?? '') ?? NEVER, onDeath: death.policy },
    from: compiler.startingDay(proration.from),
    until: compiler.endingDay(proration.until),
    categories,
    counts,
    rows,
    cap,
    frame: emptyFrame(compiler.places),
    memo: entitlementMemo({ ...situations, cap }),
    memoOfMonths: entitlementMemo({ ...situations, cap: undefined }),
  };
}

const conditionRule = (definition: ConditionDefinition, compiler: ExpressionCompiler): ConditionRule => ({
  definition,
  asked: definition.appliesTo === undefined ? undefined : compiler.boolean(definition.appliesTo),
  holds: compiler.boolean(
    definition.appliesTo === undefined ? definition.when : `!(${definition.appliesTo}) || (${definition.when})`,
  ),
  on: definition.change?.on === undefined ? undefined : compiler.startingDay(definition.change.on),
});

/** Only categories that some row of this county pays for are looked at: a fact that no rate here needs may stay unknown. */
function categoryRules(
  { categories }: ProgrammeDefinition,
  rows: readonly AmountRow[],
  compiler: ExpressionCompiler,
): readonly CategoryRule[] {
  const paid = new Set(rows.map(({ category }) => category));
  return categories
    .filter(({ id }) => paid.has(id))
    .map(({ id, when, from, until }) => ({
      id,
      when: compiler.boolean(when),
      from: from === undefined ? { run: () => 0, facts: [] } : compiler.startingDay(from),
      until: compiler.endingDay(until),
      bounded: from !== undefined || until !== undefined,
    }));
}

/** True, false or undefined (unknown) over all conditions; stops at the first false. */
export function conditionsHold({ conditions, frame }: CompiledRules): boolean | undefined {
  let unknown = false;
  for (const { holds } of conditions) {
    const outcome = holds.run(frame);
    if (outcome === false) return false;
    if (outcome === undefined) unknown = true;
  }
  return unknown ? undefined : true;
}

/** The months in which the programme pays at all; undefined when a day it needs is unknown. */
function spanOfYear({ from, until, months, frame }: CompiledRules, question: Question): MonthSpan | undefined {
  const first = from.run(frame);
  const last = until.run(frame);
  if (typeof first !== 'number' || typeof last !== 'number') return undefined;
  const payable = payableMonths(months, question, first, last);
  return question.months === undefined ? payable : overlap(payable, question.months);
}

function categorySpan(category: CategoryRule, span: MonthSpan, frame: Frame): MonthSpan | undefined {
  const holds = category.when.run(frame);
  if (holds !== true) return holds === undefined ? undefined : NO_MONTHS;
  if (!category.bounded) return span;
  const from = category.from.run(frame);
  const until = category.until.run(frame);
  return typeof from === 'number' && typeof until === 'number' ? overlap(span, spanBetween(frame.year, from, until)) : undefined;
}

/** The amount for a person whose conditions hold: looked up when the same months, categories and counts have been met before. */
export function amountFor(rules: CompiledRules, question: Question): Entitlement {
  const span = spanOfYear(rules, question);
  if (span === undefined) return UNKNOWN;
  if (span === NO_MONTHS) return INELIGIBLE;
  const { categories, counts, frame } = rules;
  const memo = question.months === undefined ? rules.memo : rules.memoOfMonths;
  memo.begin(question.year, span);
  for (let at = 0; at < categories.length; at += 1) {
    const months = categorySpan(categories[at] as CategoryRule, span, frame);
    if (months === undefined) return UNKNOWN;
    memo.category(at, months);
  }
  for (let at = 0; at < counts.length; at += 1) {
    const { count, max } = counts[at] as CountRule;
    const counted = count.run(frame);
    if (typeof counted !== 'number' || counted < 0) return UNKNOWN;
    memo.count(at, counted > max ? max : counted);
  }
  const entitlement = memo.entitlement();
  return entitlement.lines.length === 0 ? INELIGIBLE : entitlement;
}
