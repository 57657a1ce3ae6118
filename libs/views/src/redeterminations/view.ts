import { view } from '../engine/view';
import { redeterminations as projection } from './redeterminations.projection';
import { anyDetermined, changedCases, determinedCases, redetermination, redeterminations } from './redeterminations.questions';
import { CHANGED_CASE, REDETERMINATION } from './redeterminations.table';

export const redeterminationsView = view({
  tables: [REDETERMINATION, CHANGED_CASE],
  projection,
  questions: { redeterminations, redetermination, changedCases, determinedCases, anyDetermined },
});
