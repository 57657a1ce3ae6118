/** In which language a person is spoken to, and how a sentence is said in both. */
export {
  LANGUAGES,
  readersEnvironment,
  say,
  speakAlways,
  speakAsUsual,
  speakIn,
  spokenLanguage,
  type Language,
} from './language';
export { aside, eitherOf, listed, withHint } from './phrases';
export { same, spoken, type Word, type Words } from './word';
