import { AsyncLocalStorage } from 'node:async_hooks';

/** The languages in which the engine speaks: Chinese first, English for whoever asks for it. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Who is spoken to: a reader of one language, or whoever reads later what is said now, in whatever language. */
export type Listener = Language | 'everybody';

const reader = new AsyncLocalStorage<Listener | undefined>();
/** Set for a process and all that it starts: threads, and the server of a command line. */
const VARIABLE = 'FENMING_LANG';

let usual: Language = process.env[VARIABLE] === 'en' ? 'en' : 'zh';

/** Who reads what is being said now. */
export const listener = (): Listener => reader.getStore() ?? usual;

/** The language of whoever reads what is being said now; of what everybody will read, the first. */
export const spokenLanguage = (): Language => {
  const now = listener();
  return now === 'everybody' ? 'zh' : now;
};

/** What is said during `task`, and in all that it starts, is said in this language: a request is answered in its own. */
export const speakIn = <Result>(to: Listener, task: () => Result): Result => reader.run(to, task);

/** What whoever runs the program reads, such as its log, is said in the program's own language, whoever is being answered. */
export const speakAsUsual = <Result>(task: () => Result): Result => reader.run(undefined, task);

/** What a process, and whatever it starts, speaks to those who asked for nothing: a command line has one reader. */
export const speakAlways = (language: Language): void => {
  usual = language;
  process.env[VARIABLE] = language;
};

/** The environment of a thread that works for whoever is spoken to now. */
export const readersEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, [VARIABLE]: spokenLanguage() });
