import type { Regional } from './definition';

/**
 * The regions a county belongs to, from the widest to its own, such as ['national', 'henan']. Amount rows of all of them add up;
 * of the rows that state a rule, the most specific region wins, and a row without regions is what holds where nothing else is said.
 */
export type Regions = readonly string[];

const rank = (row: Regional, regions: Regions): number =>
  row.regions === undefined ? 0 : Math.max(-1, ...row.regions.map((region) => regions.indexOf(region))) + 1;

const holds = (row: Regional, regions: Regions): boolean => row.regions === undefined || rank(row, regions) > 0;

export const rowsHeldIn = <Row extends Regional>(rows: readonly Row[], regions: Regions): readonly Row[] =>
  rows.filter((row) => holds(row, regions));

/** The one row that decides; undefined when none speaks for these regions. */
export function decidingRow<Row extends Regional>(rows: readonly Row[], regions: Regions): Row | undefined {
  return rowsHeldIn(rows, regions).reduce<Row | undefined>(
    (best, row) => (best === undefined || rank(row, regions) > rank(best, regions) ? row : best),
    undefined,
  );
}

/** One deciding row per subject (the other programme, the cause of a clawback). */
export function decidingRows<Row extends Regional>(
  rows: readonly Row[],
  regions: Regions,
  subjectOf: (row: Row) => string,
): readonly Row[] {
  const subjects = [...new Set(rows.map(subjectOf))];
  return subjects.flatMap(
    (subject) =>
      decidingRow(
        rows.filter((row) => subjectOf(row) === subject),
        regions,
      ) ?? [],
  );
}
