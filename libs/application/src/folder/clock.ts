import { instant, type Instant } from '@fenming/calendar';
import { machineNow } from './whole-until';

/** The folder's clock. `trueNow` is set only where the clock is simulated: the machine's own time, kept beside it. */
export type Clock = {
  readonly now: () => Instant;
  readonly trueNow: () => Instant | undefined;
  readonly simulated: () => boolean;
};

/** Follows the machine until a demo county advances its simulated clock; from then on only its events move time. */
export class FolderClock implements Clock {
  private simulatedNow: Instant | undefined;

  now(): Instant {
    return this.simulatedNow ?? machineNow();
  }

  trueNow(): Instant | undefined {
    return this.simulatedNow === undefined ? undefined : machineNow();
  }

  simulated(): boolean {
    return this.simulatedNow !== undefined;
  }

  simulate(to: string): void {
    this.simulatedNow = instant(to);
  }

  followMachine(): void {
    this.simulatedNow = undefined;
  }
}
