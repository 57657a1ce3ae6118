import { ChangeAccountHandler } from './account-change';
import { AppointActorsHandler } from './appoint';
import { ChangeCountyHandler } from './county-change';
import { ChangeOwnPasswordHandler } from './own-password';

/** Everything that can be done here. */
export const OFFICES_HANDLERS = [
  ChangeCountyHandler,
  AppointActorsHandler,
  ChangeAccountHandler,
  ChangeOwnPasswordHandler,
] as const;
