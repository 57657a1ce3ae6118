/** Bank files: a batch of payments → the bytes a bank wants, and the bank's bytes → what became of each line. A bank is a profile, which is plain data. */
export type { BankProfile, HeaderField, LineField, ReturnField, ReturnHeaderField } from './profile';
export { DEMO_BANK } from './demo-bank';
export { REASON_TEXTS, type ReasonText, type ReturnReason } from './return-reason';
export { writeBankFile, type BankFile, type BankFileHead, type PaymentLine } from './write-bank-file';
export { BankFileError, type BankFileFault } from './bank-file-error';
export { writeBankReturn, type ReturnLine } from './write-bank-return';
export { readBankReturn, type BankReturn, type BankReturnReading } from './read-bank-return';
export { matchReturn, type ReturnMatch } from './match-return';
export type { ReturnFault, ReturnFaultCode } from './return-fault';
