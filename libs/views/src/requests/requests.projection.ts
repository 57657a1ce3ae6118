import { insert, some, type Projection } from '../engine/change';
import { OPEN_REQUEST } from './requests.table';

/** A request that was cut off may be answered twice: the second time there is nothing left to close. */
const CLOSE = 'DELETE FROM open_request WHERE request_id = @requestId';

export const requests = {
  RequestAccepted: ({ requestId }) => [insert(OPEN_REQUEST, { request_id: requestId })],
  RequestAnswered: ({ requestId }) => [some(CLOSE, { requestId })],
} satisfies Projection;
