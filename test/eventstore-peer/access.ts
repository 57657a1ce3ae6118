import type { Metadata } from '@grpc/grpc-js';
import { refusals, type PeerRefusal } from './refusals';

/** Name → password; undefined lets everybody in, as a server started with `--insecure`. */
export type Users = Readonly<Record<string, string>> | undefined;

/** Wrong credentials are UNAUTHENTICATED; none at all are an anonymous user, who may do nothing with streams. */
export function denial(users: Users, metadata: Metadata): PeerRefusal | undefined {
  if (users === undefined) return undefined;
  const [header] = metadata.get('authorization');
  if (header === undefined) return refusals.accessDenied();
  const [scheme, credentials = ''] = String(header).split(' ');
  const [name = '', ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  const known = scheme === 'Basic' && Object.hasOwn(users, name) && users[name] === password.join(':');
  return known ? undefined : refusals.unauthenticated();
}
