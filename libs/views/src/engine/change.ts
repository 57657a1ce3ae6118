import type { RecordedEvent } from '@fenming/event-log';
import type { Said, SubsidyEvent } from '@fenming/subsidy';
import type { Cell, Columns, RowOf, Table } from './table';

/**
 * What one event does to the rows of one table: a new row, amounts added to a row, or one SQL statement with named values.
 * `rows: 'one'`: the statement must change exactly one row; anything else means that the log and the view disagree.
 */
export type Change =
  | { readonly insert: Table; readonly cells: readonly Cell[] }
  | { readonly add: Table; readonly key: readonly Cell[]; readonly amounts: Amounts }
  | { readonly sql: string; readonly values: Values; readonly rows: 'one' | 'any' };
export type Amounts = Readonly<Record<string, number>>;
export type Values = Readonly<Record<string, Cell>>;

type NullableOf<C extends Columns> = { [N in keyof C]: null extends RowOf<C>[N] ? N : never }[keyof C];
type NewRow<C extends Columns> = Omit<RowOf<C>, NullableOf<C>> & Partial<RowOf<C>>;
type CounterOf<C extends Columns> = { [N in keyof C]: RowOf<C>[N] extends number ? N : never }[keyof C];

/** A new row; a row under the same key is an error. Nullable cells may be left out. */
export function insert<C extends Columns>(table: Table<C>, row: NewRow<C>): Change {
  const cells = row as Readonly<Record<string, Cell | undefined>>;
  return { insert: table, cells: table.columnNames.map((name) => cells[name] ?? null) };
}

/**
 * Adds to the counters of the row under a key, which begins at zero. The sums are written when the batch of events ends, so no
 * SQL of a projection may read a column that is added to.
 */
export function add<C extends Columns>(
  table: Table<C>,
  key: readonly Cell[],
  amounts: { readonly [N in CounterOf<C>]?: number },
): Change {
  return { add: table, key, amounts: amounts as Amounts };
}

/** Changes exactly one row. */
export function one(sql: string, values: Values): Change {
  return { sql, values, rows: 'one' };
}

/** Changes as many rows as it finds, none included. */
export function some(sql: string, values: Values): Change {
  return { sql, values, rows: 'any' };
}

export type EventType = SubsidyEvent['type'];

/** Per event type, what it does to the rows of one question. Pure: it sees the event and nothing else. */
export type Projection = { readonly [T in EventType]?: (said: Said<T>, event: RecordedEvent) => readonly Change[] };
