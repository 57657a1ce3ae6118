import { say } from '@fenming/language';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  openEventStoreLog,
  openLogAudit,
  type EventLog,
  type LogAudit,
  type LogDoubts,
  type LoggedRow,
  type Place,
  type Position,
  type RecordedEvent,
} from '@fenming/event-log';
import type { LogFault } from '@fenming/findings';
import { OF_THE_LOG } from '@fenming/folders';
import { isOurStream } from '@fenming/subsidy';
import { FolderUnsound, OtherProfile, refuseMisshapen, sentenceOfDoubt, sentenceOfFault, type Profile } from '@fenming/county';
import { faultsBeside, faultsOfEmpty, lackingInFile, lackingInLog, seenIn } from './seen-before';

/** A log as auditors read it: every row, readable or not, at one moment, and by itself: no views, no vault, no running server. */
export type AuditedLog = {
  readonly rows: () => AsyncGenerator<readonly LoggedRow[]>;
  /** The event at each place of a stream, in the order asked; undefined where none stands that can be read. */
  readonly eventsAt: (places: readonly Place[]) => Promise<readonly (RecordedEvent | undefined)[]>;
  /** What is wrong with the log as a whole, asked when its rows have been read. Throws LogDamaged. */
  readonly faults: () => Promise<readonly LogFault[]>;
  /** The events of other programs that were passed over with the rows. */
  readonly foreign: () => Promise<Foreign>;
  readonly close: () => Promise<void>;
};

export type Foreign = LogDoubts['foreign'];

/** There is no log in the folder. */
export class NoLog extends Error {
  constructor(readonly folder: string) {
    super(
      say(
        `目录 ${folder} 里没有事件日志（log.sqlite）。请用 --data 指明县的数据目录。`,
        `There is no event log (log.sqlite) in the folder ${folder}. Name the data folder of the county with --data.`,
      ),
    );
    this.name = 'NoLog';
  }
}

/** Whoever serves people meanwhile takes them in without keeping anybody waiting. */
const EVENTS_AT_ONCE = 200;

/**
 * Opens the log of a folder to read only, also beside a running server.
 * @throws NoLog, LogDamaged, FolderUnsound, OtherProfile
 */
export const openAuditedLog = async (dir: string, { eventStoreUrl }: Profile): Promise<AuditedLog> => {
  const file = join(dir, 'log.sqlite');
  refuseMisshapen(dir, OF_THE_LOG);
  if (eventStoreUrl === undefined && existsSync(join(dir, 'log.eventstore'))) throw new OtherProfile(dir, 'eventstore');
  if (eventStoreUrl !== undefined && existsSync(file)) throw new OtherProfile(dir, 'sqlite');
  // Before the log: a server may go on to write in both.
  const seen = seenIn(dir);
  if (eventStoreUrl !== undefined) {
    const log = await openEventStoreLog(eventStoreUrl, { isOurs: isOurStream });
    return besideSeen(ofLog(log), () => faultsBeside(seen, (known) => lackingInLog(log, known)));
  }
  if (!existsSync(file)) throw new NoLog(dir);
  refuseHollow(dir, file);
  const audit = openLogAudit(file);
  const ofEmpty = () => (audit.extent().events === 0 ? faultsOfEmpty(dir) : []);
  return besideSeen(ofFile(audit), async () => [
    ...(await faultsBeside(seen, async (known) => lackingInFile(audit, known))),
    ...ofEmpty(),
  ]);
};

/** SQLite takes a file of no length for a database that was just made. */
const refuseHollow = (dir: string, file: string): void => {
  if (statSync(file).size > 0) return;
  if (faultsOfEmpty(dir).length > 0) throw new FolderUnsound('log_empty', file);
  throw new NoLog(dir);
};

/** What the folder has seen is looked for too. */
const besideSeen = async (log: AuditedLog, look: () => Promise<readonly LogFault[]>): Promise<AuditedLog> => {
  try {
    const faults = await look();
    return { ...log, faults: async () => [...(await log.faults()), ...faults] };
  } catch (error) {
    await log.close();
    throw error;
  }
};

/** A log that this process has open elsewhere; it stays open. */
export const auditedLogOf = (log: EventLog): AuditedLog => ({ ...ofLog(log), close: () => Promise.resolve() });

/** The log in a file, read by a connection of its own, also while somebody writes it. */
export const auditedLogAt = (file: string): AuditedLog => ofFile(openLogAudit(file));

const ofFile = (audit: LogAudit): AuditedLog => ({
  rows: async function* () {
    for (const rows of audit.rows()) {
      yield rows;
      await nextTurn();
    }
  },
  eventsAt: async (places) => audit.eventsAt(places),
  faults: async () => audit.faults().map((fault) => sentenceOfFault(fault)),
  foreign: async () => ({ events: 0, streams: [] }),
  close: () => Promise.resolve(audit.close()),
});

/** A server of events numbers them itself; what it was told to forget, and what others wrote among ours, it tells. What it hands out, its client has parsed. */
const ofLog = (log: EventLog): AuditedLog => ({
  rows: async function* () {
    const head = await log.head();
    let after: Position | undefined;
    while (head !== undefined && (after === undefined || after < head)) {
      const events = await log.readAll(after ?? 'start', EVENTS_AT_ONCE);
      const last = events.at(-1);
      if (last === undefined) return;
      yield events.map((event) => ({ position: event.position, type: event.type, event }));
      after = last.position;
    }
    // Only what was read is counted: also what others have written behind our last event.
    await log.readAll(after ?? 'start', EVENTS_AT_ONCE);
  },
  eventsAt: async (places) => {
    const found: (RecordedEvent | undefined)[] = [];
    for (const { stream, revision } of places) found.push((await log.readStream(stream, { from: revision, limit: 1 }))[0]);
    return found;
  },
  faults: async () => (await log.doubts()).incomplete.map(sentenceOfDoubt),
  foreign: async () => (await log.doubts()).foreign,
  close: () => log.close(),
});
