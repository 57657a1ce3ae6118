import { say } from '@fenming/language';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeWhole } from '@fenming/folders';
import { stands, type EventLog, type PassedOver, type RecordedEvent } from '@fenming/event-log';
import { restoreLog } from './fault-words';
import { isNew } from './sound-folder';

/** An event that this folder has durably seen, and the first of its log. `events`: how many it knew of at the least; `at`: when it was recorded. */
export type Seen = {
  readonly origin: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly id: string;
  readonly at: string;
  readonly events: number;
};

/**
 * The log ends before the event that the folder has seen (`until`), or holds another one there; `from`: the log's own last event now.
 * `cause`, where it is another: nobody knows any more what was seen (`until` is empty), or another program wrote into the log.
 */
export type SetBack = {
  readonly events: number;
  readonly from: string;
  readonly until: string;
  readonly cause?: 'forgotten' | 'written';
};

/**
 * What the file beside the log says: what was seen, and what is missed until the county has reconciled. `left`: a server found that somebody
 * else had changed the log under it; `events` are then all that it knew. `doubted`: the streams that were in doubt; `foreign`: the events of
 * other programs that were passed over. `atRest`: whoever had the folder open has closed it, and appended nothing behind this event.
 */
export type Kept = Seen & {
  readonly missed?: SetBack;
  readonly left?: SetBack;
  readonly doubted?: readonly string[];
  readonly foreign?: PassedOver;
  readonly atRest?: true;
};

/** What the folder has seen, and the log that was opened, do not go together; says what to do. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';
}

export const otherLog = (dir: string): OtherLog =>
  new OtherLog(
    say(
      `数据目录 ${dir} 见过的事件日志不是现在打开的这一份，或这一份是空的，服务没有启动。`,
      `The event log that the data folder ${dir} has seen is not the one that was opened, or that one is empty; the server did not start. `,
    ) +
      say(
        `请接回原来的日志；原来的日志已丢失时，${restoreLog()}。`,
        `Bring the former log back; where it is lost, ${restoreLog()}.`,
      ),
  );

const unreadable = (file: string): OtherLog =>
  new OtherLog(
    say(
      `文件 ${file} 读不出来，不能确认事件日志没有被换回早先的状态，服务没有启动。`,
      `The file ${file} cannot be read, so nobody can say that the event log was not put back to an earlier state; the server did not start. `,
    ) +
      say(
        '请核对日志（fenming audit controls），删去这个文件再重新启动；启动后由财政审核向银行核实已收到的送盘文件，登记 fenming reconcile-restore。',
        'Check the log (fenming audit controls), remove this file and start again; then the finance checker has the bank say which bank files it received and records fenming reconcile-restore.',
      ),
  );

const fileOf = (dir: string): string => join(dir, 'log.seen');

/** A folder that has seen nothing yet says so from its first opening on: one that has no such file has lost it. */
const NOTHING = { origin: '', id: '' };

export const noteNew = (dir: string): void => {
  if (isNew(dir) && !existsSync(fileOf(dir))) writeSeen(dir, NOTHING);
};

/** Whether it was taken away what the folder has seen, so that any log might be believed. */
export const isForgotten = (dir: string): boolean => !existsSync(fileOf(dir)) && !isNew(dir);

/** Undefined where nothing was seen yet, or nobody knows any more what. @throws OtherLog for a file that nobody can read */
export const readSeen = (dir: string): Kept | undefined => {
  const file = fileOf(dir);
  if (!existsSync(file)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (isDeepStrictEqual(kept, NOTHING)) return undefined;
    if (isKept(kept)) return kept;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable(file);
};

const isKept = (kept: unknown): kept is Kept => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { origin, stream, position, id, at, revision, events } = kept as Partial<Record<keyof Seen, unknown>>;
  return (
    [origin, stream, position, id, at].every((word) => typeof word === 'string' && word !== '') &&
    [revision, events].every((number) => Number.isSafeInteger(number))
  );
};

/** Whole or not at all: nobody could tell a file that was cut off from one that was meddled with. */
export const writeSeen = (dir: string, seen: Kept | typeof NOTHING): void => writeWhole(fileOf(dir), `${JSON.stringify(seen)}\n`);

export const seenOf = (last: RecordedEvent, origin: string, events: number): Seen => {
  const { stream, revision, position, id, meta } = last;
  return { origin, stream, revision, position, id, at: meta.at, events };
};

/**
 * What the log lacks of what was seen; undefined where the event stands in its place. `events`: how many the log has now. A stream that has
 * a gap is in doubt already, and nothing new.
 */
export const setBackOf = async (log: EventLog, seen: Seen, events: number): Promise<SetBack | undefined> => {
  const last = await log.last();
  if (last !== undefined && last.position >= seen.position && (await stands(log, seen))) return undefined;
  return { events: Math.max(0, seen.events - events), from: last?.meta.at ?? '', until: seen.at };
};

/** Whether the log is not the one, or not any more the one, that the folder has seen. */
export const isSetBack = async (dir: string, log: EventLog): Promise<boolean> => {
  const seen = readSeen(dir);
  // They may be of a later log than this one, as long as nobody knows how far it had come.
  if (seen === undefined) return isForgotten(dir) || (await log.last()) !== undefined;
  return seen.left !== undefined || (await setBackOf(log, seen, seen.events)) !== undefined;
};
