import { view } from '../engine/view';
import { batches as projection } from './batches.projection';
import { batches, batchesAt, batchesInStates, batch, bankFiles } from './batches.questions';
import { batchProgress } from './progress.questions';
import { controlTotals } from './control-totals.questions';
import { BATCH, BATCH_STEP, BATCH_TOTAL, BANK_FILE } from './batches.table';

export const batchesView = view({
  tables: [BATCH, BATCH_STEP, BATCH_TOTAL, BANK_FILE],
  projection,
  questions: { batches, batchesAt, batchesInStates, batch, bankFiles, batchProgress, controlTotals },
});
