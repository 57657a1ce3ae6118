import type { Payloads } from '../../log-event';
import { ACCOUNT_CONFIRMERS } from '../register/actors';

const LEVEL_ROLES: Readonly<Record<string, string>> = { village: 'village', township: 'township', county: 'health' };
/** A log that was altered may say any level. */
const ofLevel = ({ level }: { readonly level: string }): readonly string[] => [LEVEL_ROLES[level] ?? ''];
const just =
  (...roles: readonly string[]) =>
  (): readonly string[] =>
    roles;
const importers = just('health', 'township');

/** Follows from what was recorded before, whoever recorded it; or any account does it, for itself. */
const OF_NOBODY = ['LinesTakenOff', 'CredentialSet', 'RequestAccepted', 'RequestAnswered'] as const satisfies Types;
type Types = readonly (keyof Payloads)[];
type OfSomebody = Exclude<keyof Payloads, (typeof OF_NOBODY)[number]>;

/**
 * Who may take which step; a step of the engine itself is recorded for the person whose step it carries out, or for `system`. Fails to
 * compile, naming the type, where nobody has said who may be asked about an event.
 */
export const ROLES_OF: { readonly [Type in OfSomebody]: (said: Payloads[Type]) => readonly string[] } = {
  CountyOpened: just('system'),
  CountyCorrectionProposed: just('health', 'system'),
  CountyCorrected: just('health', 'finance-approver'),
  AreasRegistered: just('system'),
  ClockAdvanced: just('system'),
  CountyRestored: just('system'),
  RestoreReconciled: just('finance-checker'),
  HolidayTableProposed: just('health', 'system'),
  HolidayTableConfirmed: just('health', 'finance-approver'),
  ActorAppointed: just('system'),
  ActorReassigned: just('system'),
  ActorDismissed: just('system'),
  CredentialRevoked: just('system'),
  ActorConfirmed: just(...ACCOUNT_CONFIRMERS),
  ProgrammeProposed: just('health', 'system'),
  ProgrammeAdopted: just('health', 'finance-approver'),
  WithdrawalProposed: just('health', 'system'),
  ProgrammeWithdrawn: just('health', 'finance-approver'),
  ChangedCasesListed: just('system'),
  RedeterminationComputed: just('system'),
  RedeterminationSigned: just('health', 'finance-approver'),
  RedeterminationApplied: just('health'),
  CaseDecisionsProposed: just('health'),
  ChangedCasesDecided: just('health'),
  ImportStarted: importers,
  ImportCompleted: importers,
  PersonRegistered: importers,
  EnrolmentApplied: importers,
  EnrolmentRenewed: importers,
  AccountRecorded: ({ reason }) => (reason === 'roster' ? importers() : ['township']),
  ProgrammeClaimed: just('health'),
  ClaimReleased: just('health'),
  EntitlementDetermined: just('health'),
  DeathProposed: just('township', 'health'),
  DeathProposalDropped: just('township', 'health'),
  DeathRecorded: just('health'),
  DeathWithdrawalProposed: just('health'),
  DeathWithdrawn: just('health'),
  IdentityCorrectionProposed: just('township', 'health'),
  IdentityCorrectionDropped: just('township', 'health'),
  IdentityCorrected: just('health'),
  MonthsGivenWay: just('health'),
  RejectionWithdrawalProposed: just('township', 'health'),
  RejectionWithdrawn: just('township', 'health'),
  ExitProposed: just('township', 'health'),
  ExitWithdrawalProposed: just('township', 'health'),
  ExitDropped: just('township', 'health'),
  ExitWithdrawn: just('health'),
  TransferProposed: just('township', 'health'),
  TransferDropped: just('township', 'health'),
  EnrolmentTransferredOut: just('health'),
  EnrolmentTransferredIn: just('health'),
  EligibilityConfirmed: ofLevel,
  EligibilityRejected: ofLevel,
  NoticePosted: ofLevel,
  EnrolmentNoticed: ofLevel,
  ObjectionRaised: ofLevel,
  ObjectionUpheld: just('township', 'health'),
  ObjectionDismissed: just('township', 'health'),
  ObjectionRemedied: just('township', 'health'),
  StatementMade: just('township', 'health'),
  StatementAccepted: just('health'),
  StatementDropped: just('township', 'health'),
  CaseHeld: just('township', 'health'),
  HoldReleased: just('township', 'health'),
  FactsCorrected: just('health'),
  FileCompared: just('health'),
  LeadOpened: just('health'),
  LeadStated: just('township', 'health'),
  LeadSettled: just('health'),
  LeadClosed: just('township', 'health'),
  EnrolmentExited: just('health'),
  AppropriationReceived: just('finance-maker'),
  AppropriationAdjusted: just('finance-maker'),
  AppropriationCarriedOut: just('finance-maker'),
  AppropriationCarriedIn: just('finance-maker'),
  AppropriationLapsed: just('finance-maker'),
  AppropriationClosed: just('finance-maker'),
  FundsReserved: just('finance-releaser'),
  FundsFreed: just('system'),
  BatchOpened: just('finance-maker'),
  RosterChunkLocked: just('finance-maker'),
  RosterLocked: just('finance-maker'),
  BatchSubmitted: just('finance-maker'),
  BatchChecked: just('finance-checker'),
  BatchApproved: just('finance-approver'),
  TotalMistyped: just('finance-approver'),
  BatchSentBack: just('finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'),
  BatchReleased: just('finance-releaser'),
  BatchPaused: just('finance-releaser'),
  BatchResumed: just('finance-releaser'),
  PaymentInstructed: just('finance-releaser'),
  ChunkInstructed: just('finance-releaser'),
  BankFileIssued: just('finance-releaser'),
  BankResultChunkRecorded: just('bank'),
  BankResultRecorded: just('bank'),
  BankResultApplied: just('bank'),
  PaymentSettled: just('bank'),
  PaymentReturned: just('bank'),
  BatchReconciled: just('finance-checker'),
  BatchClosed: just('finance-maker'),
  // Claimed back with a determination, or with the money that arrives beyond one.
  RecoveryOpened: just('health', 'bank'),
  RecoveryReduced: just('health', 'bank'),
  ExcessNoted: just('health', 'bank'),
  RecoveryReceived: just('finance-maker'),
};

/** Carried out by the engine for the person whose step was judged when it was taken: what became of the account since does not undo it. */
export const CARRIED_OUT: readonly string[] = [
  'PaymentInstructed',
  'ChunkInstructed',
  'PaymentSettled',
  'PaymentReturned',
  'BankResultApplied',
  'RecoveryOpened',
  'RecoveryReduced',
  'ExcessNoted',
  'EntitlementDetermined',
  'RedeterminationApplied',
];
