import { say } from '@fenming/language';
import { isArrears, type Why } from '@fenming/eligibility';
import { formatYuan, type Fen } from '@fenming/money';
import type { Assessment, Outcome, Programme } from '@fenming/programmes';
import { PAYMENT_STATES, RATE_LAYER_NAMES, unitsText } from '@fenming/words';
import { titlesCited } from '../cited-sources';
import { reasonText } from '../reason-text';

export type FactBody = {
  readonly name: string;
  readonly title: string;
  readonly value: string | number | boolean | null;
  readonly known: boolean;
  readonly text: string;
  readonly source?: NonNullable<Why['origin']>;
};
export type RungBody = {
  readonly id: string;
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly clause: string;
  /** The documents in which the condition was read, by what people call them; none of what the engine finds by itself. */
  readonly sources: readonly string[];
  readonly facts: readonly FactBody[];
  readonly wouldChange?: string;
};
export type PaymentBody = {
  readonly entitlement: string;
  /** 发放, or 补差: arrears are counted on their own. */
  readonly kind_text: string;
  readonly attempt: number;
  readonly batch: string;
  readonly line_no: number;
  readonly amount_fen: Fen;
  readonly state: string;
  readonly state_text: string;
  /** The bank's reason, or why the line was held back, in words. */
  readonly reason_text?: string;
};
type Line = Assessment['lines'][number];
export type LineBody = Pick<Line, 'layer' | 'category' | 'from' | 'to' | 'units' | 'unit' | 'clause' | 'source' | 'funding'> & {
  readonly layer_text: string;
  readonly units_text: string;
  readonly rate_fen: Fen;
  readonly amount_fen: Fen;
  /** The documents in which the line's rule was read, by what people call them. */
  readonly sources: readonly string[];
  readonly sentence: string;
};
/** A text of the rules, and the months that it governs. `withdrawn_by`: the document that took it out of force since. */
export type RuleBody = {
  readonly content_hash: string;
  readonly document_no: string;
  readonly effective_from: string;
  readonly from: string;
  readonly to: string;
  readonly withdrawn_by?: string;
};
/** "Why this amount, why nothing?" as the API answers it and the page shows it: the status first. Amounts in fen. */
export type WhyBody = {
  readonly programme: string;
  readonly programme_name: string;
  readonly year: number;
  readonly status: Why['status'];
  readonly answer: Why['answer'];
  readonly sentence: string;
  readonly case_number?: string;
  readonly excluded_by?: string;
  readonly rules: readonly RuleBody[];
  readonly ladder: readonly RungBody[];
  /** Null for whom what is owed and paid is not. */
  readonly amount_fen: Fen | null;
  /** Whether the county has determined the amount; else it is what the rules would give. */
  readonly determined: boolean;
  readonly lines: readonly LineBody[];
  readonly funding: object;
  readonly payments: readonly PaymentBody[];
};

/** One line of the amount as people read it: months, units, rate, clause and where the clause was read. */
const lineSentence = ({ layer, from, to, units, unit, rateFen, amountFen, clause }: Line, sources: readonly string[]): string =>
  say(
    `${RATE_LAYER_NAMES[layer]}标准 ${from} 至 ${to}：${unitsText(units, unit)} × ${formatYuan(rateFen)} 元，计 ${formatYuan(amountFen)} 元（${clause}；来源：${sources.join('；')}）`,
    `${RATE_LAYER_NAMES[layer]} rate from ${from} to ${to}: ${unitsText(units, unit)} × ${formatYuan(rateFen)} yuan makes ${formatYuan(amountFen)} yuan (${clause}; source: ${sources.join('; ')})`,
  );

type Rung = Assessment['ladder'][number];
type Fact = Rung['facts'][number];

/** A value as the roster's choices call it (农业), not as the rules do (rural). What nobody stated is not known, whatever the rung says. */
const factText = ({ name, value }: Fact, programme: Programme | undefined): string => {
  const choices = Object.entries(programme?.facts.find((fact) => fact.name === name)?.choices ?? {});
  const [called] = choices.find(([, means]) => means === value) ?? [];
  if (value === null) return say('不详', 'not known');
  if (called !== undefined) return called;
  return typeof value === 'boolean' ? (value ? say('是', 'yes') : say('否', 'no')) : String(value);
};

const together = (texts: readonly (string | undefined)[]): string | undefined => {
  const told = [...new Set(texts.filter((text) => text !== undefined))];
  return told.length === 0 ? undefined : told.join('；');
};

/** Two conditions with the same words and outcome are told once, with the facts, the sources and the ways out of both. */
type MergedRung = Omit<Rung, 'source'> & { readonly cited: readonly string[] };
const merged = (ladder: readonly Rung[]): readonly MergedRung[] => {
  const groups = new Map<string, Rung[]>();
  for (const rung of ladder) {
    const words = JSON.stringify([rung.sentence, rung.clause, rung.outcome]);
    groups.set(words, [...(groups.get(words) ?? []), rung]);
  }
  return [...groups.values()].flatMap((equal) => {
    const [found] = equal;
    if (found === undefined) return [];
    const { source: _, ...first } = found;
    const cited = equal.flatMap(({ source }) => source ?? []);
    const facts = new Map(equal.flatMap((rung) => rung.facts).map((fact) => [fact.name, fact]));
    const wouldChange = together(equal.map((rung) => rung.wouldChange));
    return [{ ...first, cited, facts: [...facts.values()], ...(wouldChange === undefined ? {} : { wouldChange }) }];
  });
};

/** Each condition once, each fact with its text and the recorded event it was read from; a fact nobody stated has none. */
export const ladderOf = ({ assessment, origin, text }: Pick<Why, 'assessment' | 'origin' | 'text'>): readonly RungBody[] =>
  merged(assessment?.ladder ?? []).map(({ cited, ...rung }) => ({
    ...rung,
    sources: [...new Set(cited.flatMap((source) => titlesCited(source, text)))],
    facts: rung.facts.map((fact) => ({
      ...fact,
      known: fact.value !== null,
      text: factText(fact, text),
      ...(fact.value === null || origin === undefined ? {} : { source: origin }),
    })),
  }));

const lineBody = (line: Line, programme: Programme | undefined): LineBody => {
  const sources = titlesCited(line.source, programme);
  return {
    layer: line.layer,
    layer_text: RATE_LAYER_NAMES[line.layer],
    category: line.category,
    from: line.from,
    to: line.to,
    units: line.units,
    unit: line.unit,
    units_text: unitsText(line.units, line.unit),
    rate_fen: line.rateFen,
    amount_fen: line.amountFen,
    clause: line.clause,
    source: line.source,
    sources,
    funding: line.funding,
    sentence: lineSentence(line, sources),
  };
};

/** What is owed, decided and paid; neither the conditions nor the categories that the amount is made of. */
export const withoutFacts = (body: WhyBody): WhyBody => ({ ...body, ladder: [], lines: [] });

const monthText = (year: number, number: number): string => `${year}-${String(number).padStart(2, '0')}`;
const ruleBody = ({ version, first, last }: Why['rules'][number], year: number): RuleBody => ({
  content_hash: version.contentHash,
  document_no: version.documentNo,
  effective_from: version.effectiveFrom,
  from: monthText(year, first),
  to: monthText(year, last),
  ...(version.withdrawn === undefined ? {} : { withdrawn_by: version.withdrawn.documentNo }),
});

const paymentBody = ({ batch_id, reason, ...line }: Why['payments'][number]): PaymentBody => ({
  entitlement: line.entitlement,
  kind_text: isArrears(line.entitlement) ? say('补差', 'arrears') : say('发放', 'payment'),
  attempt: line.attempt,
  batch: batch_id,
  line_no: line.line_no,
  amount_fen: line.amount_fen,
  state: line.state,
  state_text: PAYMENT_STATES[line.state],
  ...(reason === null ? {} : { reason_text: reasonText(reason) }),
});

export const whyBody = (why: Why): WhyBody => ({
  programme: why.programme.id,
  programme_name: why.programme.name,
  year: why.year,
  status: why.status,
  answer: why.answer,
  sentence: why.sentence,
  ...(why.caseNumber === undefined ? {} : { case_number: why.caseNumber }),
  ...(why.excludedBy === undefined ? {} : { excluded_by: why.excludedBy }),
  rules: why.rules.map((rule) => ruleBody(rule, why.year)),
  ladder: ladderOf(why),
  amount_fen: why.amountFen ?? null,
  determined: why.determined,
  lines: (why.assessment?.lines ?? []).map((line) => lineBody(line, why.text)),
  funding: why.assessment?.funding ?? {},
  payments: why.payments.map(paymentBody),
});
