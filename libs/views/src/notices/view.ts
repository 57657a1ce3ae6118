import { view } from '../engine/view';
import { notices as projection } from './notices.projection';
import { notices, noticesIn } from './notices.questions';
import { NOTICE } from './notices.table';

export const noticesView = view({
  tables: [NOTICE],
  projection,
  questions: { notices, noticesIn },
});
