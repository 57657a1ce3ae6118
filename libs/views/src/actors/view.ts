import { view } from '../engine/view';
import { actors as projection } from './actors.projection';
import { actors, accountChanges } from './actors.questions';
import { ACTOR, ACTOR_CHANGE } from './actors.table';

export const actorsView = view({
  tables: [ACTOR, ACTOR_CHANGE],
  projection,
  questions: { actors, accountChanges },
});
