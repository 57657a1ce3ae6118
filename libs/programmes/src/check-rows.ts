import { say } from '@fenming/language';
import { firstDay, isPlainDate, lastDay, type Month, monthOf, type PlainDate } from '@fenming/calendar';
import { type Fen, MoneyError, parseYuan, type Share, splitByShares, ZERO_FEN } from '@fenming/money';
import type { Fault } from './check-expressions';
import { type AmountRow, FUNDING_LAYERS, type FundingLayer } from './definition';
import type { RawAmount, RawDefinition } from './raw-definition';

export const sharesOf = ({ funding }: RawAmount): readonly Share<FundingLayer>[] =>
  FUNDING_LAYERS.flatMap((to) => (funding[to] === undefined ? [] : [{ to, percent: String(funding[to]) }]));

/** Reads yuan as written in YAML, quoted or not; undefined when it is not an amount with at most two decimals. */
export function yuanIn(written: string | number): Fen | undefined {
  try {
    return parseYuan(String(written));
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}

export function amountRow(raw: RawAmount): AmountRow {
  const shares = sharesOf(raw);
  const { regions, layer, category, unit, clause, source } = raw;
  const from = monthOf(raw.from as PlainDate);
  const lowest = shares.at(-1)?.to ?? 'county';
  return {
    regions,
    layer,
    category,
    unit,
    clause,
    source,
    from,
    ...(raw.to === undefined ? {} : { to: monthOf(raw.to as PlainDate) }),
    rateFen: yuanIn(raw.rate) ?? ZERO_FEN,
    shares,
    remainderTo: raw.remainderTo ?? lowest,
    confidence: raw.confidence ?? 'found',
  };
}

function rateFaults(raw: RawAmount, pointer: string): readonly Fault[] {
  const rate = yuanIn(raw.rate);
  if (rate === undefined)
    return [
      {
        pointer: `${pointer}/rate`,
        reason: say(
          `标准 "${raw.rate}" 不是最多两位小数的元`,
          `the rate "${raw.rate}" is no amount of yuan with at most two decimals`,
        ),
      },
    ];
  return rate < 0 ? [{ pointer: `${pointer}/rate`, reason: say('标准不能为负', 'a rate cannot be negative') }] : [];
}

function fundingFaults(raw: RawAmount, pointer: string): readonly Fault[] {
  const shares = sharesOf(raw);
  const remainderTo = raw.remainderTo ?? shares.at(-1)?.to ?? 'county';
  try {
    splitByShares(ZERO_FEN, shares, remainderTo);
    return [];
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    const written = shares.map(({ to, percent }) => `${to} ${percent}`).join(' + ');
    return [
      {
        pointer: `${pointer}/funding`,
        reason: say(
          `各级财政分担比例之和必须正好为 100%，每级只写一次，且余数须归其中一级：${written}，余数归 ${remainderTo}`,
          `the shares of the layers have to add up to exactly 100%, each layer once, with the remainder going to one of them: ${written}, remainder to ${remainderTo}`,
        ),
      },
    ];
  }
}

/** Rates change at the turn of a month: every source found does so, and whole months keep the arithmetic whole. */
function dateFaults(raw: RawAmount, pointer: string): readonly Fault[] {
  if (!isPlainDate(raw.from) || firstDay(monthOf(raw.from)) !== raw.from)
    return [
      {
        pointer: `${pointer}/from`,
        reason: say(`开始日期 "${raw.from}" 须为某月 1 日`, `the start "${raw.from}" has to be the first day of a month`),
      },
    ];
  if (raw.to === undefined) return [];
  if (!isPlainDate(raw.to) || lastDay(monthOf(raw.to)) !== raw.to)
    return [
      {
        pointer: `${pointer}/to`,
        reason: say(`结束日期 "${raw.to}" 须为某月最后一日`, `the end "${raw.to}" has to be the last day of a month`),
      },
    ];
  return raw.to < raw.from
    ? [
        {
          pointer: `${pointer}/to`,
          reason: say(`结束日期 ${raw.to} 早于开始日期 ${raw.from}`, `the end ${raw.to} is before the start ${raw.from}`),
        },
      ]
    : [];
}

const overlapping = (a: AmountRow, b: AmountRow): boolean =>
  (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);
const monthsOf = ({ from, to }: AmountRow): string =>
  say(`${from} 至 ${to ?? (say('今', 'now') as Month)}`, `${from} to ${to ?? (say('今', 'now') as Month)}`);

function overlapFaults(rows: readonly AmountRow[]): readonly Fault[] {
  return rows.flatMap((row, at) => {
    const earlier = rows.findIndex(
      (other, index) =>
        index < at &&
        other.layer === row.layer &&
        other.category === row.category &&
        other.regions.some((region) => row.regions.includes(region)) &&
        overlapping(other, row),
    );
    const other = rows[earlier];
    if (other === undefined) return [];
    return [
      {
        pointer: `/amounts/${at}/from`,
        reason: say(
          `同一层级、同一类别的标准日期重叠：第 ${earlier + 1} 行 ${monthsOf(other)} 与第 ${at + 1} 行 ${monthsOf(row)}`,
          `the days of rates of one layer and category overlap: row ${earlier + 1} ${monthsOf(other)} and row ${at + 1} ${monthsOf(row)}`,
        ),
      },
    ];
  });
}

/** Everything about rates that a schema cannot say. */
export function checkAmounts(raw: RawDefinition): readonly Fault[] {
  const categories = new Set(['all', ...(raw.categories ?? []).map(({ id }) => id)]);
  const faults = raw.amounts.flatMap((row, at) => {
    const pointer = `/amounts/${at}`;
    const unknown = categories.has(row.category)
      ? []
      : [
          {
            pointer: `${pointer}/category`,
            reason: say(`没有名为 "${row.category}" 的类别`, `there is no category "${row.category}"`),
          },
        ];
    return [...unknown, ...rateFaults(row, pointer), ...dateFaults(row, pointer), ...fundingFaults(row, pointer)];
  });
  return faults.length > 0 ? faults : overlapFaults(raw.amounts.map(amountRow));
}
