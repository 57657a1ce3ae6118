import { say } from '@fenming/language';
import type { Problem } from '../problem';
import { html, type Html } from '../pages/html';
import { told } from '../pages/told';

export const loginPage = (problem: Problem | undefined, demo: boolean): Html =>
  html` <h1>${say('登录', 'Log in')}</h1>
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${told(problem)}</div>`}
    <form class="act" method="post" action="/login">
      <label for="actor">${say('账号', 'Account')}</label><input id="actor" name="actor" autocomplete="username" required />
      <label for="password">${say('密码', 'Password')}</label
      ><input id="password" name="password" type="password" autocomplete="current-password" required /> <br /><button>
        ${say('登录', 'Log in')}
      </button>
    </form>
    <p class="note">
      ${say(
        '密码如是管理员设的，管理员也知道：登录以后请先点页面上方的账号名称，更改密码。',
        'A password that the administrator gave you is known to the administrator: once you are in, click the name of your account at the head of the page and change it.',
      )}
    </p>
    ${
      demo
        ? html`<p class="note">
            ${say(
              '演示县的账号和密码在启动时打印在终端上。',
              'The accounts and passwords of the demo county were printed in the terminal when it started.',
            )}
          </p>`
        : undefined
    }`;
