import { view } from '../engine/view';
import { recoveries as projection } from './recoveries.projection';
import { overpaid, recoveries } from './recoveries.questions';
import { EXCESS, RECOVERY } from './recoveries.table';

export const recoveriesView = view({
  tables: [RECOVERY, EXCESS],
  projection,
  questions: { overpaid, recoveries },
});
