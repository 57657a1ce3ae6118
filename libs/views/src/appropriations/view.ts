import { view } from '../engine/view';
import { appropriations as projection } from './appropriations.projection';
import { appropriations } from './appropriations.questions';
import { APPROPRIATION } from './appropriations.table';

export const appropriationsView = view({
  tables: [APPROPRIATION],
  projection,
  questions: { appropriations },
});
