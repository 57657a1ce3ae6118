import type { Values } from './change';
import type { Cell } from './table';

export type Given = Readonly<Record<string, Cell | undefined>>;

/** Selects an area and every area inside it: the codes inside begin with its own, and `:` comes right after `9`. */
export const inside = (column: string): string => `${column} >= @area AND ${column} < @area || ':'`;

/** The WHERE clause of the conditions whose value was given, and all given values. */
export function where(
  conditions: Readonly<Record<string, string>>,
  given: Given,
): { readonly where: string; readonly values: Values } {
  const chosen = Object.keys(conditions).filter((name) => given[name] !== undefined);
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? null]));
  return { where: chosen.length === 0 ? '' : `WHERE ${chosen.map((name) => conditions[name]).join(' AND ')}`, values };
}
