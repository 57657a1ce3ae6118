import {
  RaiseObjectionHandler,
  ResolveObjectionHandler,
  RecordDeathHandler,
  CorrectAccountHandler,
  ReceiveRecoveryHandler,
} from './cases';
import { ConfirmEligibilityHandler, RejectEligibilityHandler } from './confirmations';
import { ImportRosterHandler } from './import-roster';
import { PostNoticeHandler } from './notices';

/** Everything that can be done here. */
export const ELIGIBILITY_HANDLERS = [
  ImportRosterHandler,
  ConfirmEligibilityHandler,
  RejectEligibilityHandler,
  PostNoticeHandler,
  RaiseObjectionHandler,
  ResolveObjectionHandler,
  RecordDeathHandler,
  CorrectAccountHandler,
  ReceiveRecoveryHandler,
] as const;
