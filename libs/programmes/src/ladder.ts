import { listed, say } from '@fenming/language';
import type { FactDefinition } from './definition';
import { type Day, dayText, monthOfDay, monthText, yearOfDay } from './days';
import { backPaid, type ConditionRule, type CompiledRules } from './engine';
import { enter, type Frame } from './frame';
import type { Value } from './language';
import type { Outcome, Question, Rung } from './programme';
import { firstOf, lastOf, type MonthSpan, NO_MONTHS, spansBetween, WHOLE_YEAR } from './proration';
import { partsOf } from './year-parts';

const outcomeOf = (value: Value): Outcome => (value === undefined ? 'unknown' : value === true ? 'true' : 'false');

/** The ids of the engine's own rungs, which no condition of a text may have. */
export const OWN_RUNGS: readonly string[] = [
  'alive',
  'inForce',
  'offered',
  'months',
  'backPay',
  'givenWay',
  'paidElsewhere',
  'amount',
];

/** Whether a rung keeps somebody from the programme, as things are known. */
export const standsInTheWay = ({ outcome }: Rung): boolean => outcome === 'false' || outcome === 'unknown';

type FactTitles = ReadonlyMap<string, FactDefinition>;

function factsUsed(names: readonly string[], titles: FactTitles, question: Question): Rung['facts'] {
  return names.map((name) => ({ name, title: titles.get(name)?.title ?? name, value: question.facts[name] ?? null }));
}

/** A condition that is decided was decided without the facts that nobody stated. */
const decidedBy = (outcome: Outcome, facts: Rung['facts']): Rung['facts'] =>
  outcome === 'unknown' ? facts : facts.filter(({ value }) => value !== null);

/** Names what to supply: the facts that are absent, else all that the rule looks at (one of them is unreadable). */
function supply(facts: Rung['facts']): string {
  const absent = facts.filter(({ value }) => value === null);
  return say(
    `补充事实：${(absent.length > 0 ? absent : facts).map(({ title }) => title).join('、')}`,
    `supply the facts: ${listed((absent.length > 0 ? absent : facts).map((fact) => fact.title))}`,
  );
}

function changeOf({ definition, on }: ConditionRule, frame: Frame): string | undefined {
  if (definition.change === undefined) return undefined;
  const day = on?.run(frame);
  if (typeof day !== 'number') return definition.change.text;
  // A day that has passed without making the condition true will not do so any more.
  return day > frame.testDay ? `${monthText(monthOfDay(day))} ${definition.change.text}` : undefined;
}

export function conditionRung(rule: ConditionRule, titles: FactTitles, question: Question, frame: Frame): Rung {
  const { id, sentence, clause, source } = rule.definition;
  if (rule.asked?.run(frame) === false)
    return { id, outcome: 'not_asked', sentence, clause, source, facts: factsUsed(rule.asked.facts, titles, question) };
  const outcome = outcomeOf(rule.holds.run(frame));
  const facts = decidedBy(outcome, factsUsed(rule.holds.facts, titles, question));
  const wouldChange = outcome === 'unknown' ? supply(facts) : outcome === 'false' ? changeOf(rule, frame) : undefined;
  return { id, outcome, sentence, clause, source, facts, ...(wouldChange === undefined ? {} : { wouldChange }) };
}

/** A condition that is tested monthly, over facts that changed within the year: met in all months, in none, or in those that it names. */
export function monthlyRung(
  rule: ConditionRule,
  titles: FactTitles,
  question: Question,
  { monthFrame, monthlyFacts }: CompiledRules,
): Rung {
  const parts = partsOf(question, monthlyFacts).map(({ months, facts }) => {
    const asked = { ...question, facts };
    enter(monthFrame, asked);
    return { months, rung: conditionRung(rule, titles, asked, monthFrame) };
  });
  const last = parts.at(-1)?.rung ?? conditionRung(rule, titles, question, monthFrame);
  const unknown = parts.find(({ rung }) => rung.outcome === 'unknown');
  if (unknown !== undefined) return unknown.rung;
  if (parts.every(({ rung }) => rung.outcome === last.outcome)) return last;
  const met = parts.filter(({ rung }) => rung.outcome !== 'false');
  const spans = met.map(({ months }) => spanText(months)).join(say('、', ', '));
  const { sentence, ...rung } = met.at(-1)?.rung ?? last;
  return {
    ...rung,
    outcome: 'true',
    sentence: say(`${sentence}（本年度 ${spans} 月）`, `${sentence} (in months ${spans} of the year)`),
  };
}

const spanText = (span: MonthSpan): string => {
  const [first, last] = [firstOf(span), lastOf(span)];
  return first === last ? String(first) : say(`${first} 至 ${last}`, `${first} to ${last}`);
};

/** What the limit of back pay takes from a year, where it takes something. */
export function backPayRungs(rules: CompiledRules, question: Question): readonly Rung[] {
  const left = backPaid(rules, question);
  if (rules.backPay === undefined || left === undefined || left === WHOLE_YEAR) return [];
  const { clause, source } = rules.backPay.row;
  const { year } = question;
  const sentence =
    left === NO_MONTHS
      ? say(`不补发 ${year} 年度`, `nothing is paid for ${year} afterwards`)
      : say(
          `不补发 ${year} 年 ${firstOf(left)} 月以前的月份`,
          `the months of ${year} before month ${firstOf(left)} are not paid afterwards`,
        );
  return [{ id: 'backPay', outcome: left === NO_MONTHS ? 'false' : 'true', sentence, clause, source, facts: [] }];
}

/** Which months another programme of the person takes, without its name: not everybody who reads this may know it. */
export function givenWayRungs({ givenWay, year }: Question, rules: CompiledRules): readonly Rung[] {
  if (givenWay === undefined || givenWay.length === 0) return [];
  const left = spansBetween(givenWay).map(spanText).join(say('、', ', '));
  const [outcome, sentence] =
    left === ''
      ? [
          'false' as const,
          say(`${year} 年度全年享受不能兼得的另一项目`, `all of ${year} is paid by another programme that this one excludes`),
        ]
      : [
          'true' as const,
          say(
            `${year} 年其余月份享受不能兼得的另一项目，本项目计 ${left} 月`,
            `the other months of ${year} are paid by another programme that this one excludes; this one counts months ${left}`,
          ),
        ];
  return [ownRung('givenWay', outcome, sentence, rules.proration.clause)];
}

/** Which months another county has paid. */
export function paidElsewhereRungs({ paidElsewhere, year }: Question, rules: CompiledRules): readonly Rung[] {
  if (paidElsewhere === undefined || paidElsewhere.length === 0) return [];
  const left = spansBetween(paidElsewhere).map(spanText).join(say('、', ', '));
  const [outcome, sentence] =
    left === ''
      ? ['false' as const, say(`${year} 年度全年已由外县发放`, `all of ${year} was paid by another county`)]
      : [
          'true' as const,
          say(
            `${year} 年其余月份已由外县发放，本县计 ${left} 月`,
            `the other months of ${year} were paid by another county; this one counts months ${left}`,
          ),
        ];
  return [ownRung('paidElsewhere', outcome, sentence, rules.proration.clause)];
}

/** A rung of the engine's own, added only where it says something. */
const ownRung = (id: string, outcome: Outcome, sentence: string, clause: string): Rung => ({
  id,
  outcome,
  sentence,
  clause,
  facts: [],
});

export const outOfForceRung = (year: number, from: string, to: string | undefined): Rung =>
  ownRung(
    'inForce',
    'false',
    say(
      `${year} 年度不在项目有效期内（${from} 至 ${to ?? '今'}）`,
      `${year} is outside the period of the programme (${from} to ${to ?? 'now'})`,
    ),
    say('项目有效期', 'period of the programme'),
  );

export const notOfferedRung = (): Rung =>
  ownRung(
    'offered',
    'false',
    say('本地区没有该项目的发放标准', 'there is no rate of this programme for this region'),
    say('项目标准', 'rate of the programme'),
  );

export function aliveRung(rules: CompiledRules, diedOn: Day, year: number): Rung {
  const alive = yearOfDay(diedOn) >= year;
  return ownRung(
    'alive',
    alive ? 'true' : 'false',
    say(
      `${dayText(diedOn)} 死亡${alive ? '，当年按规定计发至死亡时' : '，其后年度不再发放'}`,
      `died on ${dayText(diedOn)}${alive ? ', paid for that year until the death' : ', and nothing is paid for later years'}`,
    ),
    rules.death.clause,
  );
}

export const noMonthsRung = (rules: CompiledRules): Rung =>
  ownRung(
    'months',
    'false',
    say('本年度没有应计发的月份或适用的标准', 'there is no month to be paid for in this year, or no rate that applies'),
    rules.proration.clause,
  );

export function unknownAmountRung(rules: CompiledRules, titles: FactTitles, question: Question): Rung {
  const parts = [
    rules.from,
    rules.until,
    ...rules.categories.flatMap(({ when, from, until }) => [when, from, until]),
    ...rules.counts.map(({ count }) => count),
    ...(rules.backPay === undefined ? [] : [rules.backPay.applied]),
  ];
  const facts = factsUsed([...new Set(parts.flatMap((part) => part.facts))], titles, question);
  return {
    id: 'amount',
    outcome: 'unknown',
    sentence: say('确定计发月份和标准所需的事实齐全', 'the facts for the months and the rate are complete'),
    clause: rules.proration.clause,
    facts,
    wouldChange: supply(facts),
  };
}
