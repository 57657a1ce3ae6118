import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

/** A working day; the session behind it ends earlier where nobody uses it. */
const LONGEST_SECONDS = 8 * 3600;

/** Where TLS is in front, the browser sends the session over nothing else. */
export const sessionCookie = ({ protocol }: FastifyRequest): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: protocol === 'https',
  maxAge: LONGEST_SECONDS,
});
