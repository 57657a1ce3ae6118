import { CONFIRMERS as CONFIRMERS_OF_ACCOUNTS, type Role } from '@fenming/subsidy';
import type { FastifyRequest } from 'fastify';
import { INTAKES, type Intake, type IntakeName } from '../limits';

/**
 * Who may come in, and what they may bring. `anybody` need not say who they are; `everybody` is whoever is appointed; a list names the roles.
 * A role comes in only where it stands: one of the county by an account over all of it, a township's or a village's by one over a part of it.
 * Whether a thing may be done, and where, the deciders say: this is asked before a byte of the body is read.
 */
export type Door = {
  readonly admits: 'anybody' | 'everybody' | readonly Role[];
  readonly takes: IntakeName;
};

const CONFIRMERS: readonly Role[] = ['village', 'township', 'health'];
const SECOND_PERSON: readonly Role[] = ['health', 'finance-approver'];
const FINANCE: readonly Role[] = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'];

/** Who may see whose case it is, and who is paid what. The bank pays lines of a file, and knows no cases; whoever runs the machine has no duty towards them. */
const CASE_READERS: readonly Role[] = ['village', 'township', 'health', ...FINANCE, 'inspector'];
/** Facts of people, and what came of each: for those who confirm them, and for the inspector. Finance pays, and needs none. */
const FACT_READERS: readonly Role[] = ['health', 'township', 'village', 'inspector'];
/** Sums by place and year, of which whoever runs the machine sees whether they add up. */
const SUM_READERS: readonly Role[] = [...CASE_READERS, 'system'];
const COUNTY_OFFICES: readonly Role[] = ['health', ...FINANCE, 'inspector', 'system'];
/** The log itself says what happened to whom. */
const AUDITORS: readonly Role[] = ['inspector'];
/** Whether log, tables and control formulas agree: the machine's health, asked by whoever runs it too. */
const CHECKERS: readonly Role[] = ['inspector', 'system'];

const only = (role: Role, takes: IntakeName = 'fields'): Door => ({ admits: [role], takes });
const oneOf = (admits: readonly Role[], takes: IntakeName = 'fields'): Door => ({ admits, takes });

/** Every door through which something is brought in, by its route. One that is missing here, or below, keeps the server from starting. */
const POSTS: Readonly<Record<string, Door>> = {
  '/login': { admits: 'anybody', takes: 'form' },
  '/logout': { admits: 'anybody', takes: 'form' },
  '/account/password': { admits: 'everybody', takes: 'form' },
  '/account/confirmation': { admits: CONFIRMERS_OF_ACCOUNTS, takes: 'form' },
  '/batches/:id/:step': { admits: FINANCE, takes: 'form' },
  '/api/v1/sessions': { admits: 'anybody', takes: 'form' },
  '/api/v1/eligibility/queries': oneOf(CASE_READERS),

  '/api/v1/county': only('system'),
  '/api/v1/county/areas': only('system', 'list'),
  '/api/v1/county/clock': only('system'),
  '/api/v1/county/corrections': oneOf(['health', 'system']),
  '/api/v1/county/corrections/:id/confirmation': oneOf(SECOND_PERSON),
  '/api/v1/actors': only('system', 'list'),
  '/api/v1/actors/:id/credential': only('system'),
  '/api/v1/actors/:id/revocation': only('system'),
  '/api/v1/actors/:id/office': only('system'),
  '/api/v1/actors/:id/dismissal': only('system'),
  '/api/v1/actors/:id/confirmation': oneOf(CONFIRMERS_OF_ACCOUNTS),
  '/api/v1/own-password': { admits: 'everybody', takes: 'fields' },
  '/api/v1/backups': only('system'),
  '/api/v1/restores/reconciliation': only('finance-checker', 'list'),
  '/api/v1/audit/replays': oneOf(CHECKERS),

  '/api/v1/programmes/proposals': oneOf(['health', 'system'], 'text'),
  '/api/v1/programmes/dry-runs': oneOf(['health', ...FINANCE, 'inspector'], 'text'),
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

const ANYBODY: Door = { admits: 'anybody', takes: 'form' };
const EVERYBODY: Door = { admits: 'everybody', takes: 'form' };
const readBy = (admits: readonly Role[]): Door => ({ admits, takes: 'form' });

/** Every door through which something is read. What one of them tells somebody who has a part of the county only is that part (sight.ts). */
const GETS: Readonly<Record<string, Door>> = {
  // Whether the server lives, and the way in.
  '/': ANYBODY,
  '/login': ANYBODY,
  '/health/live': ANYBODY,
  '/health/ready': ANYBODY,

  // What is nobody's in particular: the county, its places, its rules.
  '/openapi.json': EVERYBODY,
  '/account': EVERYBODY,
  '/api/v1/county': EVERYBODY,
  '/api/v1/county/areas': EVERYBODY,
  '/api/v1/programmes': EVERYBODY,
  '/api/v1/programmes/catalogue': EVERYBODY,
  '/api/v1/programmes/proposals': EVERYBODY,
  '/api/v1/programmes/versions/:hash': EVERYBODY,
  '/api/v1/programmes/:id': EVERYBODY,
  '/api/v1/programmes/:id/versions': EVERYBODY,
  '/api/v1/calendar': EVERYBODY,
  '/api/v1/calendar/proposals': EVERYBODY,
  '/api/v1/calendar/:year': EVERYBODY,
  '/api/v1/bank-profiles': EVERYBODY,
  '/api/v1/imports/template.xlsx': EVERYBODY,

  // People, and lists of them.
  '/cases': readBy(CASE_READERS),
  '/why': readBy(CASE_READERS),
  '/api/v1/enrolments': readBy(CASE_READERS),
  '/api/v1/enrolments/:id': readBy(CASE_READERS),
  '/api/v1/enrolments/:id/timeline': readBy(FACT_READERS),
  '/api/v1/notices': readBy(CASE_READERS),
  '/api/v1/imports': readBy(['health', 'township', ...AUDITORS]),

  // Money by place and by line.
  '/years/:year': readBy(SUM_READERS),
  '/batches/:id/rows': readBy(CASE_READERS),
  '/api/v1/years': readBy(SUM_READERS),
  '/api/v1/balances': readBy(SUM_READERS),
  '/api/v1/batches': EVERYBODY,
  '/api/v1/batches/:id': EVERYBODY,
  '/api/v1/batches/:id/payments': readBy(CASE_READERS),

  // The county's money, and its papers.
  '/years/:year/money': readBy(COUNTY_OFFICES),
  '/batches/:id': readBy(COUNTY_OFFICES),
  '/batches/:id/controls': readBy(COUNTY_OFFICES),
  '/api/v1/appropriations': readBy(COUNTY_OFFICES),
  '/api/v1/ledger': readBy(COUNTY_OFFICES),
  '/api/v1/ledger/postings': readBy(COUNTY_OFFICES),
  '/api/v1/batches/:id/control-totals': readBy(COUNTY_OFFICES),
  '/api/v1/batches/:id/controls': readBy(COUNTY_OFFICES),
  '/api/v1/batches/:id/failures': readBy(COUNTY_OFFICES),
  '/api/v1/batches/:id/exceptions': readBy(COUNTY_OFFICES),
  '/api/v1/batches/:id/approval-form.pdf': readBy(COUNTY_OFFICES),
  // The bank waits for its file.
  '/api/v1/batches/:id/progress': readBy([...COUNTY_OFFICES, 'bank']),
  '/api/v1/bank-files/:id/cover.pdf': readBy([...COUNTY_OFFICES, 'bank']),
  '/api/v1/bank-files/:id': readBy(['bank', 'finance-releaser']),

  // Whoever may have to confirm an account sees which, and what was done to it.
  '/api/v1/actors': readBy(['system', ...CONFIRMERS_OF_ACCOUNTS]),
  '/api/v1/actors/:id/changes': readBy(['system', ...CONFIRMERS_OF_ACCOUNTS]),
  '/api/v1/events': readBy(AUDITORS),
  '/api/v1/controls': readBy(CHECKERS),
};

/** What is asked by POST, since a question may hold personal data or a whole text, and records nothing. */
const QUESTIONS: readonly string[] = ['/api/v1/eligibility/queries', '/api/v1/programmes/dry-runs'];
/** Likewise, and waits for the tables or reads the log by itself. */
const OTHERS_THAT_RECORD_NOTHING: readonly string[] = ['/api/v1/audit/replays', '/api/v1/sessions', '/login'];

/** Whether somebody only asks: whatever happens, nothing was recorded. */
export const isQuestion = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean =>
  READS.includes(method) || (method === 'POST' && QUESTIONS.includes(url));
export const recordsNothing = (request: FastifyRequest): boolean =>
  isQuestion(request) || OTHERS_THAT_RECORD_NOTHING.includes(request.routeOptions.url ?? '');

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
  if (route.startsWith(BOARD_PATH)) return only('system', 'form');
  if (READS.includes(method)) return route.startsWith(DOCS_PATH) ? EVERYBODY : GETS[route];
  return method === 'POST' ? POSTS[route] : undefined;
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
