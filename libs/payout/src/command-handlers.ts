import { BookDocumentHandler } from './appropriations';
import { IssueBankFilesHandler } from './bank-file';
import { ImportBankReturnHandler } from './bank-return';
import { TakeBatchStepHandler } from './batch-steps';
import { OpenBatchHandler, LockRosterHandler } from './rosters-lock';

/** Everything that can be done here. */
export const PAYOUT_HANDLERS = [
  BookDocumentHandler,
  OpenBatchHandler,
  LockRosterHandler,
  TakeBatchStepHandler,
  IssueBankFilesHandler,
  ImportBankReturnHandler,
] as const;
