import { view } from '../engine/view';
import { ledger as projection } from './ledger.projection';
import { ledger, postings } from './ledger.questions';
import { POSTING, ROSTER_CHUNK, PAID_CHUNK, CLOSED_YEAR } from './ledger.table';

export const ledgerView = view({
  tables: [POSTING, ROSTER_CHUNK, PAID_CHUNK, CLOSED_YEAR],
  projection,
  questions: { ledger, postings },
});
