import { randomFor } from '../../libs/demo-county/src/county/random';
import type { Kill } from './kill-switch';

const LONGEST_MILLISECONDS = 60;
const MOMENTS = ['before', 'after', 'later'] as const;

/** `instants`: numbers of events after which a kill may come, in order. */
export type KillPlan = {
  readonly seed: number;
  readonly kills: number;
  readonly instants: readonly number[];
  readonly note: string;
};

/**
 * So many seeded kills, one in each equal stretch of the instants: around a commit of the log, where the disk and the answer part
 * ways, or some time after one, where files beside the log are written.
 */
export const drawKills = ({ seed, kills, instants, note }: KillPlan): readonly Kill[] => {
  const random = randomFor(seed, 'kills');
  const stretch = instants.length / kills;
  return Array.from({ length: kills }, (_, index): Kill => {
    const events = random.pick(instants.slice(Math.floor(index * stretch), Math.floor((index + 1) * stretch)));
    return { events, moment: random.pick(MOMENTS), milliseconds: random.between(1, LONGEST_MILLISECONDS), note };
  });
};
