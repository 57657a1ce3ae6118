import type { Role } from '@fenming/subsidy';
import { INTAKES, type Intake, type IntakeName } from '../limits';

/**
 * Who may come in, and what they may bring. `anybody` need not say who they are; `everybody` is whoever is appointed; a list names the roles, the
 * one to turn to first. Whether a thing may be done, and where, the deciders say: this is asked before a byte of the body is read.
 */
export type Door = { readonly admits: 'anybody' | 'everybody' | readonly Role[]; readonly takes: IntakeName };

const CONFIRMERS: readonly Role[] = ['village', 'township', 'health'];
const SECOND_PERSON: readonly Role[] = ['health', 'finance-approver'];
const FINANCE: readonly Role[] = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'];

const only = (role: Role, takes: IntakeName = 'fields'): Door => ({ admits: [role], takes });
const oneOf = (admits: readonly Role[], takes: IntakeName = 'fields'): Door => ({ admits, takes });

/** Every door through which something is brought in, by its route. One that is missing here keeps the server from starting. */
const POSTS: Readonly<Record<string, Door>> = {
  '/login': { admits: 'anybody', takes: 'form' },
  '/logout': { admits: 'anybody', takes: 'form' },
  '/batches/:id/:step': { admits: 'everybody', takes: 'form' },
  '/api/v1/sessions': { admits: 'anybody', takes: 'form' },
  '/api/v1/eligibility/queries': { admits: 'everybody', takes: 'fields' },

  '/api/v1/county': only('system'),
  '/api/v1/county/areas': only('system', 'list'),
  '/api/v1/county/clock': only('system'),
  '/api/v1/county/corrections': oneOf(['health', 'system']),
  '/api/v1/county/corrections/:id/confirmation': oneOf(SECOND_PERSON),
  '/api/v1/actors': only('system', 'list'),
  '/api/v1/backups': only('system'),
  '/api/v1/restores/reconciliation': only('finance-checker', 'list'),
  '/api/v1/audit/replays': oneOf(['inspector', 'system']),

  '/api/v1/programmes/proposals': oneOf(['health', 'system'], 'text'),
  '/api/v1/programmes/dry-runs': oneOf(['health', ...FINANCE, 'inspector', 'system'], 'text'),
  '/api/v1/programmes/:id/adoptions': oneOf(SECOND_PERSON),
  '/api/v1/calendar/proposals': oneOf(['health', 'system'], 'text'),
  '/api/v1/calendar/confirmations': oneOf(SECOND_PERSON),

  '/api/v1/imports': oneOf(['health', 'township'], 'file'),
  '/api/v1/confirmations': oneOf(CONFIRMERS),
  '/api/v1/rejections': oneOf(CONFIRMERS),
  '/api/v1/notices': oneOf(CONFIRMERS),
  '/api/v1/objections': oneOf(CONFIRMERS),
  '/api/v1/objections/:id/resolution': oneOf(['health', 'township']),
  '/api/v1/deaths': only('health'),
  '/api/v1/account-corrections': only('township'),
  '/api/v1/recoveries': only('finance-maker'),

  '/api/v1/appropriations': only('finance-maker'),
  '/api/v1/appropriations/adjustments': only('finance-maker'),
  '/api/v1/appropriations/carry-overs': only('finance-maker'),
  '/api/v1/appropriations/lapses': only('finance-maker'),
  '/api/v1/appropriations/closures': only('finance-maker'),

  '/api/v1/batches': only('finance-maker'),
  '/api/v1/batches/:id/lock': only('finance-maker'),
  '/api/v1/batches/:id/submit': only('finance-maker'),
  '/api/v1/batches/:id/check': only('finance-checker'),
  '/api/v1/batches/:id/approve': only('finance-approver'),
  '/api/v1/batches/:id/release': only('finance-releaser'),
  '/api/v1/batches/:id/send-back': oneOf(FINANCE),
  '/api/v1/batches/:id/pause': only('finance-releaser'),
  '/api/v1/batches/:id/resume': only('finance-releaser'),
  '/api/v1/batches/:id/bank-file': only('finance-releaser'),
  '/api/v1/batches/:id/reconcile': only('finance-checker'),
  '/api/v1/batches/:id/close': only('finance-maker'),
  '/api/v1/bank-returns': only('bank', 'file'),
};

/** What answers before anybody has said who they are: whether the server lives, and the way in. */
const OPEN_TO_READ: readonly string[] = ['/', '/login', '/health/live', '/health/ready'];

/** The board of the queue, whose routes a library makes. */
export const BOARD_PATH = '/ops/queues';

const READS: readonly string[] = ['GET', 'HEAD'];

/** The door of a route, as the router writes it (`/batches/:id`); undefined for a route that takes a body and that nobody has declared. */
export const doorOf = (method: string, route: string): Door | undefined => {
  if (READS.includes(method) && !route.startsWith(BOARD_PATH))
    return { admits: OPEN_TO_READ.includes(route) ? 'anybody' : 'everybody', takes: 'form' };
  if (route.startsWith(BOARD_PATH)) return only('system', 'form');
  return method === 'POST' ? POSTS[route] : undefined;
};

/** What the door behind a request takes; where there is no door, as little as any. */
export const intakeOf = (method: string, route: string | undefined): Intake =>
  INTAKES[(route === undefined ? undefined : doorOf(method, route))?.takes ?? 'form'];
