import { ACCOUNT_CONFIRMERS, type Role } from '@fenming/subsidy';
import type { IntakeName } from '../limits';

/** What an operation reaches: nothing that lies anywhere, what lies in the caller's own area, or the whole county, which admits none but whoever stands over it. */
type Reach = 'nowhere' | 'own' | 'county';
/**
 * What an operation tells of the people and the money of a sensitive programme: nothing; what the caller has a duty towards; or all of it,
 * which admits nobody without that duty.
 */
type Sensitivity = 'none' | 'duty' | 'all';

/**
 * Who may come in at an operation, what it reaches, what it tells, and what may be brought. `anybody` need not say who they are; `everybody` is whoever is
 * appointed; a list names the roles. Whether a thing may be done, and where, the deciders say: this is asked before a byte of the body is read.
 */
export type OperationAccess = {
  readonly admits: 'anybody' | 'everybody' | readonly Role[];
  readonly area: Reach;
  readonly sensitive: Sensitivity;
  readonly takes: IntakeName;
  /** Brought by POST and records nothing: a question that may hold personal data or a whole text, or something that waits for the tables by itself. */
  readonly records?: 'nothing, as a question' | 'nothing';
  /** Answered at once, watched for long, or with a queue of its own: nobody waits for a turn. */
  readonly isQuick?: false;
};

/** A village confirms its people and posts their list; who of them is paid what, where the programme alone reveals a bereavement, is not its duty. */
const WITHOUT_DUTY: readonly Role[] = ['village'];
/** Whether a role has a duty towards the money of a programme that reveals a bereavement. */
export const hasSensitiveDuty = (role: Role): boolean => !WITHOUT_DUTY.includes(role);

const CASE_CONFIRMERS: readonly Role[] = ['village', 'township', 'health'];
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
const SYSTEM: readonly Role[] = ['system'];
const HEALTH: readonly Role[] = ['health'];
const TOWNSHIP: readonly Role[] = ['township'];
const MAKER: readonly Role[] = ['finance-maker'];
const CHECKER: readonly Role[] = ['finance-checker'];
const APPROVER: readonly Role[] = ['finance-approver'];
const RELEASER: readonly Role[] = ['finance-releaser'];
const BANK: readonly Role[] = ['bank'];

type Row = (admits: OperationAccess['admits'], area: Reach, sensitive: Sensitivity, takes?: IntakeName) => OperationAccess;
/** A question brings nothing but its address. */
const read: Row = (admits, area, sensitive, takes = 'form') => ({ admits, area, sensitive, takes });
const bring: Row = (admits, area, sensitive, takes = 'fields') => ({ admits, area, sensitive, takes });
const ask: Row = (...row) => ({ ...bring(...row), records: 'nothing, as a question' });
const look: Row = (...row) => ({ ...bring(...row), records: 'nothing' });
const withoutTurns = (access: OperationAccess): OperationAccess => ({ ...access, isQuick: false });

/**
 * One row an operation, by the route as the router writes it: who, where, what of a sensitive programme, and what may be brought. The entrance is built from it; a
 * route without a row keeps the server from starting.
 */
export const ACCESS: Readonly<Record<string, OperationAccess>> = {
  // Whether the server lives, and the way in.
  'GET /': read('anybody', 'nowhere', 'none'),
  'GET /login': read('anybody', 'nowhere', 'none'),
  'POST /login': look('anybody', 'nowhere', 'none', 'form'),
  'POST /language': look('anybody', 'nowhere', 'none', 'form'),
  'POST /logout': bring('anybody', 'nowhere', 'none', 'form'),
  'POST /api/v1/sessions': look('anybody', 'nowhere', 'none', 'form'),
  'GET /health/live': withoutTurns(read('anybody', 'nowhere', 'none')),
  'GET /health/ready': withoutTurns(read('anybody', 'nowhere', 'none')),
  'GET /openapi.json': read('everybody', 'nowhere', 'none'),

  // What is nobody's in particular: the county, its places, its rules.
  'GET /api/v1/county': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/county': bring(SYSTEM, 'county', 'none'),
  'GET /api/v1/county/areas': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/county/areas': bring(SYSTEM, 'county', 'none', 'list'),
  'POST /api/v1/county/clock': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/county/corrections': bring(['health', 'system'], 'county', 'none'),
  'POST /api/v1/county/corrections/:id/confirmation': bring(SECOND_PERSON, 'county', 'none'),
  'GET /api/v1/programmes': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/programmes/catalogue': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/programmes/proposals': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/programmes/proposals': bring(['health', 'system'], 'county', 'none', 'text'),
  'POST /api/v1/programmes/dry-runs': withoutTurns(ask(['health', ...FINANCE, 'inspector'], 'county', 'all', 'text')),
  'GET /api/v1/programmes/versions/:hash': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/programmes/:id': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/programmes/:id/versions': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/programmes/:id/adoptions': bring(SECOND_PERSON, 'county', 'none'),
  'POST /api/v1/programmes/:id/withdrawals': bring(['health', 'system'], 'county', 'none'),
  'POST /api/v1/programmes/:id/withdrawals/confirmation': bring(SECOND_PERSON, 'county', 'none'),
  'GET /api/v1/redeterminations/:programme': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/redeterminations/:programme/cases': read(['health', 'finance-approver', 'inspector'], 'county', 'all'),
  'POST /api/v1/redeterminations/:programme/runs': withoutTurns(bring(HEALTH, 'county', 'all')),
  'POST /api/v1/redeterminations/:programme/signatures': withoutTurns(bring(SECOND_PERSON, 'county', 'all')),
  'POST /api/v1/redeterminations/:programme/decisions': bring(HEALTH, 'county', 'all', 'list'),
  'POST /api/v1/redeterminations/:programme/decisions/confirmation': bring(HEALTH, 'county', 'all', 'list'),
  'GET /api/v1/calendar': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/calendar/proposals': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/calendar/proposals': bring(['health', 'system'], 'county', 'none', 'text'),
  'POST /api/v1/calendar/confirmations': bring(SECOND_PERSON, 'county', 'none'),
  'GET /api/v1/calendar/:year': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/bank-profiles': read('everybody', 'nowhere', 'none'),
  'GET /api/v1/imports/template.xlsx': read('everybody', 'nowhere', 'none'),

  // Accounts. Whoever may have to confirm one sees which, and what was done to it.
  'GET /account': read('everybody', 'nowhere', 'none'),
  'POST /account/password': bring('everybody', 'nowhere', 'none', 'form'),
  'POST /account/confirmation': bring(ACCOUNT_CONFIRMERS, 'county', 'none', 'form'),
  'POST /api/v1/own-password': bring('everybody', 'nowhere', 'none'),
  'GET /api/v1/actors': read(['system', ...ACCOUNT_CONFIRMERS], 'county', 'none'),
  'POST /api/v1/actors': bring(SYSTEM, 'county', 'none', 'list'),
  'GET /api/v1/actors/:id/changes': read(['system', ...ACCOUNT_CONFIRMERS], 'county', 'none'),
  'POST /api/v1/actors/:id/credential': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/actors/:id/revocation': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/actors/:id/office': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/actors/:id/dismissal': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/actors/:id/confirmation': bring(ACCOUNT_CONFIRMERS, 'county', 'none'),

  // People, and lists of them.
  'GET /cases': read(CASE_READERS, 'own', 'duty'),
  'GET /why': read(CASE_READERS, 'own', 'duty'),
  'POST /api/v1/eligibility/queries': ask(CASE_READERS, 'own', 'duty'),
  'POST /api/v1/eligibility/list-queries': ask(CASE_READERS, 'own', 'duty', 'list'),
  'GET /api/v1/unpaid': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/unreviewed': read(CASE_READERS, 'own', 'duty'),
  'GET /api/v1/overpaid': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/enrolments': read(CASE_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id': read(CASE_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id/owed': read(CASE_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id/determinations': read(FACT_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id/timeline': read(FACT_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id/facts': read(FACT_READERS, 'own', 'duty'),
  'GET /api/v1/enrolments/:id/exit': read(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/enrolments/:id/death': read(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/exits': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/exits/withdrawals': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/exits/confirmation': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/exits/dropping': bring(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/enrolments/:id/transfer': read(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/enrolments/:id/paid-elsewhere': read(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/paid-elsewhere': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/paid-elsewhere/confirmation': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/paid-elsewhere/dropping': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/transfers': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/transfers/confirmation': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/transfers/dropping': bring(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/enrolments/:id/identities': read(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/identities/corrections': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/identities/confirmation': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/identities/dropping': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/statements': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/statements/:id/acceptance': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/statements/:id/dropping': bring(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/leads': read(FACT_READERS, 'own', 'duty'),
  'POST /api/v1/leads/:id/statement': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/leads/:id/closing': bring(['health', 'township'], 'own', 'duty'),
  'GET /api/v1/notices': read(CASE_READERS, 'own', 'duty'),
  'POST /api/v1/notices': bring(CASE_CONFIRMERS, 'own', 'duty'),
  'GET /api/v1/imports': read(['health', 'township', ...AUDITORS], 'own', 'duty'),
  'POST /api/v1/imports': bring(['health', 'township'], 'own', 'duty', 'file'),
  'GET /api/v1/comparisons': read(['health', ...AUDITORS], 'county', 'none'),
  'GET /api/v1/comparisons/accuracy': read(['health', ...AUDITORS], 'county', 'none'),
  'GET /api/v1/comparisons/sources': read('everybody', 'nowhere', 'none'),
  'POST /api/v1/comparisons': bring(HEALTH, 'county', 'all', 'file'),
  'POST /api/v1/confirmations': bring(CASE_CONFIRMERS, 'own', 'duty'),
  'POST /api/v1/holds': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/holds/release': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/rejections/withdrawals': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/rejections/withdrawals/confirmation': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/rejections': bring(CASE_CONFIRMERS, 'own', 'duty'),
  'POST /api/v1/objections': bring(CASE_CONFIRMERS, 'own', 'duty'),
  'POST /api/v1/objections/:id/resolution': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/deaths': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/deaths/withdrawals': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/deaths/confirmation': bring(HEALTH, 'county', 'all'),
  'POST /api/v1/deaths/dropping': bring(['health', 'township'], 'own', 'duty'),
  'POST /api/v1/account-corrections': bring(TOWNSHIP, 'own', 'duty'),
  'POST /api/v1/recoveries': bring(MAKER, 'county', 'all'),

  // Money by place and by line.
  'GET /years/:year': read(SUM_READERS, 'own', 'duty'),
  'GET /batches/:id/rows': read(CASE_READERS, 'own', 'duty'),
  'GET /api/v1/years': read(SUM_READERS, 'own', 'duty'),
  'GET /api/v1/balances': read(SUM_READERS, 'own', 'duty'),
  'GET /api/v1/batches': read('everybody', 'own', 'duty'),
  'GET /api/v1/batches/:id': read('everybody', 'own', 'duty'),
  'GET /api/v1/batches/:id/payments': read(CASE_READERS, 'own', 'duty'),

  // The county's money, and its papers.
  'GET /years/:year/money': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/appropriations': read(COUNTY_OFFICES, 'county', 'all'),
  'POST /api/v1/appropriations': bring(MAKER, 'county', 'all'),
  'POST /api/v1/appropriations/adjustments': bring(MAKER, 'county', 'all'),
  'POST /api/v1/appropriations/carry-overs': bring(MAKER, 'county', 'all'),
  'POST /api/v1/appropriations/lapses': bring(MAKER, 'county', 'all'),
  'POST /api/v1/appropriations/closures': bring(MAKER, 'county', 'all'),
  'GET /api/v1/ledger': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/ledger/postings': read(COUNTY_OFFICES, 'county', 'all'),

  // A batch, step by step.
  'GET /batches/:id': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /batches/:id/controls': read(COUNTY_OFFICES, 'county', 'all'),
  'POST /batches/:id/:step': bring(FINANCE, 'county', 'all', 'form'),
  'GET /api/v1/batches/:id/control-totals': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/batches/:id/controls': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/batches/:id/failures': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/batches/:id/exceptions': read(COUNTY_OFFICES, 'county', 'all'),
  'GET /api/v1/batches/:id/approval-form.pdf': read(COUNTY_OFFICES, 'county', 'all'),
  'POST /api/v1/batches': bring(MAKER, 'county', 'all'),
  'POST /api/v1/batches/:id/lock': bring(MAKER, 'county', 'all'),
  'POST /api/v1/batches/:id/submit': bring(MAKER, 'county', 'all'),
  'POST /api/v1/batches/:id/check': bring(CHECKER, 'county', 'all'),
  'POST /api/v1/batches/:id/approve': bring(APPROVER, 'county', 'all'),
  'POST /api/v1/batches/:id/release': bring(RELEASER, 'county', 'all'),
  'POST /api/v1/batches/:id/send-back': bring(FINANCE, 'county', 'all'),
  'POST /api/v1/batches/:id/pause': bring(RELEASER, 'county', 'all'),
  'POST /api/v1/batches/:id/resume': bring(RELEASER, 'county', 'all'),
  'POST /api/v1/batches/:id/bank-file': bring(RELEASER, 'county', 'all'),
  'POST /api/v1/batches/:id/reconcile': bring(CHECKER, 'county', 'all'),
  'POST /api/v1/batches/:id/close': bring(MAKER, 'county', 'all'),

  // The bank waits for its file.
  'GET /api/v1/batches/:id/progress': withoutTurns(read([...COUNTY_OFFICES, 'bank'], 'county', 'all')),
  'GET /api/v1/bank-files/:id/cover.pdf': read([...COUNTY_OFFICES, 'bank'], 'county', 'all'),
  'GET /api/v1/bank-files/:id': read(['bank', 'finance-releaser'], 'county', 'all'),
  'POST /api/v1/bank-returns': bring(BANK, 'county', 'all', 'file'),

  // The log, the control formulas, and what keeps the log safe.
  'GET /api/v1/events': read(AUDITORS, 'county', 'all'),
  'GET /api/v1/controls': withoutTurns(read(CHECKERS, 'county', 'all')),
  'POST /api/v1/audit/replays': look(CHECKERS, 'county', 'none'),
  'POST /api/v1/backups': bring(SYSTEM, 'county', 'none'),
  'POST /api/v1/restores/reconciliation': bring(CHECKER, 'county', 'none', 'list'),
};

/** What a library answers: the board of the queue, and the page to try the doors from. */
export const OF_THE_MACHINE = bring(SYSTEM, 'county', 'none', 'form');
export const OF_EVERYBODY = read('everybody', 'nowhere', 'none');
