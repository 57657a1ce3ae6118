/** Where Nest meets the deciders: the data folder, every command, and the runner that carries released batches on. */
export { COMMAND_HANDLERS } from './command-handlers';
export { Folder, type FolderOptions } from './folder/folder';
export { FolderOwned, ownerUrl } from './folder/owner-lock';
export { Executor, type Caller } from './executor';
export { Refused, type FileFault, type PersonOutcome } from './outcomes';
export { AdvanceClock, AppointActors, OpenCounty, RegisterAreas, type AppointedActor, type NewActor } from './county.commands';
export { CorrectAccount, RaiseObjection, ReceiveRecovery, RecordDeath, ResolveObjection } from './eligibility/cases';
export { ConfirmEligibility, RejectEligibility } from './eligibility/confirmations';
export { ImportRoster, type ImportedRoster } from './eligibility/import-roster';
export { PostNotice, type NoticeList } from './eligibility/notices';
export { EligibilityAnswers, type Why } from './eligibility/why';
export { ReceiveAppropriation } from './payout/appropriations';
export { ImportBankReturn, issuedBankFile, IssueBankFile, type ImportedResult, type IssuedFile } from './payout/bank-exchange';
export { CloseBatch, ReconcileBatch, SendBatchBack, TakeBatchStep } from './payout/batch-steps';
export { MoneyRequests } from './payout/money-requests';
export { PayoutRunner } from './payout/payout-runner';
export { LockRoster, OpenBatch, type LockedRoster } from './payout/rosters-lock';
