import { say } from '@fenming/language';
import { contradictory } from './file-refused';
import { attributeOf, nameOf, readXml, type Tag } from './xml';

/** Built-in number formats that show a date or time: ECMA-376 part 1, 18.8.30, with those that East Asian versions of Excel add. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Reads a styles part: the numbers of the cell styles (`s` of a cell) that show a number as a date. */
export async function dateStyles(chunks: AsyncIterable<string>): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  const path: string[] = [];
  const open = (tag: Tag): void => {
    const [name, parent] = [nameOf(tag), path.at(-1)];
    path.push(name);
    // Conditional formats write number formats of their own, under numbers that may be taken.
    if (name === 'numFmt' && parent === 'numFmts') codes.set(numberOf(tag), attributeOf(tag, 'formatCode') ?? '');
    if (name !== 'xf' || !path.includes('cellXfs')) return;
    // Cells name a style by its number: one that stands in several forms would give every cell after it another.
    if (parent !== 'cellXfs')
      throw contradictory(
        say(
          '文件的样式表里有一条写了不止一种形式，无法确定哪些格是日期',
          "an entry of the file's styles has more than one form, so nobody can tell which cells are days",
        ),
      );
    formats.push(numberOf(tag));
  };
  await readXml(chunks, { open, close: () => void path.pop() });
  // A file may write out a built-in format under its own number; what it writes counts.
  const isDate = (id: number): boolean => {
    const code = codes.get(id);
    return code === undefined ? BUILT_IN.some(([from, to]) => id >= from && id <= to) : showsDate(code);
  };
  return new Set(formats.flatMap((id, style) => (isDate(id) ? [style] : [])));
}

function numberOf(tag: Tag): number {
  return Number(attributeOf(tag, 'numFmtId') ?? 0);
}

// Text in quotes, escaped signs, spacing and filling signs, and brackets for colours, conditions and languages say nothing about dates.
const NOT_A_FIELD = /"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/giu;
const GENERAL = /general|g\/通用格式/giu;
const EXPONENT = /e[+-]/giu;

/** Whether a number format shows a date: yyyy"年"m"月", [$-804]aaaa, [h]:mm; but not 0.00E+00, General or #,##0"m". */
function showsDate(formatCode: string): boolean {
  const [positive = ''] = formatCode.replaceAll(NOT_A_FIELD, '').split(';');
  const fields = positive.replaceAll(GENERAL, '').replaceAll(EXPONENT, '');
  return /[ymdhs]|aaa|e|b{2}/iu.test(fields);
}
