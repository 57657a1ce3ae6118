import type { Reader } from '../engine/reader';

/** The ids of the money requests that nobody has answered. */
export function openRequests(reader: Reader): readonly string[] {
  return reader
    .all<{ readonly request_id: string }>('SELECT request_id FROM open_request ORDER BY request_id', {})
    .map(({ request_id }) => request_id);
}
