import { view } from '../engine/view';
import { comparisons as projection } from './comparisons.projection';
import { lastComparisons, personsWithOpenCase } from './comparisons.questions';
import { COMPARISON } from './comparisons.table';

export const comparisonsView = view({
  tables: [COMPARISON],
  projection,
  questions: { lastComparisons, personsWithOpenCase },
});
