import type { Metadata } from '@grpc/grpc-js';
import type { Target } from './faults';
import { refusals, type PeerRefusal } from './refusals';

/** A login, and what it may do besides: everything unless told. */
export type User = { readonly password: string; readonly may?: (target: Target) => boolean };
/** By name; undefined lets everybody in, as a server started with `--insecure`. */
export type Users = Readonly<Record<string, User>> | undefined;

/** Wrong credentials are UNAUTHENTICATED; none at all are an anonymous user, who may do nothing with streams. */
export function denial(users: Users, metadata: Metadata, target: Target): PeerRefusal | undefined {
  if (users === undefined) return undefined;
  const [header] = metadata.get('authorization');
  if (header === undefined) return refusals.accessDenied();
  const [scheme, credentials = ''] = String(header).split(' ');
  const [name = '', ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  const user = Object.hasOwn(users, name) ? users[name] : undefined;
  if (scheme !== 'Basic' || user?.password !== password.join(':')) return refusals.unauthenticated();
  return user.may?.(target) === false ? refusals.accessDenied() : undefined;
}
