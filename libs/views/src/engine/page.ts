import { createHash } from 'node:crypto';
import type { Given } from './filter';
import type { Cell } from './table';

/** One page of a list. `next_cursor` asks for the rows after it and is null on the last page. */
export type Page<Row> = { readonly data: readonly Row[]; readonly has_more: boolean; readonly next_cursor: string | null };

/** What a cursor is good for: the list that gave it, as long as it is asked for by the same. */
export type List = { readonly name: string; readonly by?: Given };

/** The caller's cursor is none that a page of this list handed out, or it was handed out when the list was asked for by something else. */
export class ForeignCursor extends Error {
  constructor() {
    super('not a cursor of this list');
    this.name = 'ForeignCursor';
  }
}

/** The row after which a list should go on does not stand in it any more. */
export class OutdatedCursor extends Error {
  constructor() {
    super('the row of this cursor has left the list');
    this.name = 'OutdatedCursor';
  }
}

/** Cuts `limit + 1` rows to a page. A cursor is the key of the last row, so that rows added meanwhile shift nothing. */
export function pageOf<Row>(list: List, rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly Cell[]): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const has_more = rows.length > limit && last !== undefined;
  return { data, has_more, next_cursor: has_more ? cursorOf(list, JSON.stringify(keyOf(last))) : null };
}

/** One page of a list that stands in memory whole: the rows after the one whose key the cursor is. Throws ForeignCursor and OutdatedCursor. */
export function pageWithin<Row>(
  list: List,
  rows: readonly Row[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  keyOf: (row: Row) => readonly Cell[],
): Page<Row> {
  const after = cursor === undefined ? undefined : keyTextIn(list, cursor);
  const start = after === undefined ? 0 : 1 + rows.findIndex((row) => JSON.stringify(keyOf(row)) === after);
  if (after !== undefined && start === 0) throw new OutdatedCursor();
  return pageOf(list, rows.slice(start, start + limit + 1), limit, keyOf);
}

/** The key inside a cursor of this list; undefined where there is no cursor. Throws ForeignCursor. */
export const keyIn = (list: List, cursor: string | undefined): readonly (string | number)[] | undefined =>
  cursor === undefined ? undefined : (JSON.parse(keyTextIn(list, cursor)) as readonly (string | number)[]);

const SEAL_CHARACTERS = 8;

/** 48 bits that no other list, no other filter and no key that somebody made up has. */
const sealOf = ({ name, by = {} }: List, key: string): string => {
  const asked = Object.entries(by).filter(([, value]) => value !== undefined);
  const sealed = JSON.stringify([name, asked.toSorted(([a], [b]) => (a < b ? -1 : 1)), key]);
  return createHash('sha256').update(sealed).digest('base64url').slice(0, SEAL_CHARACTERS);
};

const cursorOf = (list: List, key: string): string => `${sealOf(list, key)}${Buffer.from(key).toString('base64url')}`;

const keyTextIn = (list: List, cursor: string): string => {
  const key = Buffer.from(cursor.slice(SEAL_CHARACTERS), 'base64url').toString('utf8');
  if (cursorOf(list, key) !== cursor) throw new ForeignCursor();
  return key;
};
