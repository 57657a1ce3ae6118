/** What can be done with rosters, cases and confirmations; and why somebody gets what they get. */
export { ELIGIBILITY_HANDLERS } from './command-handlers';
export { TakeCaseStep } from './case-step';
export { CorrectAccount, RecordDeath, RecordDeathHandler } from './cases';
export { CompareFile, type ComparedFile } from './compare-file';
export { ConfirmEligibility, ConfirmEligibilityHandler } from './confirmations';
export { WithdrawDeath } from './death-withdrawals';
export { ImportRoster, type ImportedRoster } from './import-roster';
export { noticesUntil } from './notice-period';
export { PostNotice, PostNoticeHandler, type NoticeList } from './notices';
export { EligibilityAnswers, type WhyQuestion } from './why';
export type { Why } from './why-answer';
export { Redeterminations } from './redeterminations';
export { DecideChangedCases, ProposeDecisions, SignRedetermination } from './redetermination-steps';
export { factsOfCase, type CaseSeen, type FactRecorded, type FactsOfCase, type StatementTold } from './facts-of-case';
export type { StatedChange, StatementOf } from './statement-effects';
export { MakeStatement, RemedyObjection, SettleStatement, type StatementStep } from './statements';
export { isArrears } from './year-money';
