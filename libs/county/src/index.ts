/** One running county: its folder, the rules in force, the clock, who is appointed, and what is wrong with its log. */
export type { DerivedPassword } from './access-tables';
export { alarmOfLog, meddlingIn, type Alarm } from './alarms';
export { askedBy } from './asked-by';
export { bankMissing, BankProfilesWrong } from './bank-profiles';
export { shippedSources } from './catalogue';
export { ComparisonSourcesWrong, sourceUnknown, type ComparisonSources } from './comparison-sources';
export { hasConfirmer, isConfirmable, keepingConfirmers, type NobodyLeft } from './confirmers';
export { County } from './county';
export { isDiskFull, isWriteFailed } from './disk-room';
export { endForDamage, endForDisk, EX_NOT_WHOLE } from './ending';
export {
  GAP_WORDS,
  ROW_FAULTS,
  sentenceOfDamage,
  sentenceOfDoubt,
  sentenceOfFault,
  sentenceOfGap,
  sentenceOfPoison,
} from './fault-words';
export { StrangersVault } from './known-persons';
export { sentenceOfLogFault, toldOf } from './log-faults';
export { LogNews } from './log-news';
export { isForgotten, OtherLog, readSeen, seenOf, setBackOf, writeSeen, type Kept, type SetBack } from './log-seen';
export { sentenceOfSecond } from './one-server';
export { OtherProfile, type Profile } from './open-log';
export { FolderOwned } from './owner-lock';
export { assessEnrolment, deathOf, excessOf, exitDayOf, leftOn, proposalOf, proposedFor } from './proposal';
export { DEFINITION_FILE } from './reading/orders';
export type { RulesInForce, Version } from './rules-in-force';
export { RunningCounty, type CountyOptions } from './running-county';
export { isAlreadySent, markAsRestored } from './restored';
export {
  sealBankAccount,
  sealDay,
  sealFacts,
  sealIdentity,
  type Identity,
  sealLead,
  sealStatement,
  unsealBankAccount,
  unsealFacts,
  unlessDestroyed,
  unsealDay,
  unsealIdentity,
  unsealLead,
  unsealPayees,
  unsealStatement,
  type Payee,
  type SealedLead,
  type SealedStatement,
  type StatementSaid,
  type YearFacts,
} from './sealed';
export { checkFolder, FolderUnsound, refuseMisshapen } from './sound-folder';
export { StderrLogger } from './stderr-logger';
export { machineNow } from './whole-until';
