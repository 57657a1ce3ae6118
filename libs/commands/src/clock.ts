import type { Instant } from '@fenming/calendar';

/** When something is recorded. `trueNow` is set only where the clock is simulated: the machine's own time, kept beside it. */
export type Clock = {
  readonly now: () => Instant;
  readonly trueNow: () => Instant | undefined;
  readonly simulated: () => boolean;
};
