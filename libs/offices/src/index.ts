/** Opening a county and its areas; who holds which office, and the accounts of those who do. */
export { OFFICES_HANDLERS } from './command-handlers';
export { AppointActors, type AppointedActor, type NewActor } from './appoint';
export { AdvanceClock, ConfirmCountyCorrection, OpenCounty, ProposeCountyCorrection, RegisterAreas } from './county.commands';
export { ChangeOwnPassword, ConfirmActor, ResetCredential, RevokeCredential, type AccountNow } from './credentials';
export { logIn } from './log-in';
export { DismissActor, ReassignActor } from './offices';
