/** Opening a county and its areas; who holds which office, and the accounts of those who do. */
export { OFFICES_HANDLERS } from './command-handlers';
export { ChangeAccount, type AccountNow } from './account-change';
export { AppointActors, type AppointedActor, type NewActor } from './appoint';
export { ChangeCounty } from './county-change';
export { logIn } from './log-in';
export { ChangeOwnPassword } from './own-password';
