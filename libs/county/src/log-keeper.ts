import { say } from '@fenming/language';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  HistoryIncomplete,
  WHOLE_LOG,
  type LogDoubts,
  type Meddling,
  type Position,
  type RecordedEvent,
} from '@fenming/event-log';
import type { Views } from '@fenming/views';
import { alarmsOf, keyOf, meddlingIn, logSilent, OVER, recordedAhead, type Alarm, type AlarmCauses } from './alarms';
import type { County } from './county';
import { isDiskFull, isWriteFailed, type DiskRoom } from './disk-room';
import { endForDisk } from './ending';
import { markSetBack } from './restored';
import { LogNews } from './log-news';
import { isForgotten, otherLog, readSeen, seenOf, setBackOf, writeSeen, type Kept, type Seen, type SetBack } from './log-seen';
import { machineNow, type WholeUntil } from './whole-until';

const EVERY_MS = 3_000;

/** What is looked at of a running county, and told to it. */
export type KeptCounty = Pick<County, keyof County> & {
  readonly dir: string;
  readonly room: DiskRoom;
  readonly views: Views;
  readonly wholeUntil: WholeUntil;
  readonly caughtUp: (position?: Position) => Promise<void>;
  readonly endWith: (end: () => void) => Promise<void>;
};

/**
 * Keeps the place of an event that the folder has durably seen, apart from the views and without a word to the disk a commit, and compares
 * it with the log: at the start, every few seconds and at rest. Whoever works here is told what is wrong.
 */
export class LogKeeper {
  private timer: NodeJS.Timeout | undefined;
  private kept: Kept | undefined;
  private isForgotten = false;
  private isAtRest = false;
  private origin: string | undefined;
  private missed: SetBack | undefined;
  /** What lay in the outbox some seconds ago. */
  private outbox: readonly string[] = [];
  /** The files that the log did not know at the start; later ones may be on their way into it. */
  private strayFiles: readonly string[] = [];
  private doubts: LogDoubts = { incomplete: [], foreign: { events: 0, streams: [] } };
  private hasLeft = false;
  private said: ReadonlyMap<string, Alarm['code']> = new Map();
  private turn: Promise<void> = Promise.resolve();
  private isLooking = false;
  private readonly news = new LogNews(logSilent().sentence);
  /** When the last event was recorded, as of some seconds ago. */
  private lastAt: string | undefined;

  constructor(private readonly county: KeptCounty) {}

  /** @throws OtherLog */
  async begin(): Promise<void> {
    this.kept = readSeen(this.county.dir);
    // The first note, that nothing was seen, is replaced when a county is opened: long before its first decision about money.
    this.isForgotten = isForgotten(this.county.dir) || (this.kept === undefined && this.county.rules.moneyBegun());
    this.outbox = filesIn(this.county.dir);
    this.strayFiles = this.filesUnknown();
    await this.doubtAgain();
    await this.lookWithRoom();
    this.timer = setInterval(() => this.lookAgain(), EVERY_MS);
    this.timer.unref();
  }

  /** Before anything leaves the house that rests on what was recorded last: whoever puts the log back from then on is found out. */
  note(): Promise<void> {
    const noted = this.turn.then(() => this.look());
    this.turn = noted.catch(() => undefined);
    return noted;
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
    this.isAtRest = await this.look().then(
      () => !this.hasLeft,
      () => false,
    );
  }

  /** Nothing more can be appended to a log that has no other writer. `reached`: the last event that was. */
  rest(reached: Position | undefined): void {
    const { kept } = this;
    if (!this.isAtRest || kept === undefined || (reached !== undefined && reached > kept.position)) return;
    try {
      this.keep({ ...kept, atRest: true });
    } catch (error) {
      if (!isDiskFull(error) && !isWriteFailed(error)) throw error;
    }
  }

  get foreign(): LogDoubts['foreign'] {
    return this.doubts.foreign;
  }

  alarms(): readonly Alarm[] {
    const { incomplete } = this.doubts;
    const awaitsReconciliation = this.county.gate.awaitsReconciliation();
    return alarmsOf({
      awaitsReconciliation,
      setBack: awaitsReconciliation ? this.missed : undefined,
      unknownFiles: awaitsReconciliation ? this.filesUnknown() : this.strayNow(),
      incomplete,
      ...this.machine(),
    });
  }

  /** Whether somebody else has changed the log under this process; nothing is recorded then. */
  async findsMeddling(): Promise<boolean> {
    const moved = meddlingIn(await this.county.log.doubts());
    if (moved !== undefined) await this.leave(moved);
    return moved !== undefined;
  }

  /** Each once, when it begins; one of the machine also when it is over. */
  sayAlarms(): void {
    const now = new Map(this.alarms().map((alarm) => [keyOf(alarm), alarm]));
    const begun = [...now].filter(([key]) => !this.said.has(key)).map(([, { sentence }]) => sentence);
    const over = [...this.said].filter(([key]) => !now.has(key)).flatMap(([, code]) => OVER[code] ?? []);
    for (const sentence of [...begun, ...over]) process.stderr.write(`${sentence}\n`);
    this.said = new Map([...now].map(([key, { code }]) => [key, code]));
  }

  /** A simulated clock has nothing to do with the machine's. */
  private machine(): Pick<AlarmCauses, 'shortage' | 'ahead'> {
    const { room, clock } = this.county;
    const ahead =
      this.lastAt === undefined || clock.simulated() ? undefined : recordedAhead(this.lastAt, Date.parse(clock.now()));
    return { shortage: room?.shortage(), ahead };
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
    this.turn = this.turn
      .then(() => this.look())
      .then(
        () => this.news.heard(),
        (error: unknown) => this.heardOf(error),
      )
      .finally(() => {
        this.isLooking = false;
        this.sayAlarms();
      });
  }

  private heardOf(error: unknown): void {
    this.news.heard(error);
    if (isWriteFailed(error)) void this.county.endWith(() => endForDisk(say('文件 log.seen ', 'file log.seen'), error.code));
  }

  private async look(): Promise<void> {
    this.doubts = await this.county.gate.doubts();
    const moved = meddlingIn(this.doubts);
    if (moved !== undefined) return this.leave(moved);
    if (this.doubts.incomplete.length === 0) this.county.gate.doubtIsOver();
    await this.compare();
    this.outbox = filesIn(this.county.dir);
  }

  /**
   * Somebody else has changed the log under this process: its tables, and all that it knows, are of the former one. Nothing is recorded
   * until the next start, which compares anew; a log that was set back is told first that no money may move, for every node.
   */
  private async leave(reason: Meddling): Promise<void> {
    if (this.hasLeft) return;
    this.hasLeft = true;
    const { county } = this;
    try {
      await this.keepLast(reason);
      if (reason !== 'set_back') return;
      county.executor.known.clear();
      await county.changed();
      await markSetBack(county, await county.log.last());
    } finally {
      county.gate.closeFor({ refused: 'history_incomplete', detail: WHOLE_LOG });
    }
  }

  /** What this server knew, for the next start to compare with; a file that was replaced can still be read by who has it open. */
  private async keepLast(reason: Meddling): Promise<void> {
    const { log, views } = this.county;
    const [last, [first]] = await Promise.all([log.last(), log.readAll('start', 1)]);
    if (last === undefined || first === undefined || first.id !== (this.origin ?? first.id)) return;
    const { events } = views.progress();
    const left = { events, from: last.meta.at, until: this.lastAt ?? last.meta.at };
    const found = { set_back: { left }, written: { left: { ...left, cause: 'written' as const } }, replaced: {} };
    this.keep({ ...this.besides(seenOf(last, first.id, events)), ...found[reason] });
  }

  /** What a server knew that found the log changed under it, and this log does not hold; the mark itself is not what it knew. */
  private missedThen({ events, ...span }: SetBack): SetBack {
    return { events: Math.max(0, events - (this.county.views.progress().events - 1)), ...span };
  }

  /** What was in doubt is read again: the log keeps in mind what it finds, and what is whole by now is in doubt no more. */
  private async doubtAgain(): Promise<void> {
    for (const stream of this.kept?.doubted ?? [])
      await this.county.log.readStream(stream).catch((error: unknown) => {
        if (!(error instanceof HistoryIncomplete)) throw error;
      });
  }

  /** What the folder keeps beside the place that it has seen. */
  private besides(seen: Seen): Kept {
    const { incomplete, foreign, foreignUntil: until } = this.doubts;
    const doubted = incomplete.map(({ stream }) => stream).filter((stream) => stream !== WHOLE_LOG);
    return {
      ...seen,
      ...(doubted.length === 0 ? {} : { doubted }),
      ...(until === undefined ? {} : { foreign: { ...foreign, until } }),
    };
  }

  private async compare(): Promise<void> {
    const { log, dir, views } = this.county;
    const { kept } = this;
    const asked = machineNow();
    const last = await log.last();
    this.lastAt = last?.meta.at;
    this.origin ??= (await log.readAll('start', 1))[0]?.id;
    if (kept !== undefined && kept.origin !== this.origin) throw otherLog(dir);
    if (last !== undefined) await this.county.caughtUp(last.position);
    if (!this.county.gate.isClosed()) this.county.wholeUntil.confirm(asked);
    const setBack =
      kept === undefined
        ? this.forgotten(last)
        : ((await setBackOf(log, kept, views.progress().events)) ?? writtenAtRest(kept, last));
    this.missed = setBack ?? (kept?.left === undefined ? kept?.missed : this.missedThen(kept.left));
    // The gate stands in the log, so that every node and whoever opens the folder later finds it closed.
    const isNews = setBack !== undefined || kept?.left !== undefined;
    if (isNews) await markSetBack(this.county, last);
    if (!this.county.gate.awaitsReconciliation()) this.missed = undefined;
    const now = isNews ? await log.last() : last;
    if (now === undefined || this.origin === undefined) return;
    this.keep({
      ...this.besides(seenOf(now, this.origin, views.progress().events)),
      ...(this.missed === undefined ? {} : { missed: this.missed }),
    });
  }

  private forgotten(last: RecordedEvent | undefined): SetBack | undefined {
    if (!this.isForgotten || last === undefined) return undefined;
    return { events: 0, from: last.meta.at, until: '', cause: 'forgotten' };
  }

  private keep(seen: Kept): void {
    if (JSON.stringify(seen) !== JSON.stringify(this.kept)) writeSeen(this.county.dir, seen);
    this.kept = seen;
    this.isForgotten = false;
  }

  private strayNow(): readonly string[] {
    if (this.strayFiles.length === 0) return [];
    const unknown = this.filesUnknown();
    return this.strayFiles.filter((name) => unknown.includes(name));
  }

  /** Files in the outbox of which the log knows nothing: they may have gone to the bank. */
  private filesUnknown(): readonly string[] {
    const { views } = this.county;
    const received = Object.values(this.county.state().received).map(({ fileName }) => fileName);
    const known = new Set([...views.bankFiles().map(({ file_name }) => file_name), ...received]);
    return this.outbox.filter((name) => !known.has(name));
  }
}

const filesIn = (dir: string): readonly string[] => readdirSync(join(dir, 'outbox')).filter((name) => !name.endsWith('.part'));

/** A log that nobody had open has grown. */
const writtenAtRest = (kept: Kept, last: RecordedEvent | undefined): SetBack | undefined =>
  kept.atRest === true && last !== undefined && last.position > kept.position
    ? { events: 0, from: last.meta.at, until: kept.at, cause: 'written' }
    : undefined;
