import { AsyncLocalStorage } from 'node:async_hooks';

const since = new AsyncLocalStorage<number>();

/**
 * What is asked of a log in here is one request, accepted now: whatever it waits for before, it gives up a log that is silent no later than
 * a single call would. A request within another one is a part of it.
 */
export const asOneRequest = <Answer>(run: () => Promise<Answer>): Promise<Answer> =>
  since.getStore() === undefined ? since.run(performance.now(), run) : run();

/** When the request was accepted in which this is asked; now for a call by itself. By the machine's steady clock. */
export const acceptedAt = (): number => since.getStore() ?? performance.now();
