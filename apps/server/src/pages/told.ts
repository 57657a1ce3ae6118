import { FIELD_NAMES, faultsBeyond } from '@fenming/words';
import type { Problem, ProblemFault } from '../problem';
import { html, type Html } from './html';

/** For programs a fault names what may stand there; a person comes by links, and types nothing of the kind. */
const BY_CODE: Readonly<Record<string, string>> = {
  choice: '没有这样的选项，请从页面上的链接重新进入。',
  malformed_cursor: '请从第一页重新翻起。',
  outdated_cursor: '请从第一页重新翻起。',
  unknown_field: '网址或表单里有这里没有的一项，请从页面上的链接重新进入。',
};

const nameOf = (pointer: string): string => FIELD_NAMES[pointer.split('/').findLast((part) => !/^\d*$/.test(part)) ?? ''] ?? '';

const faultText = ({ pointer = '', code, message, hint = '' }: ProblemFault): string => {
  const name = nameOf(pointer);
  return `${name === '' ? '' : `${name}：`}${BY_CODE[code] ?? message}${hint}`;
};

/** A refusal as a person reads it on a page: the sentence, and each fault that says more, under the name of the field and in no word of the engine. */
export const told = ({ title, detail, errors = [], errors_total }: Problem): Html => {
  const faults = faultsBeyond(title, errors);
  return html`<b>${title}</b>${detail === undefined ? undefined : html`（${detail}）`}
    ${faults.map((fault) => html`<br />${faultText(fault)}`)}
    ${errors_total === undefined ? undefined : html`<br />共 ${errors_total} 处，以上是前 ${errors.length} 处。`}`;
};
