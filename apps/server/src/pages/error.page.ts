import { say, spoken } from '@fenming/language';
import type { Problem } from '../problem';
import { html, type Html } from './html';
import { told } from './told';

/** What to do where the sentence of the problem does not say it. */
const ADVICE: Readonly<Record<string, string>> = spoken({
  403: { zh: '请换有权办理的人登录，或返回。', en: 'Somebody who may do this logs in; or go back.' },
  404: { zh: '请核对网址，或从年度总览重新进入。', en: 'Check the address, or start again from the page of the year.' },
  500: {
    zh: '请记下请求号，联系管理员；没有办完的事可以重新办理，不会重复发放。',
    en: 'Note the request number and tell the administrator; what was not finished can be done again, and nothing is paid twice.',
  },
  503: { zh: '请稍后再试。', en: 'Try again later.' },
});

const headingOf = (status: number): string => {
  if (status === 404) return say('没有找到', 'Not found');
  return status >= 500 ? say('没有办成', 'This did not work') : say('不能这样办理', 'This cannot be done');
};

/** A refusal or a fault in front of a person: the sentence, what to do, and the way back. */
export const errorPage = (problem: Problem): Html => {
  const { status, request_id } = problem;
  return html` <h1>${headingOf(status)}</h1>
    <div class="alert" role="alert">${told(problem)}</div>
    ${ADVICE[status] === undefined ? undefined : html`<p>${ADVICE[status]}</p>`}
    <p class="no-print"><a href="/">${say('返回首页', 'Back to the first page')}</a></p>
    <p class="note">${say('请求号', 'Request')} ${request_id}</p>`;
};
