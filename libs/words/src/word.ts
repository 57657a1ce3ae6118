/** The languages in which the engine speaks: Chinese first, English for whoever asks for it. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One idea as people read it. */
export type Word = Readonly<Record<Language, string>>;
/** A word for every code: a code without one in both languages does not compile. */
export type Words<Code extends string> = Readonly<Record<Code, Word>>;

/** The words of one language, by code. */
export const inLanguage = <Code extends string>(words: Words<Code>, language: Language): Readonly<Record<Code, string>> =>
  Object.fromEntries(Object.entries<Word>(words).map(([code, word]) => [code, word[language]])) as Record<Code, string>;

export const inChinese = <Code extends string>(words: Words<Code>): Readonly<Record<Code, string>> => inLanguage(words, 'zh');
