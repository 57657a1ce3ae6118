import type { ExpectedRevision } from './expected-revision';
import { DELETED, type StreamTable } from './stream-table';

/** What becomes of a write. Revisions are -1 where the stream has no event. */
export type WriteVerdict =
  | { readonly kind: 'append' }
  | { readonly kind: 'already'; readonly revision: number }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' };

const APPEND: WriteVerdict = { kind: 'append' };

/**
 * EventStoreDB's rule for a write of events with these ids (IndexWriter.CheckCommit of its source, 23.10): with an exact revision a
 * retry is known by the ids at their places, else by ids written lately; what is known only in part is a wrong version.
 */
export function judge(table: StreamTable, stream: string, expected: ExpectedRevision, ids: readonly string[]): WriteVerdict {
  const state = table.stream(stream);
  const last = table.lastOf(stream);
  const wrong: WriteVerdict = { kind: 'wrong', current: last };
  if (state?.tombstoned === true) return { kind: 'deleted' };
  const softDeleted = state?.truncateBefore === DELETED;
  if (expected === 'stream_exists' && softDeleted) return { kind: 'deleted' };
  if (expected === 'stream_exists' && !table.exists(stream)) return wrong;
  if (expected === 'any' || expected === 'stream_exists') return judgeByRecentIds(table, stream, ids);
  const seen = expected === 'no_stream' ? -1 : expected;
  if (seen >= last) return seen === last ? APPEND : wrong;
  if (ids.length > 0 && ids.every((id, index) => state?.ids[seen + 1 + index] === id)) {
    return { kind: 'already', revision: seen + ids.length };
  }
  const unknown = ids[0] !== state?.ids[seen + 1];
  return unknown && softDeleted && expected === 'no_stream' ? APPEND : wrong;
}

function judgeByRecentIds(table: StreamTable, stream: string, ids: readonly string[]): WriteVerdict {
  const revisions = ids.map((id) => table.recentRevisionOf(stream, id));
  if (revisions[0] === undefined) return APPEND;
  const last = revisions.at(-1);
  if (last === undefined || revisions.includes(undefined)) return { kind: 'wrong', current: table.lastOf(stream) };
  return { kind: 'already', revision: last };
}
