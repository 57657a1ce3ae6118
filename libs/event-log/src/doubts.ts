import { HistoryIncomplete, WHOLE_LOG, type Gap, type LogDoubts, type Meddling } from './port';

const MOST_NAMED = 100;

/** What one open log has met that speaks against its being whole. It knows places by their numbers. */
export class Doubts {
  private readonly incomplete = new Map<string, Gap>();
  /** The streams of other programs: how many of their events were passed over, and the last of them. */
  private readonly foreign = new Map<string, { events: number; last: number }>();

  constructor(private readonly isOurs: (stream: string) => boolean = () => true) {}

  /** What the store was last told to do with a stream; undefined where it is to keep everything. */
  told(stream: string, reason: Gap | undefined): void {
    if (!this.isOurs(stream)) return;
    if (reason !== undefined) this.incomplete.set(stream, reason);
    else if (this.incomplete.get(stream) !== 'foreign') this.incomplete.delete(stream);
  }

  /** An event of another program, at a place of the log: in a stream of ours it is a gap, elsewhere it is passed over and counted once. */
  strange(stream: string, number: number): void {
    if (this.isOurs(stream)) {
      this.incomplete.set(stream, 'foreign');
      return;
    }
    const known = this.foreign.get(stream) ?? { events: 0, last: 0 };
    if (number <= known.last) return;
    this.foreign.set(stream, { events: known.events + 1, last: number });
  }

  /** Somebody else was found to have changed the log. */
  meddledWith(reason: Meddling): void {
    this.incomplete.set(WHOLE_LOG, reason);
  }

  /** What is wrong with the log as a whole. */
  get ofWhole(): Gap | undefined {
    return this.incomplete.get(WHOLE_LOG);
  }

  /** @throws HistoryIncomplete for the first stream that is known to have a gap, or of which the store may forget events */
  refuse(items: readonly { readonly stream: string }[]): void {
    if (this.incomplete.size === 0) return;
    for (const { stream } of items)
      for (const name of [stream, WHOLE_LOG]) {
        const reason = this.incomplete.get(name);
        // That it was set back must be recorded in the log itself; who appends decides on what is there.
        if (reason !== undefined && reason !== 'set_back') throw new HistoryIncomplete(name, reason);
      }
  }

  /** Keeps in mind what a read has found, and throws it on. */
  readonly keep = (error: unknown): never => {
    if (error instanceof HistoryIncomplete && !this.incomplete.has(error.stream)) this.incomplete.set(error.stream, error.reason);
    throw error;
  };

  answer(): LogDoubts {
    const events = [...this.foreign.values()].reduce((sum, each) => sum + each.events, 0);
    return {
      incomplete: [...this.incomplete].slice(0, MOST_NAMED).map(([stream, reason]) => ({ stream, reason })),
      foreign: { events, streams: [...this.foreign.keys()].slice(0, MOST_NAMED) },
    };
  }
}
