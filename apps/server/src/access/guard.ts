import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refused, type Caller } from '@fenming/application';
import { areaContains, type AreaCode } from '@fenming/citizen';
import { derivedId, type Asked } from '@fenming/subsidy';
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { requestIdOf } from '../problem';

export const SESSION_COOKIE = 'fenming_session';

export type AuthedRequest = FastifyRequest & { asked?: Omit<Asked, 'at'> };

/** The bearer token, or the session of a browser. */
export const tokenOf = (request: FastifyRequest): string | undefined => {
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ') === true) return authorization.slice(7);
  return request.cookies[SESSION_COOKIE];
};

/** The actor of the request, and the id under which its command is recorded: from the Idempotency-Key where there is one. */
export const callerOf = (request: AuthedRequest): Caller => {
  if (request.asked === undefined) throw new Refused({ refused: 'unauthenticated' });
  const key = request.headers['idempotency-key'];
  const commandId = typeof key === 'string' ? derivedId('command', request.asked.by, request.url, key) : randomUUID();
  return { asked: request.asked, commandId, correlation: requestIdOf(request) };
};

export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<AuthedRequest>()),
);

/** The area a reader may see: the one asked for when it lies in the actor's own, else refused; the whole own area when none was asked for. */
export const visibleArea = ({ asked }: Caller, wanted?: string): AreaCode => {
  if (wanted === undefined) return asked.area;
  if (!areaContains(asked.area, wanted as AreaCode)) throw new Refused({ refused: 'forbidden_area' });
  return wanted as AreaCode;
};
