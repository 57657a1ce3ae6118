import { view } from '../engine/view';
import { payees as projection } from './payees.projection';
import { payeesOf } from './payees.questions';
import { PAYEE, IDENTITY } from './payees.table';

export const payeesView = view({
  tables: [PAYEE, IDENTITY],
  projection,
  questions: { payeesOf },
});
