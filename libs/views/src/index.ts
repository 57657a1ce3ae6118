/** Views: a disposable lens on the log, one SQLite file per node, and the questions it answers. No personal data. */
export type { Checkpoint } from './engine/checkpoint';
export {
  compareViews,
  digest,
  openReadOnlyViews,
  openViews,
  replay,
  runProjectorThread,
  TABLES,
  type Questions,
  type Views,
} from './county-views';
export { PoisonEvent, type ViewWriter } from './engine/view-writer';
export { discard, discardDamaged, isDamage, NotAViewFile } from './engine/view-file';
export { runProjector, type Projector, type ProjectorOptions } from './engine/projector';
export type { ProjectorFiles } from './engine/projector-messages';
export type { TableDigest, ViewDigest } from './engine/digest';
export type { Difference } from './engine/difference';
export type { LiveViewsFound } from './engine/replay';
export { ForeignCursor, OutdatedCursor, pageWithin, type List, type Page } from './engine/page';
export type { AccountChange, Actor } from './actors/actors.questions';
export type { Appropriation } from './appropriations/appropriations.questions';
export type { Balance, BalanceFilter, YearLine, YearSummary } from './balances/balances.questions';
export type { BatchFile, BatchListed, BatchStep, RosterTotals, SentFile } from './batches/batches.questions';
export { isUnderWay, type BatchProgress } from './batches/progress.questions';
export type { Comparison } from './comparisons/comparisons.questions';
export type { ControlTotal } from './batches/control-totals.questions';
export type { Area, County } from './county/county.questions';
export {
  enrolmentsPage,
  type CaseOfPerson,
  type EnrolmentFile,
  type EnrolmentFilter,
  type EnrolmentListed,
  type EnrolmentYearRow,
} from './enrolments/enrolments.questions';
export type { Unreviewed, UnreviewedFilter } from './enrolments/unreviewed.questions';
export type { ImportRow, RosterImport } from './imports/imports.questions';
export type { LeadFilter, LeadListed } from './leads/leads.questions';
export type { Ledger, LedgerFilter, LedgerLine, LedgerPosting, LedgerSums } from './ledger/ledger.questions';
export type { Notice, NoticeList } from './notices/notices.questions';
export type { Objection } from './objections/objections.questions';
export type { Payee, PayeeLine } from './payees/payees.questions';
export type { ExceptionGroup, TownshipSum } from './payments/payment-sums.questions';
export { DIFFERENCES, type FailedGroup, type Payment, type PaymentFilter } from './payments/payments.questions';
export type { ProgrammeVersion } from './programmes/programmes.questions';
export type { Overpaid, OverpaidRecovery, Recovery } from './recoveries/recoveries.questions';
export type { ChangedCaseListed, DeterminedCase, RedeterminationRun } from './redeterminations/redeterminations.questions';
export type { TimelineEntry } from './timeline/timeline.questions';
