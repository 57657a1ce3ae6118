import type { Doubts } from './doubts';
import { HistoryIncomplete, type AppendOutcome, type EventLog, type Position, type RecordedEvent } from './port';

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
  private looking: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'last' | 'readStream'> & { readonly first: () => Promise<RecordedEvent | undefined> },
    private readonly doubts: Doubts,
    /** The place of the last event that this process was answered or has read. */
    private readonly reached: () => Position | undefined,
  ) {}

  /** One look serves all who ask meanwhile. What was found once stays found: the process knows things that the log does not. */
  look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    if (this.doubts.ofWhole !== undefined) return;
    this.first ??= await this.origin();
    const reached = this.reached();
    const last = await this.log.last();
    if (this.first !== undefined && !(await stands(this.log, this.first))) return this.doubts.meddledWith('replaced');
    const isShort = reached !== undefined && (last === undefined || last.position < reached);
    if (isShort || (this.last !== undefined && !(await stands(this.log, this.last)))) return this.doubts.meddledWith('set_back');
    this.last = last;
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
