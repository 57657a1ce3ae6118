/** What can be done with money: appropriations, batches, bank files and returns, recoveries. */
export { PAYOUT_HANDLERS } from './command-handlers';
export { BookDocument, type Budget, type BudgetDocument } from './appropriations';
export { IssueBankFiles, IssueBankFilesHandler, type IssuedFile } from './bank-file';
export { ImportBankReturn, type ImportedResult } from './bank-return';
export { TakeBatchStep, TakeBatchStepHandler, type BatchReached, type BatchStep } from './batch-steps';
export { controlsOfBatch } from './controls';
export { takeOffLists } from './locked-lists';
export { MoneyRequests, RefusedBefore } from './money-requests';
export { issuedBankFile } from './outbox';
export { InProcessRunner, PayoutRunner, unfinishedBatches } from './payout-runner';
export { PayoutWork, type PayoutTask } from './payout-work';
export { LockRoster, OpenBatch, type LockedRoster } from './rosters-lock';
export { shortageOf, type Shortage } from './shortage';
export { causeUnpaid, holderOf, unpaid, type Holder, type UnpaidCase, type UnpaidCause } from './unpaid';
