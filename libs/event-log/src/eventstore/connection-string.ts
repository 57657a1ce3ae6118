import { LogUnavailable } from '../port';

/** esdb://name:password@hosts?settings. Without a second @: what follows the first would be taken for a host and named in errors. */
const SHAPE = /^esdb(?:\+discover)?:\/\/(?:[^:@/?]+:[^@]+@)?[^@?]+(?:\?([^@]*))?$/;

/**
 * What the client can be told. Left out on purpose: `throwOnAppendFailure`, with which a wrong revision would pass for an append, and
 * `tlsVerifyCert`, which the client does not obey.
 */
const SETTINGS = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'nodePreference',
  'tls',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
];

/**
 * Refuses what the client would complain of in words that repeat the whole text, credentials included.
 * @throws Definite('unavailable') without a word of the text.
 */
export function checkConnectionString(text: string): void {
  const shape = SHAPE.exec(text);
  if (shape === null) throw malformed();
  const names = (shape[1] ?? '').split('&').map((setting) => setting.split('=')[0] ?? '');
  if (names.some((name) => name !== '' && !SETTINGS.includes(name)))
    throw new LogUnavailable('address', `the EventStoreDB connection string may only set ${SETTINGS.join(', ')}`);
}

export const malformed = (): LogUnavailable =>
  new LogUnavailable('address', 'the EventStoreDB connection string is malformed, or names a certificate that is not there');
