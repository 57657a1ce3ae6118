import { createHash, timingSafeEqual } from 'node:crypto';
import { Refused } from '@fenming/commands';
import type { FastifyRequest } from 'fastify';
import { pathOf } from '../problem';
import { SESSION_COOKIE } from './caller';
import { isReading, isRecord } from './request-shape';

/**
 * A form of ours carries it: bound to the session, and of no use to anybody who has not got that. Empty without a session. An address that cannot be
 * read is answered before its cookies are.
 */
export const formTokenOf = ({ cookies }: Partial<Pick<FastifyRequest, 'cookies'>>): string => {
  const session = cookies?.[SESSION_COOKIE];
  return session === undefined ? '' : createHash('sha256').update(`form ${session}`).digest('base64url');
};

const isBearer = ({ headers }: FastifyRequest): boolean => headers.authorization?.startsWith('Bearer ') === true;

/** What a browser says by itself of where a request comes from; no script of another page can change it. */
const comesFromElsewhere = ({ headers, host }: FastifyRequest): boolean => {
  const { 'sec-fetch-site': site, origin } = headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
};

/** A browser sends its session along wherever the request was made: what another page had it send is not the person's will. @throws Refused */
export const refuseForeign = (request: FastifyRequest): void => {
  if (!isReading(request) && !isBearer(request) && comesFromElsewhere(request)) throw new Refused({ refused: 'foreign_form' });
};

/**
 * A form that was not made for this session, by whatever way it came here. The mark is taken off: no door reads it. Forms with files go through the
 * API alone, where the browser's own word is asked (above). @throws Refused
 */
export const refuseUnmarked = (request: FastifyRequest): void => {
  const { body } = request;
  const isPage = !pathOf(request).startsWith('/api/');
  if (isReading(request) || !isPage || isBearer(request)) return;
  const { form_token: given, ...form } = (isRecord(body) ? body : {}) as Readonly<Record<string, unknown>>;
  if (isRecord(body)) request.body = form;
  const own = Buffer.from(formTokenOf(request));
  const sent = Buffer.from(typeof given === 'string' ? given : '');
  if (own.length > 0 && pathOf(request) !== '/login' && !(sent.length === own.length && timingSafeEqual(sent, own)))
    throw new Refused({ refused: 'foreign_form' });
};
