/** The word of every code that people meet, in the language of whoever reads it: states, steps, roles, levels, and what a refusal adds; and what the system says of a file. */
export {
  ACCOUNT_CHANGES,
  STEPS_TAKEN,
  EXCEPTION_FIXES,
  PAYMENT_STATES,
  handlerOf,
  ROLE_NAMES,
  STATE_NAMES,
  STEP_NAMES,
  STEP_WORDS,
  STEPPER,
} from './batch-words';
export { EXIT_REASONS, LEVEL_NAMES, OBJECTION_KINDS, PERSON_CAUSES, STAGE_NAMES } from './case-words';
export { asOfSentence, clockText, shortageUnknown } from './clock-text';
export { FIELD_NAMES, faultsBeyond } from './field-words';
export { sentenceOfFileFault } from './file-faults';
export { sentenceOfFolderFault, type FolderFault } from './folder-faults';
export { LAYER_NAMES } from './money-details';
export { RATE_LAYER_NAMES, unitsText } from './rate-words';
export { detailText, type Names } from './refusal-details';
export { isRefusalCode, refusalText } from './refusal-words';
export { takeOldNames } from './settings';
