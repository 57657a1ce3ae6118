import type { Reader } from '../engine/reader';

const YEARS = `SELECT year FROM roster_import UNION SELECT year FROM batch UNION SELECT year FROM posting UNION SELECT year FROM balance
  ORDER BY year`;

/** The years of entitlement that anything was ever recorded for, oldest first. */
export function yearsKnown(reader: Reader): readonly number[] {
  return reader.all<{ readonly year: number }>(YEARS, {}).map(({ year }) => year);
}
