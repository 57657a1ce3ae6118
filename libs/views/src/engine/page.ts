import type { Cell } from './table';

/** One page of a list. `next_cursor` asks for the rows after it and is null on the last page. */
export type Page<Row> = { readonly data: readonly Row[]; readonly has_more: boolean; readonly next_cursor: string | null };

/** The caller's cursor is none that a page of this list handed out. */
export class MalformedCursor extends Error {
  constructor() {
    super('not a cursor of this list');
    this.name = 'MalformedCursor';
  }
}

/** Cuts `limit + 1` rows to a page. A cursor is the key of the last row, so that rows added meanwhile shift nothing. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly Cell[]): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const has_more = rows.length > limit && last !== undefined;
  return { data, has_more, next_cursor: has_more ? cursorOf(keyOf(last)) : null };
}

/**
 * One page of a list that stands in memory whole: the rows after the one whose key the cursor is. A row never leaves such a list, so
 * a cursor that fits none comes from another one. Throws MalformedCursor.
 */
export function pageWithin<Row>(
  rows: readonly Row[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  keyOf: (row: Row) => readonly Cell[],
): Page<Row> {
  const start = cursor === undefined ? 0 : 1 + rows.findIndex((row) => cursorOf(keyOf(row)) === cursor);
  if (cursor !== undefined && start === 0) throw new MalformedCursor();
  return pageOf(rows.slice(start, start + limit + 1), limit, keyOf);
}

const cursorOf = (key: readonly Cell[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key inside a cursor of `length` parts; undefined where there is no cursor. Throws MalformedCursor. */
export function keyIn(cursor: string | undefined, length: number): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  const isKey = Array.isArray(key) && key.length === length;
  if (!isKey || !key.every((part) => typeof part === 'string' || typeof part === 'number')) throw new MalformedCursor();
  return key;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedCursor();
  }
}
