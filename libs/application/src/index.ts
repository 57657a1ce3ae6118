/** Where Nest meets the deciders: the data folder, every command, and the runner that carries released batches on. */
export { auditControls, auditReplay, type AuditedReplay, type AuditFinding } from './audit/audit';
export { sentenceOfDamage, sentenceOfGap } from './audit/fault-words';
export { NoLog } from './audit/audited-log';
export { Backups } from './backup/backups';
export { ReconcileRestore, type ReconciledFile } from './backup/reconcile-restore';
export { restoreBackup, type Restored, type RestoreOrder } from './backup/restore';
export { LONGEST_VAULT_DAYS } from './backup/retention';
export { takeBackup, type TakenBackup } from './backup/take-backup';
export { COMMAND_HANDLERS } from './command-handlers';
export { County } from './folder/county';
export { EX_NOT_WHOLE, Folder, type FolderOptions } from './folder/folder';
export { BankProfilesWrong, bankMissing } from './folder/bank-profiles';
export { StrangersVault } from './folder/known-persons';
export { sentenceOfLogFault } from './folder/log-faults';
export { OtherLog } from './folder/log-seen';
export type { Alarm } from './folder/alarms';
export { sentenceOfSecond } from './folder/one-server';
export { OtherProfile, profileOf, type Profile } from './folder/open-log';
export type { Version } from './folder/rules';
export { FolderUnsound } from './folder/sound-folder';
export { FolderOwned, ownerUrl } from './folder/owner-lock';
export { Executor, type Caller } from './executor';
export { FAULTS_NAMED, Later, Refused, type ControlFault, type FileFault, type PersonOutcome } from './outcomes';
export {
  AdvanceClock,
  AppointActors,
  ConfirmCountyCorrection,
  OpenCounty,
  ProposeCountyCorrection,
  RegisterAreas,
  type AppointedActor,
  type NewActor,
} from './county.commands';
export { CorrectAccount, RaiseObjection, ReceiveRecovery, RecordDeath, ResolveObjection } from './eligibility/cases';
export { ConfirmEligibility, RejectEligibility } from './eligibility/confirmations';
export { ImportRoster, type ImportedRoster } from './eligibility/import-roster';
export { ConfirmHolidayTable, ProposeHolidayTable } from './calendar/holiday-tables';
export { noticesUntil } from './eligibility/notice-period';
export { PostNotice, type NoticeList } from './eligibility/notices';
export { EligibilityAnswers, type Why, type WhyQuestion } from './eligibility/why';
export { AdoptProgramme, ProposeProgrammes, type ProposedText } from './programmes/versions';
export { DryRuns, type DryRun } from './programmes/dry-run';
export { BookDocument, CarryOver, CloseBudget, type Budget } from './payout/appropriations';
export { IssueBankFiles, type IssuedFile } from './payout/bank-file';
export { ImportBankReturn, type ImportedResult } from './payout/bank-return';
export { controlsOf, controlsOfBatch, replayOf } from './payout/controls';
export { issuedBankFile } from './payout/outbox';
export { CloseBatch, PauseBatch, ReconcileBatch, SendBatchBack, TakeBatchStep, type BatchReached } from './payout/batch-steps';
export { shortageOf, type Shortage } from './payout/shortage';
export { MoneyRequests, RefusedBefore } from './payout/money-requests';
export { InProcessRunner, PayoutRunner } from './payout/payout-runner';
export { PayoutWork, type Piece } from './payout/payout-work';
export { LockRoster, OpenBatch, type LockedRoster } from './payout/rosters-lock';
