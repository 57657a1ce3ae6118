import { displayWidth, padEnd, padStart } from './width';

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/** Lines of a table whose columns stand under each other, Chinese characters counted as two columns. */
export const tableLines = (columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] => {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => displayWidth(row[index] ?? ''))));
  const cell = (text: string, index: number): string =>
    (columns[index]?.align === 'right' ? padStart : padEnd)(text, widths[index] ?? 0);
  return all.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd());
};
