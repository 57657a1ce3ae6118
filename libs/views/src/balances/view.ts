import { view } from '../engine/view';
import { balances as projection } from './balances.projection';
import { balances, yearSummary } from './balances.questions';
import { ENTITLEMENT, BALANCE } from './balances.table';

export const balancesView = view({
  tables: [ENTITLEMENT, BALANCE],
  projection,
  questions: { balances, yearSummary },
});
