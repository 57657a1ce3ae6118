import { view } from '../engine/view';
import { ledger as projection } from './ledger.projection';
import { isYearClosed, ledger, postings } from './ledger.questions';
import { POSTING, ROSTER_CHUNK, PAID_CHUNK, CLOSED_YEAR } from './ledger.table';

export const ledgerView = view({
  tables: [POSTING, ROSTER_CHUNK, PAID_CHUNK, CLOSED_YEAR],
  projection,
  questions: { isYearClosed, ledger, postings },
});
