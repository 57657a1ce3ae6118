import { said, type Word } from '@fenming/language';
import { FIELD_WORDS } from '@fenming/words';

/** Where a recorded event calls something else by a name that means another thing elsewhere. */
const IN_EVENTS: Readonly<Record<string, Word>> = {
  outcomes: { zh: '各条件的结果', en: 'outcome by condition' },
  code: { zh: '代码', en: 'code' },
};

/** What people call a field of a recorded event; undefined where nobody gave it a word. The golden samples prove that every field has one. */
export const fieldTitle = (field: string): string | undefined => {
  const word = IN_EVENTS[field] ?? FIELD_WORDS[field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
  return word === undefined ? undefined : said(word);
};
