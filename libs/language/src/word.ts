import { spokenLanguage, type Language } from './language';

/** One idea as people read it. */
export type Word = Readonly<Record<Language, string>>;
/** A word for every code: a code without one in both languages does not compile. */
export type Words<Code extends string> = Readonly<Record<Code, Word>>;

/** What is written alike in both languages. */
export const same = (text: string): Word => ({ zh: text, en: text });

/** The words by their codes, each in the language of whoever reads it when it is looked up. */
export const spoken = <Code extends string>(words: Words<Code>): Readonly<Record<Code, string>> => {
  const table = {} as Record<Code, string>;
  for (const code of Object.keys(words) as Code[])
    Object.defineProperty(table, code, { enumerable: true, get: () => words[code][spokenLanguage()] });
  return table;
};
