import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Position, RecordedEvent } from '@fenming/event-log';
import { openComparison, type Comparison } from './compare';
import type { Difference } from './difference';
import { digest, type TableDigest } from './digest';
import { openViewWriter, type ViewWriter } from './view-writer';

/** `digest` and `tables` are those of the views rebuilt from the log. No differences: the live views are what the log says. */
export type Replay = {
  readonly digest: string;
  readonly events: number;
  readonly tables: readonly TableDigest[];
  readonly differences: readonly Difference[];
};

const BATCH_SIZE = 5000;

/**
 * Rebuilds all views from the log in a fresh file beside the live one, up to where the live views have come, and compares every
 * column. The live views may go on meanwhile: they are read as of one moment. Throws PoisonEvent as the live views would.
 */
export async function replay(log: EventLog, liveFile: string): Promise<Replay> {
  const folder = mkdtempSync(join(dirname(liveFile), 'replay-'));
  const file = join(folder, 'views.sqlite');
  const rebuilt = openViewWriter(file, { scratch: true });
  try {
    const comparison = openComparison(liveFile, file);
    try {
      return await replayInto(log, rebuilt, comparison);
    } finally {
      comparison.close();
    }
  } finally {
    rebuilt.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayInto(log: EventLog, rebuilt: ViewWriter, { live, differences }: Comparison): Promise<Replay> {
  // A read transaction is held open by hand: the live file must stay at one moment while the log is read.
  const release = live.hold();
  try {
    const { position } = live.first<{ readonly position: Position | null }>('SELECT position FROM main.checkpoint') ?? {
      position: null,
    };
    if (position !== null) await rebuild(log, rebuilt, position);
    const { events, position: reached } = rebuilt.progress();
    await nextTurn();
    const checkpoint = reached === (position ?? undefined) ? [] : [behind(position, reached)];
    return { ...digest(rebuilt), events, differences: [...checkpoint, ...differences()] };
  } finally {
    release();
  }
}

/** Fills empty views with everything up to and including `until`. */
async function rebuild(log: EventLog, views: ViewWriter, until: Position): Promise<void> {
  let after: Position | 'start' = 'start';
  for (;;) {
    const events: readonly RecordedEvent[] = await log.readAll(after, BATCH_SIZE);
    const wanted = events.filter(({ position }) => position <= until);
    const last = wanted.at(-1);
    if (last === undefined) return;
    views.apply(wanted);
    if (wanted.length < events.length) return;
    after = last.position;
  }
}

/** The live views claim to have seen an event that the log does not hold. */
const behind = (live: Position | null, rebuilt: Position | undefined): Difference => ({
  table: 'checkpoint',
  key: '1',
  column: 'position',
  live,
  rebuilt: rebuilt ?? null,
});
