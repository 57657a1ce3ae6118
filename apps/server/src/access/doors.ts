import type { Role } from '@fenming/subsidy';
import type { FastifyRequest } from 'fastify';
import { INTAKES, type Intake } from '../limits';
import { ACCESS, OF_EVERYBODY, OF_THE_MACHINE, type Door } from './access-table';

/** What is asked by POST, since a question may hold personal data or a whole text, and records nothing. */
const QUESTIONS: readonly string[] = ['/api/v1/eligibility/queries', '/api/v1/programmes/dry-runs'];
/** Likewise, and waits for the tables or reads the log by itself. */
const OTHERS_THAT_RECORD_NOTHING: readonly string[] = ['/api/v1/audit/replays', '/api/v1/sessions', '/login'];

/** Whether somebody only asks at a route: whatever happens, nothing was recorded. */
export const asks = (method: string, route: string): boolean =>
  READS.includes(method) || (method === 'POST' && QUESTIONS.includes(route));
export const records = (method: string, route: string): boolean =>
  !asks(method, route) && !OTHERS_THAT_RECORD_NOTHING.includes(route);

export const isQuestion = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean => asks(method, url);
export const recordsNothing = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean => !records(method, url);

/** Whether the server lives must be told at once; a batch is watched as long as it is paid; the rest has a queue of its own. */
const NOT_QUICK: readonly string[] = [
  '/health/live',
  '/health/ready',
  '/api/v1/batches/:id/progress',
  '/api/v1/controls',
  '/api/v1/programmes/dry-runs',
];
/** What is answered in some milliseconds, so that only very many of them keep anybody waiting. */
export const isQuickQuestion = (request: FastifyRequest): boolean =>
  isQuestion(request) && !NOT_QUICK.includes(request.routeOptions.url ?? '');

/** The board of the queue, whose routes a library makes. */
export const BOARD_PATH = '/ops/queues';
/** The page to try the doors from, likewise. */
const DOCS_PATH = '/docs';

const READS: readonly string[] = ['GET', 'HEAD'];

/** The door of a route, as the router writes it (`/batches/:id`); undefined for one that nobody has declared. */
export const doorOf = (method: string, route: string): Door | undefined => {
  if (route.startsWith(BOARD_PATH)) return OF_THE_MACHINE;
  const isRead = READS.includes(method);
  if (isRead && route.startsWith(DOCS_PATH)) return OF_EVERYBODY;
  return ACCESS[`${isRead ? 'GET' : method} ${route}`];
};

/** Whether a role may come in at a door; nobody may where there is none. */
export const admits = (method: string, route: string, role: Role): boolean => {
  const who = doorOf(method, route)?.admits;
  return typeof who === 'string' || who?.includes(role) === true;
};

/** The description of the doors and its page, which a library answers: they take no parameters, and Nest's guards do not reach them. */
export const isDescription = (route: string): boolean => route === '/openapi.json' || route.startsWith(DOCS_PATH);

/** What the door behind a request takes; where there is no door, as little as any. */
export const intakeOf = (method: string, route: string | undefined): Intake =>
  INTAKES[(route === undefined ? undefined : doorOf(method, route))?.takes ?? 'form'];
