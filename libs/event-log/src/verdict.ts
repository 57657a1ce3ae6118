import type { Expected } from './port';

/** What an adapter knows about a stream before it appends: the last revision (-1 when there is none) and the ids on record. */
export type StreamOnRecord = {
  readonly last: number;
  /** Ids from a revision on, in revision order, at most `count` of them. */
  readonly idsAt: (from: number, count: number) => readonly string[];
};

/** Append from this revision; or it stands already, up to this revision; or somebody else was first and this is the last revision (-1: none). */
export type AppendVerdict = { readonly appendFrom: number } | { readonly already: number } | { readonly conflict: number };

/**
 * The one rule of all adapters for appending events with these ids at an expected revision.
 * A retry is recognised by the ids stored where the append would have put them. With `exists` that place is known only
 * while nothing was appended after it, so the stream's tail is compared.
 */
export function judge(expected: Expected, ids: readonly string[], stream: StreamOnRecord): AppendVerdict {
  const from = appendPlace(expected, ids.length, stream.last);
  if (expected !== 'exists' && stream.last === from - 1) return { appendFrom: from };
  const upTo = from + ids.length - 1;
  if (from >= 0 && upTo <= stream.last && isRecorded(ids, from, stream)) return { already: upTo };
  return expected === 'exists' && stream.last >= 0 ? { appendFrom: stream.last + 1 } : { conflict: stream.last };
}

function appendPlace(expected: Expected, count: number, last: number): number {
  if (expected === 'none') return 0;
  return expected === 'exists' ? last + 1 - count : expected + 1;
}

function isRecorded(ids: readonly string[], from: number, stream: StreamOnRecord): boolean {
  const stored = stream.idsAt(from, ids.length);
  return ids.every((id, index) => stored[index] === id);
}
