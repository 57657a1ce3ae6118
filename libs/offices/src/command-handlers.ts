import { AppointActorsHandler } from './appoint';
import {
  OpenCountyHandler,
  ProposeCountyCorrectionHandler,
  ConfirmCountyCorrectionHandler,
  RegisterAreasHandler,
  AdvanceClockHandler,
} from './county.commands';
import { ResetCredentialHandler, ChangeOwnPasswordHandler, RevokeCredentialHandler, ConfirmActorHandler } from './credentials';
import { ReassignActorHandler, DismissActorHandler } from './offices';

/** Everything that can be done here. */
export const OFFICES_HANDLERS = [
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
] as const;
