/** The word of every code that people meet, in the language of whoever reads it: states, steps, roles, levels, and what a refusal adds; and what the system says of a file. */
export { ACCOUNT_KINDS, CREDENTIAL_KINDS } from './account-words';
export {
  ACCOUNT_CHANGES,
  BATCH_ACTIONS,
  STEPS_TAKEN,
  EXCEPTION_FIXES,
  unpaidNextStep,
  PAYMENT_STATES,
  handlerOf,
  ROLE_NAMES,
  batchState,
  STATE_NAMES,
  STEP_NAMES,
  STEP_WORDS,
  STEPPER,
} from './batch-words';
export {
  EXIT_REASONS,
  factsStatedIn,
  LEAD_ABOUTS,
  LEAD_STATES,
  LEVEL_NAMES,
  OBJECTION_KINDS,
  OBJECTION_STATES,
  overpaidNextStep,
  determinationCause,
  PERSON_CAUSES,
  personUnknown,
  STAGE_NAMES,
  STATEMENT_STATES,
} from './case-words';
export { CONTROL_RESULTS, type ControlResult } from './control-words';
export { asOfSentence, clockText, shortageUnknown } from './clock-text';
export { FIELD_NAMES, FIELD_WORDS, faultsBeyond } from './field-words';
export { sentenceOfFileFault } from './file-faults';
export { sentenceOfFolderFault, type FolderFault } from './folder-faults';
export { AREA_LEVELS, LEDGER_ACCOUNTS, POSTING_KINDS } from './ledger-words';
export { LAYER_NAMES } from './money-details';
export { OWED_SUMS, type OwedSum } from './owed-words';
export { RATE_LAYER_NAMES, unitsText } from './rate-words';
export { detailText, type Names } from './refusal-details';
export { isRefusalCode, refusalText } from './refusal-words';
export { CASE_DECISIONS, CONDITION_OUTCOMES, EXPECTED, PAID_FATES, RUN_STATES, VERSION_STATES } from './rules-words';
export { takeOldNames } from './settings';
