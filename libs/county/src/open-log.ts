import { say } from '@fenming/language';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEventStoreLog, openSqliteLog, type EventLog, type Writer } from '@fenming/event-log';
import { isOurStream } from '@fenming/subsidy';
import { endForDisk } from './ending';
import { readSeen } from './log-seen';

/** Where the facts are kept. `eventStoreUrl`: esdb://… of the cluster profile; without it, a SQLite file in the folder. */
export type Profile = { readonly eventStoreUrl?: string };

/** The folder's facts are kept elsewhere than the environment says: opening it anyway would show an empty county. */
export class OtherProfile extends Error {
  constructor(folder: string, kept: 'sqlite' | 'eventstore') {
    super(
      kept === 'sqlite'
        ? say(
            `数据目录 ${folder} 的记录在本目录的 log.sqlite 中，不在 EventStoreDB 中；请去掉 FENMING_EVENTSTORE_URL，或使用另一个数据目录。`,
            `The records of the data folder ${folder} are in log.sqlite of this folder and not in EventStoreDB; unset FENMING_EVENTSTORE_URL, or use another data folder.`,
          )
        : say(
            `数据目录 ${folder} 的记录在 EventStoreDB 中；请设置 FENMING_EVENTSTORE_URL 后再启动。`,
            `The records of the data folder ${folder} are in EventStoreDB; set FENMING_EVENTSTORE_URL and start again.`,
          ),
    );
    this.name = 'OtherProfile';
  }
}

/** Asked before anything is missed in the folder: what a setting was forgotten for is not lost. @throws OtherProfile */
export const refuseOtherProfile = (dir: string, { eventStoreUrl }: Profile): void => {
  if (eventStoreUrl === undefined && existsSync(join(dir, 'log.eventstore'))) throw new OtherProfile(dir, 'eventstore');
  if (eventStoreUrl !== undefined && existsSync(join(dir, 'log.sqlite'))) throw new OtherProfile(dir, 'sqlite');
};

/**
 * Opens the log for the folder's server. A file has one owner by its folder's lock; a log on a server by its lease.
 * @throws what the log says of a file or a server that it cannot use.
 */
export const openLog = async (dir: string, { eventStoreUrl }: Profile, writer: Writer): Promise<EventLog> => {
  const [file, marker] = [join(dir, 'log.sqlite'), join(dir, 'log.eventstore')];
  if (eventStoreUrl === undefined) return openSqliteLog(file, { onStopped: (fault) => endForDisk(say('日志', 'log'), fault) });
  const log = await openEventStoreLog(eventStoreUrl, { isOurs: isOurStream, passedOver: readSeen(dir)?.foreign, writer });
  writeFileSync(marker, 'The events of this folder are kept in EventStoreDB.\n');
  return log;
};
