import { listed, say } from '@fenming/language';
import { isPlainDate, type PlainDate } from '../plain-date';
import { daysFrom } from './holiday-table';

/** Where a holiday file is wrong: its line from 1, the column by its title, and what is to be mended. */
export type HolidayFault = { readonly line: number; readonly column: string; readonly value: string; readonly reason: string };

/** A day as a line of the file names it. */
export type NamedDay = { readonly date: PlainDate; readonly line: number; readonly column: string };
/** What the lines say, read one by one; nothing is left out unsaid. */
export type HolidayLines = {
  readonly year?: number;
  readonly title?: string;
  readonly documentNo?: string;
  readonly holidays: readonly NamedDay[];
  readonly workdays: readonly NamedDay[];
  readonly faults: readonly HolidayFault[];
};

const KINDS = ['年度', '文件', '文号', '放假', '上班'] as const;
type Kind = (typeof KINDS)[number];
type Line = { readonly number: number; readonly kind: string; readonly cells: readonly string[]; readonly rest: string };

const LONGEST_SHOWN = 12;
const MAX_BREAK = 31;
/** A long text in a wrong file may be a citizen id: only short ones are repeated. */
const shownOf = (text: string): string =>
  text.length <= LONGEST_SHOWN ? text : say(`（${text.length} 个字）`, ` (${text.length} characters)`);
const unquoted = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
const fault = ({ number: line }: Line, column: string, value: string, reason: string): HolidayFault => ({
  line,
  column,
  value: shownOf(value),
  reason,
});

/** Spreadsheets pad a line with commas and tabs; people type full-width ones. */
const lineOf = (text: string, index: number): Line => {
  const [first = '', ...others] = text.split(/[,，\t]/);
  return {
    number: index + 1,
    kind: unquoted(first).normalize('NFKC'),
    cells: others.map((cell) => unquoted(cell).normalize('NFKC')),
    rest: unquoted(text.slice(first.length + 1).replace(/[\s,，]+$/, '')),
  };
};

/** `2027-01-01`, `2027/1/1`, `2027.1.1` and `2027年1月1日` are one day; undefined where the calendar has none. */
const dayOf = (cell: string): PlainDate | undefined => {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell) ?? [];
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(text) ? text : undefined;
};

const noDay = (): string =>
  say('没有这一天，应为 2027-01-01 这样的日期', 'there is no such day; it should be a day like 2027-01-01');

type Days = { readonly days: readonly NamedDay[] } | { readonly fault: HolidayFault };

const daysOf = (line: Line): Days => {
  const [from = '', to = ''] = line.cells;
  const first = dayOf(from);
  if (first === undefined) return { fault: fault(line, say('起日', 'from'), from, noDay()) };
  const last = to === '' ? first : dayOf(to);
  if (last === undefined)
    return {
      fault: fault(
        line,
        say('止日', 'to'),
        to,
        say(
          `${noDay()}；只有一天时留空，节日名称写在第四列`,
          `${noDay()}; left empty for a single day, with the name of the holiday in the fourth column`,
        ),
      ),
    };
  if (last < first) return { fault: fault(line, say('止日', 'to'), to, say('止日早于起日', 'the last day is before the first')) };
  const days = daysFrom(first, last);
  if (days.length > MAX_BREAK)
    return {
      fault: fault(
        line,
        say('止日', 'to'),
        to,
        say(`一次放假或上班不会有 ${days.length} 天`, `nobody is off, or works instead, for ${days.length} days at a time`),
      ),
    };
  return {
    days: days.map((date) => ({ date, line: line.number, column: date === first ? say('起日', 'from') : say('止日', 'to') })),
  };
};

type Read = {
  -readonly [Key in keyof HolidayLines]: HolidayLines[Key] extends readonly (infer One)[] ? One[] : HolidayLines[Key];
};

const headOf = (read: Read, line: Line): HolidayFault | undefined => {
  const { kind, rest } = line;
  const before = { 年度: read.year, 文件: read.title, 文号: read.documentNo }[kind];
  if (before !== undefined) return fault(line, kind, rest, say(`“${kind}”写了两次`, `“${kind}” is written twice`));
  if (rest === '') return fault(line, kind, '', say(`“${kind}”后面没有内容`, `nothing stands after “${kind}”`));
  if (kind === '文件') read.title = rest;
  else if (kind === '文号') read.documentNo = rest;
  else {
    const year = /^(\d{4})年?$/.exec(rest.normalize('NFKC'))?.[1];
    if (year === undefined || year < '2000' || year > '2100')
      return fault(
        line,
        kind,
        rest,
        say('应为 2000 至 2100 的年份，如 2027', 'it should be a year from 2000 to 2100, such as 2027'),
      );
    read.year = Number(year);
  }
  return undefined;
};

const isKind = (kind: string): kind is Kind => KINDS.some((known) => known === kind);

const take = (read: Read, line: Line): void => {
  const { kind } = line;
  if (!isKind(kind)) {
    read.faults.push(
      fault(
        line,
        say('类别', 'kind'),
        kind,
        say(`第一列应为 ${KINDS.join('、')} 之一`, `the first column should be one of ${listed(KINDS)}`),
      ),
    );
    return;
  }
  if (kind === '放假' || kind === '上班') {
    const days = daysOf(line);
    if ('fault' in days) read.faults.push(days.fault);
    else (kind === '放假' ? read.holidays : read.workdays).push(...days.days);
    return;
  }
  const wrong = headOf(read, line);
  if (wrong !== undefined) read.faults.push(wrong);
};

/** Reads every line: `年度,2027`, `文件,…`, `文号,…`, `放假,起日,止日,节日`, `上班,日`. Blank lines and lines that begin with # say nothing. */
export function readHolidayLines(text: string): HolidayLines {
  const read: Read = { holidays: [], workdays: [], faults: [] };
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const empty = /^[\s,，"]*$/.test(written) || written.trimStart().startsWith('#');
    if (!empty) take(read, lineOf(written, index));
  }
  return read;
}
