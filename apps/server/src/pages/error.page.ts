import type { Problem } from '../problem';
import { html, type Html } from './html';
import { told } from './told';

/** What to do where the sentence of the problem does not say it. */
const ADVICE: Readonly<Record<number, string>> = {
  403: '请换有权办理的人登录，或返回。',
  404: '请核对网址，或从年度总览重新进入。',
  500: '请记下请求号，联系管理员；没有办完的事可以重新办理，不会重复发放。',
  503: '请稍后再试。',
};

/** A refusal or a fault in front of a person: the sentence, what to do, and the way back. */
export const errorPage = (problem: Problem): Html => {
  const { status, request_id } = problem;
  return html` <h1>${status === 404 ? '没有找到' : status >= 500 ? '没有办成' : '不能这样办理'}</h1>
    <div class="alert" role="alert">${told(problem)}</div>
    ${ADVICE[status] === undefined ? undefined : html`<p>${ADVICE[status]}</p>`}
    <p class="no-print"><a href="/">返回首页</a></p>
    <p class="note">请求号 ${request_id}</p>`;
};
