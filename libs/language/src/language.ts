import { AsyncLocalStorage } from 'node:async_hooks';

/** The languages in which the engine speaks: Chinese first, English for whoever asks for it. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const reader = new AsyncLocalStorage<Language>();
let usual: Language = 'zh';

/** The language of whoever reads what is being said now. */
export const spokenLanguage = (): Language => reader.getStore() ?? usual;

/** What is said during `act`, and in all that it starts, is said in this language: a request is answered in its own. */
export const speakIn = <Result>(language: Language, act: () => Result): Result => reader.run(language, act);

/** What a process speaks that has one reader alone: a command line. */
export const speakAlways = (language: Language): void => {
  usual = language;
};

/** A sentence for people, in the language of whoever reads it. What is recorded is never said: the log has codes and figures. */
export const say = (zh: string, en: string): string => (spokenLanguage() === 'en' ? en : zh);
