import { actorsView } from './actors/view';
import { appropriationsView } from './appropriations/view';
import { balancesView } from './balances/view';
import { batchesView } from './batches/view';
import { comparisonsView } from './comparisons/view';
import { countyView } from './county/view';
import { enrolmentsView } from './enrolments/view';
import { importsView } from './imports/view';
import { leadsView } from './leads/view';
import { ledgerView } from './ledger/view';
import { noticesView } from './notices/view';
import { objectionsView } from './objections/view';
import { payeesView } from './payees/view';
import { paymentsView } from './payments/view';
import { programmesView } from './programmes/view';
import { recoveriesView } from './recoveries/view';
import { redeterminationsView } from './redeterminations/view';
import { registerView } from './register/view';
import { requestsView } from './requests/view';
import { timelineView } from './timeline/view';
import { yearsView } from './years/view';
import { lensOf, type KnownTo } from './engine/lens';
import type { EventType } from './engine/change';

/** Every view, in the order in which digests and differences name their tables. */
export const VIEWS = [
  countyView,
  actorsView,
  programmesView,
  importsView,
  comparisonsView,
  enrolmentsView,
  timelineView,
  noticesView,
  objectionsView,
  balancesView,
  appropriationsView,
  batchesView,
  paymentsView,
  ledgerView,
  payeesView,
  recoveriesView,
  redeterminationsView,
  leadsView,
  registerView,
  requestsView,
  yearsView,
] as const;

/** Events that no question is asked about yet. They are known, and they change no row. */
const NOT_SHOWN = [
  'CountyCorrectionProposed',
  // The calendar is read from its own stream.
  'HolidayTableProposed',
  'HolidayTableConfirmed',
  'CountyRestored',
  'RestoreReconciled',
  'ProgrammeClaimed',
  'ClaimReleased',
  'DeathProposed',
  'DeathProposalDropped',
  'DeathRecorded',
  'DeathWithdrawalProposed',
  'DeathWithdrawn',
  // Who somebody is said to be is sealed, and counts once another person has confirmed it.
  'IdentityCorrectionProposed',
  'IdentityCorrectionDropped',
  // Facts are sealed: a case's are read from its own stream and its person's.
  'StatementMade',
  'StatementAccepted',
] as const satisfies readonly EventType[];

type Forgotten = Exclude<EventType, KnownTo<(typeof VIEWS)[number]> | (typeof NOT_SHOWN)[number]>;
type Nothing<Left extends never> = Left;
/** Fails to compile, naming the type, when an event is neither projected nor declared as not shown. */
export type NoEventIsForgotten = Nothing<Forgotten>;

export const LENS = lensOf(VIEWS, NOT_SHOWN);
