import { zipEntries } from './zip-entries';

/** 1980-01-01 00:00, the first moment that ZIP can write: time 0, date 0x0021. */
const EPOCH = Buffer.from([0, 0, 0x21, 0]);

/** Sets every entry's time to the same moment, in place: the writer stamps the clock, and equal rosters must be equal files. */
export function withSteadyTimes(archive: Buffer): Buffer {
  for (const { directoryAt, localAt } of zipEntries(archive) ?? []) {
    EPOCH.copy(archive, directoryAt + 12);
    EPOCH.copy(archive, localAt + 10);
  }
  return archive;
}
