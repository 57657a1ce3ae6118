import type { Doubts } from './doubts';
import { HistoryIncomplete, type AppendItem, type AppendOutcome, type EventLog, type Position, type RecordedEvent } from './port';

/** An event by its place. */
type Place = Pick<RecordedEvent, 'stream' | 'revision' | 'id'> & { readonly position: string };

/** Whether the log holds this very event at its place. A stream that has a gap is in doubt already, and nothing new. */
export const stands = async (log: Pick<EventLog, 'readStream'>, { stream, revision, position, id }: Place): Promise<boolean> => {
  try {
    const [event] = await log.readStream(stream, { from: revision, limit: 1 });
    return event?.id === id && event.position === position;
  } catch (error) {
    if (error instanceof HistoryIncomplete) return true;
    throw error;
  }
};

/** The later of a place and those at which appends ended. */
export const furthest = (outcomes: readonly AppendOutcome[], before: Position | undefined): Position | undefined =>
  outcomes.reduce((far, outcome) => {
    return 'position' in outcome && (far === undefined || outcome.position > far) ? outcome.position : far;
  }, before);

/** What this process has seen of its log, and whether that still stands there: somebody may put another log in its place meanwhile. */
export class Continuity {
  private first: Place | undefined;
  private last: Place | undefined;
  /** The last event that this process was answered, and the last that it knew when the log's server went away. */
  private answered: Place | undefined;
  private before: Place | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'last' | 'readStream'> & { readonly first: () => Promise<RecordedEvent | undefined> },
    private readonly doubts: Doubts,
    /** The last event that this process has read. */
    private readonly read: () => Place | undefined = () => undefined,
  ) {}

  /** Keeps the furthest of the events that were answered. */
  note(items: readonly AppendItem[], outcomes: readonly AppendOutcome[]): void {
    for (const [index, outcome] of outcomes.entries()) {
      const item = items[index];
      if (item === undefined || !('position' in outcome) || outcome.position <= (this.answered?.position ?? '')) continue;
      const { revision, position } = outcome;
      this.answered = { stream: item.stream, id: item.events.at(-1)?.id ?? '', revision, position };
    }
  }

  /** The same of a log with one writer: what it appends lies behind all that was answered before, unless the log was set back meanwhile. */
  noteInOrder(items: readonly AppendItem[], outcomes: readonly AppendOutcome[]): void {
    const before = this.answered?.position ?? '';
    if (outcomes.some((outcome) => outcome.outcome === 'appended' && outcome.position <= before))
      this.doubts.meddledWith('set_back');
    this.note(items, outcomes);
  }

  /** The server of the log went away. What is known now must stand there when it is back, however far it has grown by then. */
  wentAway(): void {
    this.before ??= this.reached();
  }

  private reached(): Place | undefined {
    const read = this.read();
    const { answered } = this;
    return read === undefined || (answered !== undefined && answered.position > read.position) ? answered : read;
  }

  /** One look serves all who ask meanwhile. What was found once stays found: the process knows things that the log does not. */
  look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    if (this.doubts.ofWhole !== undefined) return;
    try {
      await this.compare().catch(this.doubts.keep);
    } catch (error) {
      // What nobody can read is in doubt from now on, and compared with nothing.
      if (!(error instanceof HistoryIncomplete)) throw error;
    }
  }

  private async compare(): Promise<void> {
    this.first ??= await this.origin();
    const reached = this.reached();
    const { before } = this;
    const last = await this.log.last();
    if (this.first !== undefined && !(await stands(this.log, this.first))) return this.doubts.meddledWith('replaced');
    const isShort = reached !== undefined && (last === undefined || last.position < reached.position);
    if (isShort || !(await this.stand([reached, before, this.last]))) return this.doubts.meddledWith('set_back');
    this.last = last;
    if (this.before === before) this.before = undefined;
  }

  private async stand(known: readonly (Place | undefined)[]): Promise<boolean> {
    const places = new Map(known.flatMap((place) => (place === undefined ? [] : [[place.id, place]])));
    for (const place of places.values()) if (!(await stands(this.log, place))) return false;
    return true;
  }

  /** A log whose beginning is missing is in doubt already. */
  private async origin(): Promise<Place | undefined> {
    try {
      return await this.log.first();
    } catch (error) {
      if (error instanceof HistoryIncomplete) return undefined;
      throw error;
    }
  }
}
