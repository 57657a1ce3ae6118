import { instant, type Instant } from '@fenming/calendar';
import type { Clock } from '@fenming/commands';
import { machineNow } from './whole-until';

/** Follows the machine until a demo county advances its simulated clock; from then on only its events move time. */
export class CountyClock implements Clock {
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
