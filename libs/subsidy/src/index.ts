/** The decisions: who is eligible, who is paid, and what is refused. Pure functions over the facts of the log. */
export * from './decider';
export * from './refusals';
export * from './streams';
export * from './terms';
export { forbiddenRole, permit, notOwnCase, permitCase } from './permission';
export * from './events';
export { read, readAs, schemaVersionOf, type Said } from './versions';
export {
  accountOf,
  actorDecider,
  authorityNow,
  barsOf,
  passwordIsOwn,
  ACCOUNT_CONFIRMERS,
  type Account,
  type ActorCommand,
  type ActorState,
  type Appointment,
} from './actor/actor.decider';
export { standsIn, type KnownAreas } from './actor/office';
export {
  calendarDecider,
  type CalendarCommand,
  type CalendarState,
  type ConfirmedTable,
  type ProposedTable,
} from './calendar/calendar.decider';
export { countyDecider, type CountyCommand } from './county/county.decider';
export type { CountyState, OpenedCounty } from './county/county.state';
export { awaitsReconciliation } from './county/restore';
export {
  programmeDecider,
  type ProgrammeCommand,
  type ProgrammeState,
  type ProposedVersion,
  type WithdrawalTerms,
} from './programme/programme.decider';
export { asOf, changedAt, governing, versionOfMonth, type AdoptedVersion, type Governed } from './programme/governing';
export {
  contestedBy,
  personDecider,
  type Claim,
  type Contest,
  type ClaimProgramme,
  type Exclusive,
  type PersonCommand,
  type PersonState,
} from './eligibility/person/person.decider';
export { mayConfirmDeath, mayDropDeath, type DeathProposal } from './eligibility/person/death';
export { mayConfirmIdentity, mayDropIdentity, type IdentityCorrection } from './eligibility/person/identity';
export type { Lead, Leads, NoteLeads } from './eligibility/person/leads';
export {
  mayAccept,
  sameFact,
  lastAccepted,
  type FactNamed,
  type Statement,
  type Statements,
} from './eligibility/person/statements';
export { enrolmentDecider } from './eligibility/enrolment/enrolment.decider';
export type * from './eligibility/enrolment/enrolment.commands';
export { claimantsOf, payeeOf, personsOf } from './eligibility/enrolment/case-persons';
export { exitOf, isDead, isGone, leavingBefore, type CaseExit, type ExitProposal } from './eligibility/enrolment/case-exit';
export {
  hasLeftVillage,
  keyIn,
  villageIn,
  type CaseTransfer,
  type TransferProposal,
} from './eligibility/enrolment/case-transfer';
export { paidElsewhereIn, withCertified, type ElsewhereProposal } from './eligibility/enrolment/paid-elsewhere-said';
export { isClaimed, isRefused } from './eligibility/enrolment/enrolment-year';
export { type Held, type Enrolment, type EnrolmentState } from './eligibility/enrolment/enrolment.state';
export {
  determinationOf,
  equationOf,
  readyFen,
  settledFen,
  unclaimedFen,
  unclaimedOf,
  yearOwed,
  type Determination,
} from './eligibility/enrolment/owed';
export { monthlyTotal } from './eligibility/enrolment/monthly';
export { onTrial, regularEntitlement } from './eligibility/enrolment/determination';
export { givenWayIn, monthsPaid } from './eligibility/enrolment/giving-way';
export { leftBefore, permitLevel, ROLE_OF_LEVEL } from './eligibility/enrolment/confirmation';
export {
  changedSinceLock,
  awaitsList,
  drawsNothing,
  instruction,
  payable,
  type LockedLine,
  type Payable,
} from './eligibility/enrolment/payment';
export { addChanged, changedHash, changedKey, listsHash } from './eligibility/redetermination/changed-cases';
export {
  CASES_PER_CHUNK,
  computedIn,
  isKeptCase,
  isOpenCase,
  mayDecide,
  redeterminationDecider,
  type RedeterminationCommand,
  type RedeterminationState,
} from './eligibility/redetermination/redetermination.decider';
export { changeOf, type Change } from './eligibility/redetermination/change';
export { noticeDecider, type NoticeCommand } from './eligibility/notice/notice.decider';
export {
  rosterImportDecider,
  type RosterImportCommand,
  type RosterImportState,
} from './eligibility/roster-import/roster-import.decider';
export { comparisonDecider, type CompareList, type ComparisonState } from './eligibility/comparison/comparison.decider';
export { appropriationDecider } from './payout/appropriation/appropriation.decider';
export type { AppropriationState } from './payout/appropriation/appropriation.state';
export { shortOf } from './payout/appropriation/reservations';
export type {
  Adjust,
  AppropriationCommand,
  CarryIn,
  CarryOut,
  Close,
  Lapse,
  Receive,
} from './payout/appropriation/appropriation.commands';
export { FUNDING_LAYERS, fundingText, parseFunding, sumFunding, type Funding } from './payout/funding';
export { batchDecider } from './payout/batch/batch.decider';
export { mayIssue } from './payout/batch/bank-steps';
export type * from './payout/batch/batch.commands';
export { answerTo, type AnswerSheet } from './payout/batch/answer-sheet';
export {
  AWAITING_RELEASE,
  BATCH_STAGES,
  bankAnswersOf,
  filesOf,
  filesTotals,
  isLocked,
  isPaused,
  isReleased,
  rosterOf,
  type Batch,
  type BatchStage,
  type BatchState,
  type LockedBatch,
  type LockedChunk,
  type ReleasedBatch,
} from './payout/batch/batch.state';
export { totalsOf } from './payout/batch/control-totals';
export { LINES_PER_CHUNK } from './payout/batch/roster-steps';
export { rosterHash } from './payout/batch/roster-hash';
export { isFinal, requestDecider, type RequestCommand, type RequestState } from './request/request.decider';
