/** A value as CSV has it (RFC 4180). */
export const inQuotes = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** The values of a row, in quotes or not: one in quotes may hold the delimiter, and a quote written twice. Spaces around a value are no part of it. */
export function quotedCells(row: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at <= row.length;) {
    const end = endOfCell(row, at, delimiter);
    cells.push(unquoted(row.slice(at, end).trim()));
    at = end + delimiter.length;
  }
  return cells;
}

function endOfCell(row: string, at: number, delimiter: string): number {
  let from = at;
  if (row.charAt(at) === '"') {
    from = row.indexOf('"', at + 1);
    while (from >= 0 && row.charAt(from + 1) === '"') from = row.indexOf('"', from + 2);
    // A quote that never ends takes the rest of the row: it then has too few values.
    if (from < 0) return row.length;
  }
  const end = row.indexOf(delimiter, from);
  return end < 0 ? row.length : end;
}

const unquoted = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"').trim() : cell;
