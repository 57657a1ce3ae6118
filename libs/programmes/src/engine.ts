import { type ExpressionCompiler, expressionCompiler, type Ready } from './compile-expressions';
import { dayOf, dayOrNever, monthOfDay, yearOfDay, type MonthIndex } from './days';
import type {
  AmountRow,
  BackPayRow,
  CapRow,
  ConditionDefinition,
  Counted,
  DeathRow,
  ProgrammeDefinition,
  ProrationRow,
} from './definition';
import { type Entitlement, INELIGIBLE, UNKNOWN } from './entitlement';
import { entitlementMemo, type Visit } from './entitlement-memo';
import { emptyFrame, type Frame } from './frame';
import { type MonthRules, payableMonths } from './months';
import type { Question } from './programme';
import { type MonthSpan, NO_MONTHS, overlap, spanBetween, spanOf, WHOLE_YEAR } from './proration';
import { decidingRow, type Regions, rowsHeldIn } from './regions';

/** `monthly`: asked of the facts of each month. */
type MonthlyRule = { readonly monthly: boolean };
/** `asked`: of whom the condition is asked; undefined where of everybody. `holds`: it is met, or is not asked. */
export type ConditionRule = MonthlyRule & {
  readonly definition: ConditionDefinition;
  readonly asked: Ready | undefined;
  readonly holds: Ready;
  readonly on: Ready | undefined;
};
export type CategoryRule = MonthlyRule & {
  readonly id: string;
  readonly when: Ready;
  readonly from: Ready;
  readonly until: Ready;
  readonly bounded: boolean;
};
/** `applied`: the day of the application, asked only where the row counts from it. */
export type BackPayRule = { readonly row: BackPayRow; readonly applied: Ready };
export type CountRule = MonthlyRule & { readonly of: Counted; readonly count: Ready; readonly max: number };

/** The rules of one programme in one county, compiled. */
export type CompiledRules = {
  readonly conditions: readonly ConditionRule[];
  readonly proration: ProrationRow;
  readonly death: DeathRow;
  readonly months: MonthRules;
  readonly backPay: BackPayRule | undefined;
  readonly from: Ready;
  readonly until: Ready;
  readonly categories: readonly CategoryRule[];
  readonly counts: readonly CountRule[];
  readonly rows: readonly AmountRow[];
  readonly cap: CapRow | undefined;
  readonly memo: Visit;
  /** The same without the cap, for part of a year. */
  readonly memoOfMonths: Visit;
  /** The facts that rules tested monthly are asked of. */
  readonly monthlyFacts: readonly string[];
  /** One frame for everyone: an assessment never waits for anything, so two cannot meet in it. `monthFrame`: with the facts of some months. */
  readonly frame: Frame;
  readonly monthFrame: Frame;
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
  const counts = definition.counts.map(({ of, count, max = MOST_UNITS, tested }) => ({
    of,
    count: compiler.integer(count),
    max,
    monthly: tested === 'monthly',
  }));
  const conditions = rowsHeldIn(definition.conditions, regions).map((condition) => conditionRule(condition, compiler));
  const situations = {
    rows,
    contentHash: definition.contentHash,
    categories: categories.map(({ id }) => id),
    counted: counts.map(({ of }) => of),
  };
  return {
    conditions,
    proration,
    death,
    months: { policy: proration.policy, schemeFrom: dayOrNever(proration.schemeFrom), onDeath: death.policy },
    backPay: backPayRule(decidingRow(definition.backPay, regions), compiler),
    from: compiler.startingDay(proration.from),
    until: compiler.endingDay(proration.until),
    categories,
    counts,
    rows,
    cap,
    monthlyFacts: monthlyFacts(conditions, categories, counts),
    frame: emptyFrame(compiler.places),
    monthFrame: emptyFrame(compiler.places),
    memo: entitlementMemo({ ...situations, cap }),
    memoOfMonths: entitlementMemo({ ...situations, cap: undefined }),
  };
}

const backPayRule = (row: BackPayRow | undefined, compiler: ExpressionCompiler): BackPayRule | undefined =>
  row === undefined || row.limit === 'unlimited'
    ? undefined
    : { row, applied: compiler.endingDay(row.limit === 'before_application' ? row.applied : undefined) };

function monthlyFacts(
  conditions: readonly ConditionRule[],
  categories: readonly CategoryRule[],
  counts: readonly CountRule[],
): readonly string[] {
  const asked = [
    ...conditions.filter(({ monthly }) => monthly).map(({ holds }) => holds),
    ...categories.filter(({ monthly }) => monthly).flatMap(({ when, from, until }) => [when, from, until]),
    ...counts.filter(({ monthly }) => monthly).map(({ count }) => count),
  ];
  return [...new Set(asked.flatMap(({ facts }) => facts))];
}

const conditionRule = (definition: ConditionDefinition, compiler: ExpressionCompiler): ConditionRule => ({
  definition,
  monthly: definition.tested === 'monthly',
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
    .map(({ id, when, from, until, tested }) => ({
      id,
      monthly: tested === 'monthly',
      when: compiler.boolean(when),
      from: from === undefined ? { run: () => 0, facts: [] } : compiler.startingDay(from),
      until: compiler.endingDay(until),
      bounded: from !== undefined || until !== undefined,
    }));
}

/** True, false or undefined (unknown) over all conditions; stops at the first false. */
export function conditionsHold({ conditions, frame }: CompiledRules, ofMonths: Frame): boolean | undefined {
  let unknown = false;
  for (const { holds, monthly } of conditions) {
    const outcome = holds.run(monthly ? ofMonths : frame);
    if (outcome === false) return false;
    if (outcome === undefined) unknown = true;
  }
  return unknown ? undefined : true;
}

/** The months in which the programme pays at all; undefined when a day it needs is unknown. */
function spanOfYear(rules: CompiledRules, question: Question): MonthSpan | undefined {
  const { from, until, months, frame } = rules;
  const first = from.run(frame);
  const last = until.run(frame);
  if (typeof first !== 'number' || typeof last !== 'number') return undefined;
  const payable = payableMonths(months, question, first, last);
  const limit = backPaid(rules, question);
  if (limit === undefined) return undefined;
  return overlap(overlap(payable, limit), question.months ?? WHOLE_YEAR);
}

/** The months of the year that the limit of back pay leaves; undefined when the day of the application is unknown. */
export function backPaid({ backPay, frame }: CompiledRules, { year, confirmedOn }: Question): MonthSpan | undefined {
  if (backPay === undefined) return WHOLE_YEAR;
  const { row, applied } = backPay;
  if (row.limit === 'before_application') {
    const day = applied.run(frame);
    return typeof day === 'number' ? spanFrom(year, monthOfDay(day) - row.months) : undefined;
  }
  const day = confirmedOn === undefined ? undefined : dayOf(confirmedOn);
  if (day === undefined) return WHOLE_YEAR;
  return spanFrom(year, row.limit === 'none' ? yearOfDay(day) * 12 : monthOfDay(day));
}

const spanFrom = (year: number, month: MonthIndex): MonthSpan => spanOf(Math.max(1, month - year * 12 + 1), 12);

function categorySpan(category: CategoryRule, span: MonthSpan, frame: Frame): MonthSpan | undefined {
  const holds = category.when.run(frame);
  if (holds !== true) return holds === undefined ? undefined : NO_MONTHS;
  if (!category.bounded) return span;
  const from = category.from.run(frame);
  const until = category.until.run(frame);
  return typeof from === 'number' && typeof until === 'number' ? overlap(span, spanBetween(frame.year, from, until)) : undefined;
}

/** The amount for a person whose conditions hold: looked up when the same months, categories and counts have been met before. */
export function amountFor(rules: CompiledRules, question: Question, ofMonths: Frame): Entitlement {
  const span = spanOfYear(rules, question);
  if (span === undefined) return UNKNOWN;
  if (span === NO_MONTHS) return INELIGIBLE;
  const { categories, counts, frame } = rules;
  const memo = question.months === undefined ? rules.memo : rules.memoOfMonths;
  memo.begin(question.year, span);
  for (let at = 0; at < categories.length; at += 1) {
    const category = categories[at] as CategoryRule;
    const months = categorySpan(category, span, category.monthly ? ofMonths : frame);
    if (months === undefined) return UNKNOWN;
    memo.category(at, months);
  }
  for (let at = 0; at < counts.length; at += 1) {
    const { count, max, monthly } = counts[at] as CountRule;
    const counted = count.run(monthly ? ofMonths : frame);
    if (typeof counted !== 'number' || counted < 0) return UNKNOWN;
    memo.count(at, counted > max ? max : counted);
  }
  const entitlement = memo.entitlement();
  return entitlement.lines.length === 0 ? INELIGIBLE : entitlement;
}
