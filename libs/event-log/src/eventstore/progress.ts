import type { RecordedEvent } from '../port';
import { numberOf } from '../position';

/** How far this process has seen the log: its own appends and everything that it has read. */
export class Progress {
  /** The number of the last event seen; 0 when the log was empty. */
  head = 0;
  /** The last event that was read. */
  last: RecordedEvent | undefined;

  constructor(private lastAt: string) {}

  see(event: RecordedEvent): void {
    const { position, meta } = event;
    if (this.last === undefined || position > this.last.position) this.last = event;
    this.reach(numberOf(position));
    if (meta.at > this.lastAt) this.lastAt = meta.at;
  }

  reach(number: number): void {
    if (number > this.head) this.head = number;
  }

  /** The instant at which an event is recorded: never before one that was seen, whatever its writer's clock says. */
  lift(at: string): string {
    if (at > this.lastAt) this.lastAt = at;
    return this.lastAt;
  }
}
