import { BookDocumentHandler, CarryOverHandler, CloseBudgetHandler } from './appropriations';
import { IssueBankFilesHandler } from './bank-file';
import { ImportBankReturnHandler } from './bank-return';
import {
  TakeBatchStepHandler,
  SendBatchBackHandler,
  PauseBatchHandler,
  ReconcileBatchHandler,
  CloseBatchHandler,
} from './batch-steps';
import { OpenBatchHandler, LockRosterHandler } from './rosters-lock';

/** Everything that can be done here. */
export const PAYOUT_HANDLERS = [
  BookDocumentHandler,
  CarryOverHandler,
  CloseBudgetHandler,
  OpenBatchHandler,
  LockRosterHandler,
  TakeBatchStepHandler,
  SendBatchBackHandler,
  PauseBatchHandler,
  IssueBankFilesHandler,
  ImportBankReturnHandler,
  ReconcileBatchHandler,
  CloseBatchHandler,
] as const;
