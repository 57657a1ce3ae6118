import { existsSync, statSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from '@fenming/event-log';
import { balances, type Balance } from '../balances/balances.questions';
import { openComparison, type Comparison } from './compare';
import type { Difference } from './difference';
import { digest, type TableDigest } from './digest';
import { isUnreadable, kindOf } from './view-file';
import { openViewWriter, PoisonEvent, type ViewWriter } from './view-writer';

/** What became of the live views: compared cell by cell, or why not. A missing or older file is no fault: it is rebuilt when it is needed. */
export type LiveViewsFound = 'compared' | 'missing' | 'older' | 'unreadable';

/** `digest`, `tables`, `events` and `balances` are those of the views rebuilt from the whole log. */
export type Replay = {
  readonly digest: string;
  readonly events: number;
  readonly tables: readonly TableDigest[];
  readonly balances: readonly Balance[];
  readonly live: LiveViewsFound;
  /** No differences: the live views are what the log says, as far as they have come. */
  readonly differences: readonly Difference[];
  /** Events that no view can take: the rebuild left them out and went on. */
  readonly poison: readonly PoisonEvent[];
};

type Events = readonly RecordedEvent[];

/**
 * Rebuilds all views from a log in a fresh file, and compares every column with the live ones at the moment to which these have come.
 * The live file is only read, and may go on meanwhile or be damaged. Events come in the order of the log.
 */
export async function replay(batches: AsyncIterable<Events>, liveFile: string): Promise<Replay> {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-replay-'));
  const file = join(folder, 'views.sqlite');
  const rebuilt = openViewWriter(file, { scratch: true });
  const live = holdLive(liveFile, file);
  try {
    return await replayInto(batches, rebuilt, live);
  } finally {
    live.release();
    rebuilt.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayInto(batches: AsyncIterable<Events>, rebuilt: ViewWriter, live: Live): Promise<Replay> {
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
  const whole = { ...digest(rebuilt), events: rebuilt.progress().events, balances: balances(rebuilt.reader) };
  return { ...whole, ...live.found(), poison };
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
  readonly found: () => Pick<Replay, 'live' | 'differences'>;
  readonly release: () => void;
};

/** Stays at one moment of the live views from now on until they are compared: the log is read meanwhile. */
function holdLive(liveFile: string, rebuiltFile: string): Live {
  const opened = existsSync(liveFile) ? openLive(liveFile, rebuiltFile) : 'missing';
  if (typeof opened === 'string')
    return {
      position: '',
      compareWith: () => undefined,
      found: () => ({ live: opened, differences: [] }),
      release: () => undefined,
    };
  let found: Pick<Replay, 'live' | 'differences'> | undefined;
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

function openLive(liveFile: string, rebuiltFile: string): OpenLive | Exclude<LiveViewsFound, 'compared' | 'missing'> {
  // On a pipe one would wait for ever.
  if (!statSync(liveFile).isFile()) return 'unreadable';
  let comparison: Comparison | undefined;
  try {
    comparison = openComparison(liveFile, rebuiltFile);
    comparison.live.hold();
    const kind = kindOf(comparison.live);
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

function compareAt({ comparison, position }: OpenLive, rebuilt: ViewWriter): Pick<Replay, 'live' | 'differences'> {
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
