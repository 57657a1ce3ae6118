import { existsSync, statSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from '@fenming/event-log';
import { openComparison, type Comparison } from './compare';
import type { Difference } from './difference';
import type { Lens } from './lens';
import type { Reader } from './reader';
import { digest, type TableDigest } from './digest';
import { isUnreadable, kindOf } from './view-file';
import { openViewWriter, PoisonEvent, type ViewWriter } from './view-writer';

/** What became of the live views: compared cell by cell, or why not. A missing or older file is no fault: it is rebuilt when it is needed. */
export type LiveViewsFound = 'compared' | 'missing' | 'older' | 'unreadable';

/** `digest`, `tables`, `events` and `answer` are those of the views rebuilt from the whole log. */
export type Replay<Answer> = {
  readonly digest: string;
  readonly events: number;
  readonly tables: readonly TableDigest[];
  readonly answer: Answer;
  readonly live: LiveViewsFound;
  /** No differences: the live views are what the log says, as far as they have come. */
  readonly differences: readonly Difference[];
  /** Events that no view can take: the rebuild left them out and went on. */
  readonly poison: readonly PoisonEvent[];
};

type Events = readonly RecordedEvent[];
type Found = Pick<Replay<never>, 'live' | 'differences'>;
/** `ask`: a question to the rebuilt views, before they are deleted. */
type Asking<Answer> = { readonly lens: Lens; readonly ask: (reader: Reader) => Answer };

/**
 * Rebuilds all views from a log in a fresh file, and compares every column with the live ones at the moment to which these have come.
 * The live file is only read, and may go on meanwhile or be damaged. Events come in the order of the log.
 */
export async function replay<Answer>(
  batches: AsyncIterable<Events>,
  liveFile: string,
  { lens, ask }: Asking<Answer>,
): Promise<Replay<Answer>> {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-replay-'));
  const file = join(folder, 'views.sqlite');
  const rebuilt = openViewWriter(file, lens, { scratch: true });
  const live = holdLive(liveFile, file, lens);
  try {
    return { ...(await replayInto(batches, rebuilt, { live, lens })), answer: ask(rebuilt.reader) };
  } finally {
    live.release();
    rebuilt.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayInto(
  batches: AsyncIterable<Events>,
  rebuilt: ViewWriter,
  { live, lens }: { readonly live: Live; readonly lens: Lens },
): Promise<Omit<Replay<never>, 'answer'>> {
  const poison: PoisonEvent[] = [];
  for await (const events of batches) {
    const shown = events.findIndex(({ position }) => position > live.position);
    const [before, after] = shown < 0 ? [events, []] : [events.slice(0, shown), events.slice(shown)];
    poison.push(...applyWhatFits(rebuilt, before));
    if (after.length > 0) live.compareWith(rebuilt);
    poison.push(...applyWhatFits(rebuilt, after));
    await nextTurn();
  }
  live.compareWith(rebuilt);
  return { ...digest(rebuilt, lens.tables), events: rebuilt.progress().events, ...live.found(), poison };
}

/** The events one by one where they do not go all together: what is wrong with one of them must not hide the rest. */
function applyWhatFits(views: ViewWriter, events: Events): readonly PoisonEvent[] {
  const faultOf = (some: Events): PoisonEvent | undefined => {
    try {
      views.apply(some);
      return undefined;
    } catch (error) {
      if (error instanceof PoisonEvent) return error;
      throw error;
    }
  };
  return faultOf(events) === undefined ? [] : events.flatMap((event) => faultOf([event]) ?? []);
}

type Live = {
  /** How far the live views have come; before every event where they cannot be compared. */
  readonly position: Position | '';
  /** Compares once, the first time it is asked. */
  readonly compareWith: (rebuilt: ViewWriter) => void;
  readonly found: () => Found;
  readonly release: () => void;
};

/** Stays at one moment of the live views from now on until they are compared: the log is read meanwhile. */
function holdLive(liveFile: string, rebuiltFile: string, lens: Lens): Live {
  const opened = existsSync(liveFile) ? openLive(liveFile, rebuiltFile, lens) : 'missing';
  if (typeof opened === 'string')
    return {
      position: '',
      compareWith: () => undefined,
      found: () => ({ live: opened, differences: [] }),
      release: () => undefined,
    };
  let found: Found | undefined;
  let held = true;
  const release = (): void => {
    if (held) opened.comparison.close();
    held = false;
  };
  const compareWith = (rebuilt: ViewWriter): void => {
    if (found !== undefined) return;
    found = compareAt(opened, rebuilt);
    release();
  };
  return { position: opened.position, compareWith, release, found: () => found ?? { live: 'unreadable', differences: [] } };
}

type OpenLive = { readonly comparison: Comparison; readonly position: Position | '' };

function openLive(
  liveFile: string,
  rebuiltFile: string,
  { tables }: Lens,
): OpenLive | Exclude<LiveViewsFound, 'compared' | 'missing'> {
  // On a pipe one would wait for ever.
  if (!statSync(liveFile).isFile()) return 'unreadable';
  let comparison: Comparison | undefined;
  try {
    comparison = openComparison(liveFile, rebuiltFile, tables);
    comparison.live.hold();
    const kind = kindOf(comparison.live, tables);
    if (kind === 'ours') return { comparison, position: positionIn(comparison) };
    comparison.close();
    return kind;
  } catch (error) {
    comparison?.close();
    if (isUnreadable(error)) return 'unreadable';
    throw error;
  }
}

const positionIn = ({ live }: Comparison): Position | '' =>
  live.first<{ readonly position: Position | null }>('SELECT position FROM main.checkpoint')?.position ?? '';

function compareAt({ comparison, position }: OpenLive, rebuilt: ViewWriter): Found {
  const reached = rebuilt.progress().position ?? '';
  try {
    // An event that no view could take is behind the rebuilt views as well.
    const ahead = position > reached ? [behind(position, reached)] : [];
    return { live: 'compared', differences: [...ahead, ...comparison.differences()] };
  } catch (error) {
    if (isUnreadable(error)) return { live: 'unreadable', differences: [] };
    throw error;
  }
}

/** The live views claim to have seen an event that the log does not hold. */
const behind = (live: string, rebuilt: string): Difference => ({
  table: 'checkpoint',
  key: '1',
  column: 'position',
  live,
  rebuilt: rebuilt === '' ? null : rebuilt,
});
