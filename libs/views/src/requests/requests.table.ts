import { key, table } from '../engine/table';

/** Money requests that were accepted and not answered yet. */
export const OPEN_REQUEST = table('open_request', { request_id: key.random });
