import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull } from './disk-room';
import type { Folder } from './folder';
import { otherLog, readSeen, seenOf, setBackOf, writeSeen, type SetBack } from './log-seen';

const EVERY_MS = 3_000;

/**
 * Keeps the place of an event that the folder has durably seen, apart from the views and without a word to the disk a commit, and compares
 * it with the log: at the start, every few seconds and at rest.
 */
export class LogKeeper {
  private timer: NodeJS.Timeout | undefined;
  private missed: SetBack | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isLooking = false;
  /** When the last event was recorded, as of some seconds ago. */
  lastAt: string | undefined;

  constructor(private readonly folder: Folder) {}

  /** @throws OtherLog */
  async begin(): Promise<void> {
    await this.lookWithRoom();
    this.timer = setInterval(() => this.lookAgain(), EVERY_MS);
    this.timer.unref();
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
    await this.look().catch(() => undefined);
  }

  /** What the log lacks, as long as the county has not reconciled. */
  get setBack(): SetBack | undefined {
    return this.folder.awaitsReconciliation() ? this.missed : undefined;
  }

  /** Files in the outbox of which the log knows nothing: they may have gone to the bank. */
  unknownFiles(): readonly string[] {
    const { views, dir } = this.folder;
    const known = new Set(
      views.batches().flatMap(({ batch_id }) => (views.batch(batch_id)?.files ?? []).map(({ file_name }) => file_name)),
    );
    return readdirSync(join(dir, 'outbox')).filter((name) => !name.endsWith('.part') && !known.has(name));
  }

  /** A full disk keeps nobody from looking: what was seen is written when there is room. */
  private async lookWithRoom(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  private lookAgain(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    // A log that cannot be reached now is asked again; whoever works with it is told.
    this.turn = this.look()
      .catch(() => undefined)
      .finally(() => (this.isLooking = false));
  }

  private async look(): Promise<void> {
    const { log, dir, views } = this.folder;
    const kept = readSeen(dir);
    const [last, [first]] = await Promise.all([log.last(), log.readAll('start', 1)]);
    this.lastAt = last?.meta.at;
    if (kept !== undefined && kept.origin !== first?.id) throw otherLog(dir);
    if (last !== undefined) await this.folder.caughtUp(last.position);
    const { events } = views.progress();
    const setBack = kept === undefined ? undefined : await setBackOf(log, kept, events);
    this.missed = setBack ?? kept?.missed;
    // The gate stands in the log, so that every node and whoever opens the folder later finds it closed.
    if (setBack !== undefined) await this.folder.markSetBack(last);
    if (!this.folder.awaitsReconciliation()) this.missed = undefined;
    const now = setBack === undefined ? last : await log.last();
    if (now === undefined || first === undefined || (setBack === undefined && now.id === kept?.id)) return;
    const missed = this.missed === undefined ? {} : { missed: this.missed };
    writeSeen(dir, { ...seenOf(now, first.id, views.progress().events), ...missed });
  }
}
