import type { EventLog } from '@fenming/event-log';
import { tokenOf } from './positions';
import { fromPortEvent, portStreamOf, type PeerRecord } from './records';
import type { StreamTable } from './stream-table';

/** Reads of what is on disk. Numbers and revisions are inclusive; answers ascend. */
export class EventSource {
  constructor(
    private readonly log: EventLog,
    private readonly table: StreamTable,
  ) {}

  /** The events with numbers from `from` to `to`, clipped to what there is. */
  async numbered(from: number, to: number): Promise<readonly PeerRecord[]> {
    const first = Math.max(from, 1);
    const last = Math.min(to, this.table.committed);
    if (first > last) return [];
    const events = await this.log.readAll(tokenOf(first - 1), last - first + 1);
    return events.map(fromPortEvent);
  }

  /** The events of a stream with revisions from `from` to `to`, clipped to what there is and may still be read. */
  async revisions(stream: string, from: number, to: number): Promise<readonly PeerRecord[]> {
    const first = Math.max(from, this.firstReadable(stream));
    const last = Math.min(to, this.table.lastCommittedOf(stream));
    if (first > last) return [];
    const events = await this.log.readStream(portStreamOf(stream), { from: first, limit: last - first + 1 });
    return events.map(fromPortEvent);
  }

  firstReadable(stream: string): number {
    const state = this.table.stream(stream);
    if (state === undefined) return 0;
    const oldest = Date.now() - state.maxAgeMs;
    const young = state.times.findIndex((time) => time >= oldest);
    const tooOld = young < 0 ? state.times.length : young;
    return Math.max(state.truncateBefore, state.numbers.length - state.maxCount, tooOld, 0);
  }
}
