import { randomFor } from '../../apps/cli/src/demo/county/random';
import type { Kill } from './kill-switch';

const LONGEST_MILLISECONDS = 60;

/**
 * So many seeded instants over a run of `events` events, one in each equal stretch of it: around a commit of the log, where the
 * disk and the answer part ways, and some time after one, where files beside the log are written.
 */
export const killPlan = (seed: number, kills: number, { events, note }: { readonly events: number; readonly note: string }) => {
  const random = randomFor(seed, 'kills');
  return Array.from({ length: kills }, (_, index): Kill => {
    const first = Math.floor((index * events) / kills) + 1;
    return {
      events: random.between(first, Math.floor(((index + 1) * events) / kills)),
      moment: random.pick(['before', 'after', 'later']),
      milliseconds: random.between(1, LONGEST_MILLISECONDS),
      note,
    };
  });
};
