import { TakeCaseStepHandler } from './case-step';
import { CorrectAccountHandler } from './account-corrections';
import { CompareFileHandler } from './compare-file';
import { ConfirmEligibilityHandler } from './confirmations';
import { TakeDeathStepHandler } from './deaths';
import { TakeExitStepHandler } from './exits';
import { CorrectIdentityHandler } from './identities';
import { ImportRosterHandler } from './import-roster';
import { PostNoticeHandler } from './notices';
import { CloseLeadHandler, StateLeadHandler } from './lead-steps';
import { MakeStatementHandler, RemedyObjectionHandler, SettleStatementHandler } from './statements';
import { TakePaidElsewhereStepHandler } from './paid-elsewhere';
import { TakeTransferStepHandler } from './transfers';
import { DecideChangedCasesHandler, ProposeDecisionsHandler, SignRedeterminationHandler } from './redetermination-steps';

/** Everything that can be done here. */
export const ELIGIBILITY_HANDLERS = [
  TakeCaseStepHandler,
  ImportRosterHandler,
  CompareFileHandler,
  StateLeadHandler,
  CloseLeadHandler,
  ConfirmEligibilityHandler,
  PostNoticeHandler,
  TakeDeathStepHandler,
  TakeExitStepHandler,
  TakeTransferStepHandler,
  TakePaidElsewhereStepHandler,
  CorrectAccountHandler,
  CorrectIdentityHandler,
  MakeStatementHandler,
  SettleStatementHandler,
  RemedyObjectionHandler,
  SignRedeterminationHandler,
  ProposeDecisionsHandler,
  DecideChangedCasesHandler,
] as const;
