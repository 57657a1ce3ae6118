/** Citizens as lists know them: citizen ids, bank accounts, names, area codes, and how each is masked or found. */
export type { Repair } from './cleaning';
export { type CitizenId, type CitizenIdReading, type IdFault, type Sex, readCitizenId } from './citizen-id';
export { checkCharacter } from './check-character';
export { type BankAccount, type BankAccountFault, type BankAccountReading, readBankAccount } from './bank-account';
export { type NameReading, type NameWarning, readName } from './person-name';
export { comparisonKey, ordinaryText, unwritableIn } from './typed-text';
export { documentKey, documentNumber } from './document-number';
export { maskBankAccount, maskCitizenId, maskName, maskPhone } from './masking';
export type { PersonalNumber, PersonalNumberKind } from './grouped-numbers';
export { findPersonalNumbers, withoutPersonalNumbers } from './personal-numbers';
export {
  type AreaCode,
  AreaCodeError,
  type AreaLevel,
  areaCode,
  areaContains,
  areaLevel,
  countyOf,
  townshipOf,
} from './area-code';
