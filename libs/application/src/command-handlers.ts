import { AppointActorsHandler } from './actors/appoint';
import {
  ChangeOwnPasswordHandler,
  ConfirmActorHandler,
  ResetCredentialHandler,
  RevokeCredentialHandler,
} from './actors/credentials';
import { DismissActorHandler, ReassignActorHandler } from './actors/offices';
import { ReconcileRestoreHandler } from './backup/reconcile-restore';
import { ConfirmHolidayTableHandler, ProposeHolidayTableHandler } from './calendar/holiday-tables';
import {
  AdvanceClockHandler,
  ConfirmCountyCorrectionHandler,
  OpenCountyHandler,
  ProposeCountyCorrectionHandler,
  RegisterAreasHandler,
} from './county.commands';
import {
  CorrectAccountHandler,
  RaiseObjectionHandler,
  ReceiveRecoveryHandler,
  RecordDeathHandler,
  ResolveObjectionHandler,
} from './eligibility/cases';
import { ConfirmEligibilityHandler, RejectEligibilityHandler } from './eligibility/confirmations';
import { ImportRosterHandler } from './eligibility/import-roster';
import { PostNoticeHandler } from './eligibility/notices';
import { BookDocumentHandler, CarryOverHandler, CloseBudgetHandler } from './payout/appropriations';
import { IssueBankFilesHandler } from './payout/bank-file';
import { ImportBankReturnHandler } from './payout/bank-return';
import {
  CloseBatchHandler,
  PauseBatchHandler,
  ReconcileBatchHandler,
  SendBatchBackHandler,
  TakeBatchStepHandler,
} from './payout/batch-steps';
import { AdoptProgrammeHandler, ProposeProgrammesHandler } from './programmes/versions';
import { LockRosterHandler, OpenBatchHandler } from './payout/rosters-lock';

/** Everything that can be done. */
export const COMMAND_HANDLERS = [
  OpenCountyHandler,
  ProposeCountyCorrectionHandler,
  ConfirmCountyCorrectionHandler,
  RegisterAreasHandler,
  AdvanceClockHandler,
  AppointActorsHandler,
  ResetCredentialHandler,
  ChangeOwnPasswordHandler,
  RevokeCredentialHandler,
  ConfirmActorHandler,
  ReassignActorHandler,
  DismissActorHandler,
  ProposeProgrammesHandler,
  AdoptProgrammeHandler,
  ProposeHolidayTableHandler,
  ConfirmHolidayTableHandler,
  ImportRosterHandler,
  ConfirmEligibilityHandler,
  RejectEligibilityHandler,
  PostNoticeHandler,
  RaiseObjectionHandler,
  ResolveObjectionHandler,
  RecordDeathHandler,
  CorrectAccountHandler,
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
  ReceiveRecoveryHandler,
  ReconcileRestoreHandler,
] as const;
