import { openDatabase, type Database } from '@fenming/sqlite';
import { canonicalJson, parseCanonical } from '../canonical';
import type { RecordedEvent } from '../port';
import { Reader } from './reader';

/** A log file that cannot have been written by a log: which file, and what is wrong with it. */
export class LogDamaged extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
    this.name = 'LogDamaged';
  }
}

export type InspectedLog = { readonly events: number; readonly first: RecordedEvent; readonly head: RecordedEvent };

/**
 * Checks a log file that nobody writes: SQLite's own integrity, every position from 1 to the head, every stream from revision 0
 * without a gap, every payload in its canonical bytes.
 * @throws LogDamaged, also for a log without events.
 */
export function inspectLog(file: string): InspectedLog {
  const database = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const reason = faultOf(database);
    if (reason !== undefined) throw new LogDamaged(file, reason);
  } catch (error) {
    const reason = damageIn(error);
    throw reason === undefined ? error : new LogDamaged(file, reason);
  } finally {
    database.close();
  }
  return endsOf(file);
}

/** The names of all streams of one category, e.g. `person`. */
export function streamsOf(file: string, category: string): readonly string[] {
  const database = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const names = database.prepare(`SELECT name FROM streams WHERE name >= ? || '-' AND name < ? || '.'`).pluck();
    return names.all(category, category) as string[];
  } finally {
    database.close();
  }
}

const POSITIONS = `SELECT head.position = (SELECT count(*) FROM events) AND head.position = (SELECT max(position) FROM events)
  AND (SELECT min(position) FROM events) = 1 FROM head`;
const TORN_STREAMS = `SELECT stream FROM events GROUP BY first
  HAVING min(revision) <> 0 OR max(revision) <> count(*) - 1 OR min(position) <> first OR min(stream) <> max(stream) LIMIT 1`;
const LOST_STREAMS = `SELECT name FROM streams LEFT JOIN events ON position = streams.first
  WHERE stream IS NOT name OR revision <> 0
  UNION ALL SELECT stream FROM events WHERE revision = 0 AND stream NOT IN (SELECT name FROM streams) LIMIT 1`;

function faultOf(database: Database): string | undefined {
  const sound: unknown = database.pragma('integrity_check(1)', { simple: true });
  if (sound !== 'ok') return String(sound);
  if (database.prepare(POSITIONS).pluck().get() !== 1) return 'positions do not run from 1 to the head without a gap';
  for (const query of [TORN_STREAMS, LOST_STREAMS]) {
    const stream = database.prepare(query).pluck().get() as string | undefined;
    if (stream !== undefined) return `stream ${stream} has gaps`;
  }
  for (const { position, payload } of database.prepare('SELECT position, payload FROM events').iterate() as Iterable<Payload>)
    if (!isCanonical(payload)) return `the payload of event ${position} is not canonical`;
  return undefined;
}

type Payload = { readonly position: number; readonly payload: string };

function isCanonical(payload: string): boolean {
  try {
    return canonicalJson(parseCanonical(payload)) === payload;
  } catch {
    return false;
  }
}

function endsOf(file: string): InspectedLog {
  const reader = new Reader(file);
  try {
    const events = reader.headNumber();
    const [first] = reader.readAfter(0, 1);
    const [head] = reader.readAfter(Math.max(0, events - 1), 1);
    if (first === undefined || head === undefined) throw new LogDamaged(file, 'the log holds no event');
    return { events, first, head };
  } finally {
    reader.close();
  }
}

/** What SQLite says of a file that is damaged, or undefined where the error is about something else. */
export function damageIn(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  // The library is loaded once a process, and its errors are of whichever context loaded it: their class tells nothing.
  return /^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR|FORMAT)/.test(String(code)) ? String(message) : undefined;
}
