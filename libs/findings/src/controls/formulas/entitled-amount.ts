import { say } from '@fenming/language';
import { plainDate, type PlainDate } from '@fenming/calendar';
import { entitleYear, spanOf, type AmountRow, type FundingLayer, type Programme, type Question } from '@fenming/programmes';
import type { AmountLineText, EntitlementDetermined } from '@fenming/subsidy';
import { outcomesDiffer } from './condition-outcomes';
import { fenOf, LAYER_TITLES, LAYERS, layersOf, sumOf } from '../register/fundings';
import { roundedFen, twelfthsOf } from '../register/months';
import type { LeftOn } from '../register/exits';
import type { Registers } from '../register/registers';
import type { TextOf } from '../register/adopted-texts';
import { yuanText } from '../yuan-text';

const holdsFor = (row: AmountRow, line: AmountLineText, regions: readonly string[]): boolean =>
  row.layer === line.layer &&
  row.category === line.category &&
  row.regions.some((region) => regions.includes(region)) &&
  String(row.rateFen) === line.rateFen &&
  (row.unit === line.unit || `${row.unit}/12` === line.unit) &&
  row.from <= line.from &&
  (row.to === undefined || line.to <= row.to);

const DECIMALS = 1_000_000_000_000n;
/** A percent with up to twelve decimals as a whole number of 10⁻¹². */
const percentOf = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * DECIMALS + BigInt(fraction.padEnd(12, '0'));
};

/** An amount by the shares of its row: each cut down to whole fen, what is left to the named budget. */
function splitBy({ shares, remainderTo }: AmountRow, amount: bigint): Map<FundingLayer, bigint> {
  const parts = new Map(shares.map(({ to, percent }) => [to, (amount * percentOf(percent)) / (100n * DECIMALS)]));
  const left = [...parts.values()].reduce((rest, part) => rest - part, amount);
  return parts.set(remainderTo, (parts.get(remainderTo) ?? 0n) + left);
}

/** `exact`: twelfths of a fen so far, by layer and category. */
type Recomputed = { amount: bigint; readonly layers: bigint[]; capped: bigint; readonly exact: Map<string, bigint> };

const isTwelfths = ({ unit }: AmountLineText): boolean => unit.endsWith('/12');

/** The rounded sum so far of a line's layer and category, less what came before it. */
function amountOf(line: AmountLineText, { exact }: Recomputed): bigint {
  const name = `${line.layer} ${line.category}`;
  const before = exact.get(name) ?? 0n;
  const sum = before + twelfthsOf(line);
  exact.set(name, sum);
  return roundedFen(sum) - roundedFen(before);
}

const notInRules = (line: AmountLineText): string =>
  say(
    `${line.from}～${line.to} 的标准 ${yuanText(line.rateFen)} 元（${line.category}）不在规则中`,
    `the rate of ${yuanText(line.rateFen)} yuan (${line.category}) from ${line.from} to ${line.to} is not in the rules`,
  );

/** Adds one line to what was recomputed; a sentence where the line is not of the rules. */
function addLine(recomputed: Recomputed, line: AmountLineText, textOf: TextOf): string | undefined {
  if (line.category === 'cap') {
    recomputed.capped += fenOf(line.amountFen);
    return undefined;
  }
  const text = textOf(line.contentHash);
  if (text === undefined) return unreadRules(line.contentHash.slice(0, 12));
  const row = text.definition.amounts.find((candidate) => holdsFor(candidate, line, text.programme.regions));
  if (row === undefined) return notInRules(line);
  const amount = amountOf(line, recomputed);
  recomputed.amount += amount;
  const parts = splitBy(row, amount);
  LAYERS.forEach((layer, at) => {
    recomputed.layers[at] = (recomputed.layers[at] ?? 0n) + (parts.get(layer) ?? 0n);
  });
  const stated = fenOf(line.amountFen);
  return amount === stated
    ? undefined
    : say(
        `${line.units} × ${yuanText(line.rateFen)} 元${isTwelfths(line) ? ' ÷ 12' : ''}应为 ${yuanText(amount)} 元，记为 ${yuanText(stated)} 元，相差 ${yuanText(stated - amount)} 元`,
        `${line.units} × ${yuanText(line.rateFen)} yuan${isTwelfths(line) ? ' ÷ 12' : ''} should be ${yuanText(amount)} yuan and is noted as ${yuanText(stated)} yuan, ${yuanText(stated - amount)} yuan apart`,
      );
}

/** The cap takes back what passes it; which budget bears the odd fen is the rule's own matter, so a capped split is checked by its sum. */
function differenceOf({ amountFen, funding }: EntitlementDetermined['data'], recomputed: Recomputed): string | undefined {
  const [stated, due] = [fenOf(amountFen), recomputed.amount + recomputed.capped];
  if (stated !== due)
    return say(
      `逐行合计 ${yuanText(due)} 元，核定 ${yuanText(stated)} 元，相差 ${yuanText(stated - due)} 元`,
      `the lines add up to ${yuanText(due)} yuan, ${yuanText(stated)} yuan were determined, ${yuanText(stated - due)} yuan apart`,
    );
  const layers = layersOf(funding);
  if (sumOf(layers) !== stated)
    return say(
      `各级资金合计 ${yuanText(sumOf(layers))} 元，核定 ${yuanText(stated)} 元，相差 ${yuanText(sumOf(layers) - stated)} 元`,
      `the layers add up to ${yuanText(sumOf(layers))} yuan, ${yuanText(stated)} yuan were determined, ${yuanText(sumOf(layers) - stated)} yuan apart`,
    );
  if (recomputed.capped !== 0n) return undefined;
  const at = layers.findIndex((amount, layer) => amount !== recomputed.layers[layer]);
  return at < 0
    ? undefined
    : say(
        `${LAYER_TITLES[at]}分担应为 ${yuanText(recomputed.layers[at] ?? 0n)} 元，记为 ${yuanText(layers[at] ?? 0n)} 元`,
        `the share of ${LAYER_TITLES[at]} should be ${yuanText(recomputed.layers[at] ?? 0n)} yuan and is noted as ${yuanText(layers[at] ?? 0n)} yuan`,
      );
}

export const unreadRules = (hash: string): string =>
  say(`所用规则（${hash}）不在日志中，或读不懂`, `the rules used (${hash}) are not in the log or cannot be read`);

/** The entitlement recomputed from its own lines and the texts of the rules; undefined where nothing differs. */
export function recompute(determined: EntitlementDetermined['data'], textOf: TextOf): string | undefined {
  if (determined.lines.length === 0)
    return fenOf(determined.amountFen) === 0n && sumOf(layersOf(determined.funding)) === 0n
      ? undefined
      : say('没有计算明细', 'there is no calculation');
  const recomputed: Recomputed = { amount: 0n, layers: [0n, 0n, 0n, 0n], capped: 0n, exact: new Map() };
  for (const line of determined.lines) {
    const wrong = addLine(recomputed, line, textOf);
    if (wrong !== undefined) return wrong;
  }
  return differenceOf(determined, recomputed);
}

/** The day (yyyymmdd, 0 for none) of the county's first confirmation, where a text counts from it. */
const confirmationFor = (
  texts: readonly { readonly programme: Programme }[],
  day: number,
): { readonly confirmedOn?: PlainDate } => {
  if (day === 0 || !texts.some(({ programme }) => programme.countsFromConfirmation)) return {};
  return { confirmedOn: plainDate(String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')) };
};

/** The amount and the outcomes of the conditions from the facts themselves, where the caller can open them; undefined where nothing differs or they stay sealed. */
export function recomputeFromFacts(
  { facts, cases }: Pick<Registers, 'facts' | 'cases'>,
  determined: EntitlementDetermined['data'],
  textOf: TextOf,
  since: LeftOn & Pick<Question, 'givenWay' | 'paidElsewhere'> = {},
): string | undefined {
  const { enrolmentId, year, amountFen, texts } = determined;
  const known = facts?.(determined);
  const [first, ...others] = texts.flatMap(({ contentHash, first: from, last }) => {
    const programme = textOf(contentHash)?.programme;
    return programme === undefined ? [] : [{ programme, months: spanOf(from, last) }];
  });
  if (known === undefined || first === undefined) return undefined;
  const days = {
    ...since,
    ...confirmationFor([first, ...others], cases.confirmed.get(cases.ids.find(enrolmentId))),
  };
  const due = BigInt(entitleYear([first, ...others], { ...known, year, ...days }).amountFen);
  const stated = fenOf(amountFen);
  return due === stated
    ? outcomesDiffer(determined, known, textOf, since)
    : say(
        `按事实计算应为 ${yuanText(due)} 元，记为 ${yuanText(stated)} 元，相差 ${yuanText(stated - due)} 元`,
        `by the facts it should be ${yuanText(due)} yuan and is noted as ${yuanText(stated)} yuan, ${yuanText(stated - due)} yuan apart`,
      );
}
