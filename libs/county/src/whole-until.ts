import { instant, type Instant } from '@fenming/calendar';

/** By the machine's clock, also where the county's is simulated: it is told to people who look at a watch. */
export const machineNow = (): Instant => instant(new Date().toISOString());

/** Until when the tables are known to show everything that anybody had recorded. A county where nothing happens is whole all the same. */
export class WholeUntil {
  private until = machineNow();

  get instant(): Instant {
    return this.until;
  }

  /** `asked`: when the log was asked where it ends, before the tables were found to have come so far. */
  confirm(asked: Instant): void {
    if (asked > this.until) this.until = asked;
  }
}
