import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { findPersonalNumbers } from '@fenming/citizen';

/** The caller's own request id is kept, unless it is no id: it stands in the log beside every event of the request. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const given = headers['x-request-id'];
  const isOne = typeof given === 'string' && /^[\w.-]{1,80}$/.test(given) && findPersonalNumbers(given).length === 0;
  return isOne ? given : randomUUID();
};
