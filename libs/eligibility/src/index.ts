/** What can be done with rosters, cases and confirmations; and why somebody gets what they get. */
export { ELIGIBILITY_HANDLERS } from './command-handlers';
export { CorrectAccount, RaiseObjection, ReceiveRecovery, RecordDeath, RecordDeathHandler, ResolveObjection } from './cases';
export { ConfirmEligibility, ConfirmEligibilityHandler, RejectEligibility } from './confirmations';
export { ImportRoster, type ImportedRoster } from './import-roster';
export { noticesUntil } from './notice-period';
export { PostNotice, PostNoticeHandler, type NoticeList } from './notices';
export { EligibilityAnswers, type Why, type WhyQuestion } from './why';
