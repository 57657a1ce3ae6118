import { HistoryIncomplete, WHOLE_LOG, type Gap, type LogDoubts, type Meddling, type PassedOver } from './port';
import { numberOf, positionOf } from './position';

const MOST_NAMED = 100;

/** What one open log has met that speaks against its being whole. It knows places by their numbers. */
export class Doubts {
  private readonly incomplete = new Map<string, Gap>();
  /** The events of other programs by stream: how many were met, and the place of the last of them. */
  private readonly foreign = new Map<string, { events: number; last: number }>();
  /** Named as ours are named, and another program's from their first event on. */
  private readonly namesakes = new Set<string>();

  constructor(
    private readonly isNamedAsOurs: (stream: string) => boolean = () => true,
    private readonly before?: PassedOver,
  ) {}

  /** What the store was last told to do with a stream; undefined where it is to keep everything. */
  told(stream: string, reason: Gap | undefined): void {
    if (!this.isOurs(stream)) return;
    if (reason !== undefined) this.incomplete.set(stream, reason);
    else if (this.incomplete.get(stream) !== 'foreign') this.incomplete.delete(stream);
  }

  /** An event of another program, at a place of the log: in a stream of ours it is a gap, elsewhere it is passed over and counted once. */
  strange(stream: string, number: number): void {
    if (this.isOurs(stream)) this.incomplete.set(stream, 'foreign');
    const known = this.foreign.get(stream) ?? { events: 0, last: this.counted };
    if (number <= known.last) return;
    this.foreign.set(stream, { events: known.events + 1, last: number });
  }

  /** The streams named as ours are named in which another program has written. */
  get mixed(): readonly string[] {
    return [...this.incomplete].filter(([, reason]) => reason === 'foreign').map(([stream]) => stream);
  }

  /** Another program began the stream: nothing of ours ever stood in it, nor can it. */
  isNamesake(stream: string): void {
    this.namesakes.add(stream);
    this.incomplete.delete(stream);
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
    if (error instanceof HistoryIncomplete && !this.namesakes.has(error.stream) && !this.incomplete.has(error.stream))
      this.incomplete.set(error.stream, error.reason);
    throw error;
  };

  answer(): LogDoubts {
    const foreign = [...this.foreign].filter(([stream, { events }]) => events > 0 && !this.incomplete.has(stream));
    const events = foreign.reduce((sum, [, each]) => sum + each.events, this.before?.events ?? 0);
    const until = foreign.reduce((far, [, { last }]) => Math.max(far, last), this.counted);
    const streams = [...new Set([...(this.before?.streams ?? []), ...foreign.map(([stream]) => stream)])];
    return {
      incomplete: [...this.incomplete].slice(0, MOST_NAMED).map(([stream, reason]) => ({ stream, reason })),
      foreign: { events, streams: streams.slice(0, MOST_NAMED) },
      ...(until === 0 ? {} : { foreignUntil: positionOf(until) }),
    };
  }

  /** The place up to which they were counted before. */
  private get counted(): number {
    return this.before === undefined ? 0 : numberOf(this.before.until);
  }

  private isOurs(stream: string): boolean {
    return this.isNamedAsOurs(stream) && !this.namesakes.has(stream);
  }
}
