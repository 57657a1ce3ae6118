import { view } from '../engine/view';
import { recoveries as projection } from './recoveries.projection';
import { recoveries } from './recoveries.questions';
import { RECOVERY } from './recoveries.table';

export const recoveriesView = view({
  tables: [RECOVERY],
  projection,
  questions: { recoveries },
});
