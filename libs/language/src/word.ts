import { listener, speakIn, type Language } from './language';

/** One idea as people read it. */
export type Word = Readonly<Record<Language, string>>;
/** A word for every code: a code without one in both languages does not compile. */
export type Words<Code extends string> = Readonly<Record<Code, Word>>;

/** What is written alike in both languages. */
export const same = (text: string): Word => ({ zh: text, en: text });

/** Around what is said to everybody, in both languages: noncharacters, which Unicode keeps for a program's own use and no text for people has. */
const [OPEN, BETWEEN, CLOSE] = ['\uFDD0', '\uFDD1', '\uFDD2'];
const INNERMOST = /\uFDD0([^\uFDD0-\uFDD2]*)\uFDD1([^\uFDD0-\uFDD2]*)\uFDD2/gu;

/** The word in the language of whoever reads it. */
export const said = (word: Word): string => {
  const to = listener();
  return to === 'everybody' ? `${OPEN}${word.zh}${BETWEEN}${word.en}${CLOSE}` : word[to];
};

/** What is said once to readers of every language, before anybody asks: whoever answers one of them tells it by `heard`. */
export const toEverybody = (zh: string, en: string): string => speakIn('everybody', () => said({ zh, en }));

/** A sentence for people, in the language of whoever reads it. */
export const say = (zh: string, en: string): string => said({ zh, en });

const textHeard = (language: Language, text: string): string => {
  let heard = text;
  while (heard.includes(OPEN)) {
    const simpler = heard.replaceAll(INNERMOST, language === 'zh' ? '$1' : '$2');
    if (simpler === heard) return heard;
    heard = simpler;
  }
  return heard;
};

/** What was said to everybody, as a reader of one language has it: a text, or texts in whatever they stand in. */
export const heard = <Told>(language: Language, told: Told): Told => {
  if (typeof told === 'string') return textHeard(language, told) as Told;
  if (typeof told !== 'object' || told === null) return told;
  if (Array.isArray(told)) return told.map((each: unknown) => heard(language, each)) as Told;
  return Object.fromEntries(Object.entries(told).map(([name, each]) => [name, heard(language, each)])) as Told;
};

/** A text in other words, in each language by itself. */
export const reworded = (text: string, change: (text: string, language: Language) => string): string =>
  said({ zh: change(heard('zh', text), 'zh'), en: change(heard('en', text), 'en') });

/** The words by their codes, each in the language of whoever reads it when it is looked up. */
export const spoken = <Code extends string>(words: Words<Code>): Readonly<Record<Code, string>> => {
  const table = {} as Record<Code, string>;
  for (const code of Object.keys(words) as Code[])
    Object.defineProperty(table, code, { enumerable: true, get: () => said(words[code]) });
  return table;
};
