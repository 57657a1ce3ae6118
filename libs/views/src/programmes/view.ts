import { view } from '../engine/view';
import { programmes as projection } from './programmes.projection';
import { programmeVersions, programmesKnown } from './programmes.questions';
import { PROGRAMME_VERSION } from './programmes.table';

export const programmesView = view({
  tables: [PROGRAMME_VERSION],
  projection,
  questions: { programmeVersions, programmesKnown },
});
