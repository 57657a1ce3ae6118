import { aside, capital, say, spoken, withHint } from '@fenming/language';
import { FIELD_NAMES, faultsBeyond } from '@fenming/words';
import type { Problem, ProblemFault } from '../problem';
import { html, type Html } from './html';

/** For programs a fault names what may stand there; a person comes by links, and types nothing of the kind. */
const CHOOSE_AGAIN = {
  zh: '没有这样的选项，请从页面上的链接重新进入。',
  en: 'There is no such choice: come in again by the links on the pages.',
};
const FIRST_PAGE = { zh: '请从第一页重新翻起。', en: 'Start again from the first page.' };
const BY_CODE: Readonly<Record<string, string>> = spoken({
  choice: CHOOSE_AGAIN,
  malformed_cursor: FIRST_PAGE,
  outdated_cursor: FIRST_PAGE,
  unknown_field: {
    zh: '网址或表单里有这里没有的一项，请从页面上的链接重新进入。',
    en: 'The address or the form has something that is unknown here: come in again by the links on the pages.',
  },
});

const nameOf = (pointer: string): string => FIELD_NAMES[pointer.split('/').findLast((part) => !/^\d*$/.test(part)) ?? ''] ?? '';

const faultText = ({ pointer = '', code, message, hint = '' }: ProblemFault): string => {
  const name = nameOf(pointer);
  const sentence = withHint(BY_CODE[code] ?? message, hint);
  return name === '' ? sentence : say(`${name}：${sentence}`, `${capital(name)}: ${sentence}`);
};

/** A refusal as a person reads it on a page: the sentence, and each fault that says more, under the name of the field and in no word of the engine. */
export const told = ({ title, detail, errors = [], errors_total }: Problem): Html => {
  const faults = faultsBeyond(title, errors);
  return html`<b>${title}</b>${detail === undefined ? undefined : html`${aside(detail)}`}
    ${faults.map((fault) => html`<br />${faultText(fault)}`)}
    ${errors_total === undefined ? undefined : html`<br />${say(`共 ${errors_total} 处，以上是前 ${errors.length} 处。`, `${errors_total} in all; these are the first ${errors.length}.`)}`}`;
};
