/** In which language a person is spoken to, and how a sentence is said in both. */
export {
  LANGUAGES,
  listener,
  readersEnvironment,
  speakAlways,
  speakAsUsual,
  speakIn,
  spokenLanguage,
  type Language,
  type Listener,
} from './language';
export { aside, capital, eitherOf, listed, withHint } from './phrases';
export { yamlFaults } from './yaml-words';
export { heard, reworded, said, same, say, spoken, toEverybody, type Word, type Words } from './word';
