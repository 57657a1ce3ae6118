import { insert, one, type Projection } from '../engine/change';
import { ACTOR } from './actors.table';

const DISMISS = 'UPDATE actor SET dismissed = 1 WHERE actor = @actor';

export const actors = {
  ActorAppointed: ({ actorId, title, role, area, kind, personId }) => [
    insert(ACTOR, { actor: actorId, title, role, area, kind, dismissed: 0, person_id: personId }),
  ],
  ActorDismissed: ({ actorId }) => [one(DISMISS, { actor: actorId })],
} satisfies Projection;
