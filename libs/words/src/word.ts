/** The languages in which the engine speaks: Chinese first, English for whoever asks for it. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One idea as people read it. */
export type Word = Readonly<Record<Language, string>>;
/** A word for every code: a code without one in both languages does not compile. */
export type Words<Code extends string> = Readonly<Record<Code, Word>>;
