import { setTimeout as sleep } from 'node:timers/promises';
import { LogUnavailable } from '@fenming/event-log';

const PAUSE_MS = 500;

/** Does what needs the log again and again while the log cannot be reached, and leaves it where `isOver`. @throws what else it fails with */
export const waitingForLog = async (work: () => Promise<void>, isOver: () => boolean): Promise<void> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogUnavailable) || error.hindrance !== 'unreachable') throw error;
      if (isOver()) return;
      await sleep(PAUSE_MS);
    }
  }
};
