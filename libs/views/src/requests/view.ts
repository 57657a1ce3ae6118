import { view } from '../engine/view';
import { requests as projection } from './requests.projection';
import { openRequests } from './requests.questions';
import { OPEN_REQUEST } from './requests.table';

export const requestsView = view({
  tables: [OPEN_REQUEST],
  projection,
  questions: { openRequests },
});
