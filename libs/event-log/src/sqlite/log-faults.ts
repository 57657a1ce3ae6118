import type { Database } from '@fenming/sqlite';

/** What no single row shows. `missing`: how many positions or revisions are not there before this one. */
export type LogFault =
  | { readonly kind: 'missing_before'; readonly position: string; readonly missing: string }
  | { readonly kind: 'stream_gap'; readonly position: string; readonly stream: string; readonly missing: string }
  | { readonly kind: 'stream_order'; readonly position: string; readonly stream: string }
  | { readonly kind: 'wrong_stream'; readonly position: string; readonly stream: string }
  | { readonly kind: 'id_twice'; readonly position: string; readonly first: string }
  | { readonly kind: 'lost_stream'; readonly stream: string }
  | { readonly kind: 'head'; readonly head: string; readonly last: string }
  | { readonly kind: 'no_head'; readonly last: string }
  | { readonly kind: 'unguarded'; readonly triggers: string };

/** Of each kind; more of them say nothing new. */
const MOST = 200;

const QUERIES: readonly string[] = [
  `SELECT 'missing_before' AS kind, position, position - before - 1 AS missing FROM (
     SELECT position, lag(position, 1, 0) OVER (ORDER BY position) AS before FROM events WHERE position > 0)
   WHERE position <> before + 1`,
  // The same events in another numbering would pass the next one: within a stream, later revisions stand later in the log.
  `SELECT kind, position, stream, missing FROM (
     SELECT CASE WHEN revision <> before + 1 THEN 'stream_gap' WHEN position < earlier THEN 'stream_order' END AS kind,
       position, stream, revision - before - 1 AS missing FROM (
       SELECT position, stream, revision, lag(revision, 1, -1) OVER stream AS before, lag(position, 1, 0) OVER stream AS earlier
       FROM events WHERE revision >= 0 WINDOW stream AS (PARTITION BY first ORDER BY revision)))
   WHERE kind IS NOT NULL`,
  `SELECT 'wrong_stream' AS kind, position, stream FROM events
   WHERE first IS NOT (SELECT streams.first FROM streams WHERE name = events.stream)`,
  `SELECT 'id_twice' AS kind, max(position) AS position, min(position) AS first FROM events GROUP BY id HAVING count(*) > 1`,
  `SELECT 'lost_stream' AS kind, name AS stream FROM streams
   WHERE NOT EXISTS (SELECT 1 FROM events WHERE position = streams.first AND revision = 0 AND stream = name)`,
  `SELECT 'head' AS kind, head.position AS head, last FROM head, (SELECT coalesce(max(position), 0) AS last FROM events)
   WHERE head.position <> last`,
  `SELECT 'no_head' AS kind, coalesce(max(position), 0) AS last FROM events HAVING NOT EXISTS (SELECT 1 FROM head)`,
];

/** The triggers that refuse every change (schema.ts): whoever rewrites a log must first take them away. */
const GUARDS = [
  'events_are_never_changed',
  'events_are_never_deleted',
  'events_are_never_replaced',
  'streams_are_never_changed',
  'streams_are_never_deleted',
  'head_is_never_deleted',
  'head_is_the_last_event',
];

/** Looks for gaps, doubles and events that stand in a place that is not theirs; at most 200 of each kind. */
export function faultsIn(database: Database): readonly LogFault[] {
  return [...unguarded(database), ...QUERIES.flatMap((query) => ask(database, query))];
}

function unguarded(database: Database): readonly LogFault[] {
  const there = new Set(database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all());
  const gone = GUARDS.filter((name) => !there.has(name));
  return gone.length === 0 ? [] : [{ kind: 'unguarded', triggers: gone.join('、') }];
}

function ask(database: Database, query: string): readonly LogFault[] {
  const rows = database.prepare(`${query} LIMIT ${MOST}`).safeIntegers(true).all() as Readonly<Record<string, unknown>>[];
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value])),
  ) as unknown as readonly LogFault[];
}
