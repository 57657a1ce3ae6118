import type { Database } from '@fenming/sqlite';
import { canonicalJson } from '../canonical';
import { checkMeta } from '../envelope';
import type { EventMeta, JsonObject, Position, RecordedEvent } from '../port';
import { positionOf } from '../position';

/** What is wrong with one row: it cannot be read as an event, except `not_canonical`, which somebody wrote by another way than the log's. */
export type RowFault = 'position' | 'payload' | 'meta' | 'identity' | 'not_canonical';

/** One row as it stands in the file, whoever wrote it. `event` where it can be read. Positions as the log writes them. */
export type LoggedRow = {
  readonly position: string;
  readonly type: string;
  readonly event?: RecordedEvent;
  readonly fault?: RowFault;
};

/** Where an event stands in its stream. */
export type Place = { readonly stream: string; readonly revision: number };

type Row = {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: bigint;
  readonly payload: string;
  readonly meta: string;
};

const CHARACTERS_AT_ONCE = 4 * 1024 * 1024;
const ROWS_AT_ONCE = 1000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Before the first row, whatever number somebody gave it. */
const BEFORE_ALL = -(2n ** 63n);

const COLUMNS = 'position, stream, revision, id, type, schema_version AS schemaVersion, payload, meta';

/** Reads single rows by the place in their stream; undefined where none stands that can be read. */
export const readerOfPlaces = (database: Database): ((place: Place) => RecordedEvent | undefined) => {
  const select = database.prepare(
    `SELECT ${COLUMNS} FROM events WHERE first = (SELECT first FROM streams WHERE name = ?) AND revision = ?`,
  );
  select.safeIntegers(true);
  return ({ stream, revision }) => {
    const row = select.get(stream, revision) as Row | undefined;
    return row === undefined ? undefined : openRow(row).event;
  };
};

/**
 * Every row of the log in the order of its position, a few thousand at a time. Numbers are read as 64 bits, so that a row with an
 * impossible position is neither passed over nor read for ever.
 */
export function* rowsOf(database: Database): Generator<readonly LoggedRow[]> {
  const select = database.prepare(
    `SELECT ${COLUMNS} FROM events
     WHERE position >= ? ORDER BY position LIMIT ${ROWS_AT_ONCE}`,
  );
  select.safeIntegers(true);
  for (let from = BEFORE_ALL; ;) {
    const rows: Row[] = [];
    let read = 0;
    for (const row of select.iterate(from) as IterableIterator<Row>) {
      rows.push(row);
      read += row.payload.length;
      if (read >= CHARACTERS_AT_ONCE) break;
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(openRow);
    if (last.position === 2n ** 63n - 1n) return;
    from = last.position + 1n;
  }
}

/** A position as people and findings say it; one that cannot be is told as it stands. */
const placeOf = (position: bigint): string => (isPlace(position) ? positionOf(Number(position)) : String(position));
const isPlace = (position: bigint): boolean => position >= 1n && isPlain(position);

function openRow(row: Row): LoggedRow {
  const place = { position: placeOf(row.position), type: row.type };
  if (!isPlace(row.position)) return { ...place, fault: 'position' };
  const payload = objectIn(row.payload);
  if (payload === undefined) return { ...place, fault: 'payload' };
  const meta = metaIn(row.meta);
  if (meta === undefined) return { ...place, fault: 'meta' };
  if (!isPlain(row.revision) || !isPlain(row.schemaVersion) || !UUID.test(row.id)) return { ...place, fault: 'identity' };
  const event: RecordedEvent = {
    id: row.id,
    type: row.type,
    schemaVersion: Number(row.schemaVersion),
    payload,
    meta,
    stream: row.stream,
    revision: Number(row.revision),
    position: place.position as Position,
  };
  return isCanonical(payload, row.payload) ? { ...place, event } : { ...place, event, fault: 'not_canonical' };
}

const isPlain = (number: bigint): boolean => number >= 0n && number <= BigInt(Number.MAX_SAFE_INTEGER);

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function metaIn(text: string): EventMeta | undefined {
  const meta = objectIn(text) as EventMeta | undefined;
  try {
    if (meta !== undefined) checkMeta(meta);
    return meta;
  } catch {
    return undefined;
  }
}

function isCanonical(payload: JsonObject, text: string): boolean {
  try {
    return canonicalJson(payload) === text;
  } catch {
    return false;
  }
}
