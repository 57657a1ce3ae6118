import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Instant } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { derivedId, type Asked } from '@fenming/subsidy';
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'fenming_session';

/** `asOf`: since when the log has not answered, where what is shown may be older than it. */
export type AuthedRequest = FastifyRequest & { asked?: Omit<Asked, 'at'>; asOf?: Instant };

/** The bearer token, or the session of a browser; whoever sends an empty one has none. */
export const tokenOf = (request: FastifyRequest): string | undefined => {
  const { authorization } = request.headers;
  const token = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : request.cookies[SESSION_COOKIE];
  return token === undefined || token.trim() === '' ? undefined : token;
};

/** The actor of the request, and the id under which its command is recorded: from the Idempotency-Key where there is one. */
export const callerOf = (request: AuthedRequest): Caller => {
  if (request.asked === undefined) throw new Refused({ refused: 'unauthenticated' });
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' ? derivedId('command', request.asked.by, request.url, key) : randomUUID();
  return { asked: request.asked, commandId, correlation: request.id };
};

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<AuthedRequest>()),
);
