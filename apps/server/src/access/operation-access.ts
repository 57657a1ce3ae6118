import type { Role } from '@fenming/subsidy';
import type { FastifyRequest } from 'fastify';
import { INTAKES, type Intake } from '../limits';
import { ACCESS, OF_EVERYBODY, OF_THE_MACHINE, type OperationAccess } from './access-table';

/** Whether somebody only asks at a door: whatever happens, nothing was recorded. */
export const asks = (method: string, access: OperationAccess | undefined): boolean =>
  READS.includes(method) || access?.records === 'nothing, as a question';
export const records = (method: string, access: OperationAccess | undefined): boolean =>
  !READS.includes(method) && access?.records === undefined;

export const isQuestion = (request: FastifyRequest): boolean => asks(request.method, accessBehind(request));
export const recordsNothing = (request: FastifyRequest): boolean => !records(request.method, accessBehind(request));

/** What is answered in some milliseconds, so that only very many of them keep anybody waiting. */
export const isQuickQuestion = (request: FastifyRequest): boolean =>
  isQuestion(request) && accessBehind(request)?.isQuick !== false;

/** The board of the queue, whose routes a library makes. */
export const BOARD_PATH = '/ops/queues';
/** The page to try the doors from, likewise. */
const DOCS_PATH = '/docs';

const READS: readonly string[] = ['GET', 'HEAD'];

/** The row of a route in the access table, as the router writes it (`/batches/:id`); undefined for one that nobody has declared. */
export const accessOf = (method: string, route: string): OperationAccess | undefined => {
  if (route.startsWith(BOARD_PATH)) return OF_THE_MACHINE;
  const isRead = READS.includes(method);
  if (isRead && route.startsWith(DOCS_PATH)) return OF_EVERYBODY;
  return ACCESS[`${isRead ? 'GET' : method} ${route}`];
};

/** The same of a request. */
const accessBehind = ({ method, routeOptions: { url } }: FastifyRequest): OperationAccess | undefined =>
  url === undefined ? undefined : accessOf(method, url);

/** Whether a role may come in at a door; nobody may where there is none. */
export const admits = (method: string, route: string, role: Role): boolean => {
  const who = accessOf(method, route)?.admits;
  return typeof who === 'string' || who?.includes(role) === true;
};

/** The description of the doors and its page, which a library answers: they take no parameters, and Nest's guards do not reach them. */
export const isDescription = (route: string): boolean => route === '/openapi.json' || route.startsWith(DOCS_PATH);

/** What the door behind a request takes; where there is no door, as little as any. */
export const intakeOf = (method: string, route: string | undefined): Intake =>
  INTAKES[(route === undefined ? undefined : accessOf(method, route))?.takes ?? 'form'];
