import { reworded, say, heard } from './word';

/** Several things in a row: `甲、乙`, `a, b`. */
export const listed = (words: readonly string[]): string => words.join(say('、', ', '));

/** What there is to choose from: `甲或乙`, `a or b`. */
export const eitherOf = (words: readonly string[]): string => {
  const [first, last] = [words.slice(0, -1), words.at(-1) ?? ''];
  return first.length === 0 ? last : `${listed(first)}${say('或', ' or ')}${last}`;
};

/** A word or a sentence as it stands at the beginning of a line; Chinese has no other letters. */
export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** What is wrong, and then what to do about it. */
export const withHint = (sentence: string, hint: string): string => {
  if (hint === '') return sentence;
  return reworded(sentence, (text, language) => {
    const [bare, next] = [text.replace(/[。.]$/u, ''), heard(language, hint)];
    return language === 'en' ? `${bare}. ${capital(next)}` : `${bare}。${next}`;
  });
};

/** What stands in brackets behind a word; nothing where there is none. */
export const aside = (text: string | undefined): string => (text === undefined ? '' : say(`（${text}）`, ` (${text})`));
