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
  let inCellStyles = false;
  const open = (tag: Tag): void => {
    const name = nameOf(tag);
    if (name === 'numFmt') codes.set(numberOf(tag), attributeOf(tag, 'formatCode') ?? '');
    else if (name === 'cellXfs') inCellStyles = true;
    else if (name === 'xf' && inCellStyles) formats.push(numberOf(tag));
  };
  const close = (tag: Tag): void => {
    if (nameOf(tag) === 'cellXfs') inCellStyles = false;
  };
  await readXml(chunks, { open, close });
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
export function showsDate(formatCode: string): boolean {
  const [positive = ''] = formatCode.replaceAll(NOT_A_FIELD, '').split(';');
  const fields = positive.replaceAll(GENERAL, '').replaceAll(EXPONENT, '');
  return /[ymdhs]|aaa|e|b{2}/iu.test(fields);
}
