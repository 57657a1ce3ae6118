import { join } from 'node:path';
import { openEventStoreLog, openSqliteLog, type EventLog } from '@fenming/event-log';

/** Where the facts are kept. `eventStoreUrl`: esdb://… of the cluster profile; without it, a SQLite file in the folder. */
export type Profile = { readonly eventStoreUrl?: string };

/** The profile that the environment asks for. An empty variable counts as none. */
export const profileOf = ({ EVENTSTORE_URL }: NodeJS.ProcessEnv): Profile =>
  EVENTSTORE_URL === undefined || EVENTSTORE_URL === '' ? {} : { eventStoreUrl: EVENTSTORE_URL };

export const openLog = async (dir: string, { eventStoreUrl }: Profile): Promise<EventLog> =>
  eventStoreUrl === undefined ? openSqliteLog(join(dir, 'log.sqlite')) : openEventStoreLog(eventStoreUrl);
