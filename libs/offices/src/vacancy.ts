import { areaContains, type AreaCode } from '@fenming/citizen';
import type { ActorId, BatchStage, Role } from '@fenming/subsidy';
import type { Actor } from '@fenming/views';
import type { RunningCounty } from '@fenming/county';

/** Which offices a batch still needs, by the stage that it has reached; one that is not locked, or is closed, waits for nobody. */
const NEEDED: Partial<Record<BatchStage, readonly Role[]>> = {
  locked: ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser', 'bank'],
  submitted: ['finance-checker', 'finance-approver', 'finance-releaser', 'bank', 'finance-maker'],
  checked: ['finance-approver', 'finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  approved: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  released: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  instructed: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  file_issued: ['bank', 'finance-checker', 'finance-maker'],
  result_recorded: ['bank', 'finance-checker', 'finance-maker'],
  result_applied: ['bank', 'finance-checker', 'finance-maker'],
  reconciled: ['finance-maker'],
};

/** The batch that nobody could carry on without this account; nothing where there is none. */
export const vacated = async (county: RunningCounty, id: ActorId): Promise<{ readonly vacates?: string }> => {
  await county.caughtUp();
  const all = county.views.actors();
  const leaving = all.find((actor) => actor.id === id);
  const waiting =
    leaving === undefined
      ? undefined
      : county.views
          .batches()
          .find(({ state, area }) => (NEEDED[state] ?? []).includes(leaving.role) && isLast(all, leaving, area));
  return waiting === undefined ? {} : { vacates: waiting.batch_id };
};

const isLast = (all: readonly Actor[], { id, role }: Actor, area: AreaCode): boolean =>
  !all.some(
    (other) =>
      other.id !== id &&
      other.role === role &&
      !other.dismissed &&
      other.credential !== null &&
      other.awaited === null &&
      areaContains(other.area, area),
  );
