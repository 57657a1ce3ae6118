import { randomUUID } from 'node:crypto';
import { comparisonKey } from '@fenming/citizen';
import { orRefused, Refused } from '@fenming/commands';
import type { RecordedEvent } from '@fenming/event-log';
import { countyDecider, streams, type ActorId, type CountyRestored, type ReceivedFile } from '@fenming/subsidy';
import type { County } from './county';

/** Says in the log that this county came out of a backup. Whoever opens it from now on has to reconcile first. */
export const markAsRestored = async (county: County, backup: CountyRestored['data']): Promise<void> => {
  const commandId = randomUUID();
  const asked = { by: 'system' as ActorId, role: 'system' as const, area: county.code() };
  const command = { do: 'mark-restored' as const, ...backup };
  orRefused(await county.executor.one(countyDecider, streams.county, command, { asked, commandId, correlation: commandId }));
  await county.changed();
};

/** The log was put back to an earlier state, of which `last` is the end: what was recorded after it is missing, as after a restore. */
export const markSetBack = async (county: County, last: RecordedEvent | undefined): Promise<void> => {
  const { opened, restored } = county.state();
  if (last === undefined || opened === undefined || restored?.reconciled === false) return;
  const personalData = restored?.personalData ?? true;
  await markAsRestored(county, { backupHead: last.id, backupTakenAt: last.meta.at, personalData });
};

/** Whether the bank has received this very file before the restore. Another file under a name that it has received is refused. */
export const isAlreadySent = (county: County, { fileName, sha256 }: Pick<ReceivedFile, 'fileName' | 'sha256'>): boolean => {
  const sameName = (other: string): boolean => comparisonKey(other) === comparisonKey(fileName);
  const received = Object.values(county.state().received).filter((file) => file.sha256 === sha256 || sameName(file.fileName));
  if (received.some((file) => file.sha256 !== sha256)) throw new Refused({ refused: 'control_total_mismatch', detail: fileName });
  return received.length > 0;
};
