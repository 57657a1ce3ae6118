/** Bank files: a batch of payments → the bytes a bank wants, and the bank's bytes → what became of each line. A bank is a profile, which is plain data. */
export type {
  BankProfile,
  DelimitedProfile,
  FixedProfile,
  HeaderField,
  Iso20022Profile,
  LineField,
  ProfileFault,
  ReturnField,
  ReturnHeaderField,
} from './profile';
export { BANK_PROFILES } from './bank-profiles';
export { profileFaultText, readProfile, type ProfileReading } from './check-profile';
export { protections } from './check-return';
export { DEMO_BANK } from './demo-bank';
export { ISO_20022_BANK } from './iso-bank';
export { POSTAL_FIXED } from './postal-fixed';
export { RURAL_COMMERCIAL } from './rural-commercial';
export { REASON_TEXTS, type ReasonText, type ReturnReason } from './return-reason';
export {
  bankFileNamed,
  fileName as bankFileName,
  fileNumber,
  planFiles,
  type BankFileHead,
  type PlannedFile,
  type AnnouncedFile,
} from './bank-file-head';
export type { PaymentLine } from './payment-line';
export { bankFileChunks, bankFileWriter, type BankFileWriter, type WrittenFile } from './bank-file-writer';
export { writeBankFile, type BankFile } from './write-bank-file';
export { BankFileError, type BankFileFault } from './bank-file-error';
export { readBankFile, type ReceivedFile, type ReceivedPayment } from './read-bank-file';
export { writeBankReturn } from './write-bank-return';
export type { NamedLine, ReturnHead, ReturnLine } from './return-line';
export { readBankReturn, type BankReturn, type BankReturnReading } from './read-bank-return';
export { matchInSteps, matchReturn, type ReturnMatch, type SentLine } from './match-return';
export type { ReturnFault, ReturnFaultCode } from './return-fault';
