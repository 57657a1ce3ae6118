import type { EventLog } from '@fenming/event-log';
import {
  readAs,
  rosterHash,
  streams,
  type Batch,
  type LockedChunk,
  type ResultLine,
  type RosterLine,
  type Said,
} from '@fenming/subsidy';

type Chunk = 'RosterChunkLocked' | 'BankResultChunkRecorded';

/** The lines of a locked roster, read chunk by chunk from the batch's own stream and never all at once. */
export class RosterBook {
  constructor(private readonly log: EventLog) {}

  /** @throws Error when what the log says now is not what was locked. */
  async lines({ opened: { batch } }: Batch, { revision, hash, chunk }: LockedChunk): Promise<readonly RosterLine[]> {
    const { lines } = await this.chunk(batch, revision, 'RosterChunkLocked');
    if (rosterHash(lines) !== hash) throw new Error(`chunk ${chunk} of batch ${batch} is not what was locked`);
    return lines;
  }

  async *chunks(state: Batch): AsyncGenerator<readonly RosterLine[]> {
    for (const chunk of state.chunks) yield this.lines(state, chunk);
  }

  /** The lines with these numbers, from the chunks that hold any of them. */
  async *linesNumbered(state: Batch, wanted: ReadonlySet<number>): AsyncGenerator<RosterLine> {
    for (const chunk of state.chunks) {
      if (!holdsAny(chunk, wanted)) continue;
      for (const line of await this.lines(state, chunk)) if (wanted.has(line.lineNo)) yield line;
    }
  }

  /** The lines of one chunk of a bank's result file. */
  async answers({ opened: { batch } }: Batch, revision: number): Promise<readonly ResultLine[]> {
    return (await this.chunk(batch, revision, 'BankResultChunkRecorded')).lines;
  }

  private async chunk<Type extends Chunk>(batch: string, revision: number, type: Type): Promise<Said<Type>> {
    const [event] = await this.log.readStream(streams.payoutBatch(batch), { from: revision, limit: 1 });
    const said = event === undefined ? undefined : readAs(event, type);
    if (said === undefined) throw new Error(`batch ${batch} has no ${type} at ${revision}`);
    return said;
  }
}

const holdsAny = ({ firstLine, count }: LockedChunk, wanted: ReadonlySet<number>): boolean => {
  if (wanted.size > count) {
    for (let lineNo = firstLine; lineNo < firstLine + count; lineNo += 1) if (wanted.has(lineNo)) return true;
    return false;
  }
  for (const lineNo of wanted) if (lineNo >= firstLine && lineNo < firstLine + count) return true;
  return false;
};
