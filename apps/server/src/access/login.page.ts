import type { Problem } from '../problem';
import { html, type Html } from '../pages/html';
import { told } from '../pages/told';

export const loginPage = (problem: Problem | undefined, demo: boolean): Html =>
  html` <h1>登录</h1>
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${told(problem)}</div>`}
    <form class="act" method="post" action="/login">
      <label for="actor">账号</label><input id="actor" name="actor" autocomplete="username" required />
      <label for="password">密码</label
      ><input id="password" name="password" type="password" autocomplete="current-password" required /> <br /><button>
        登录
      </button>
    </form>
    <p class="note">密码如是管理员设的，管理员也知道：登录以后请先点页面上方的账号名称，更改密码。</p>
    ${demo ? html`<p class="note">演示县的账号和密码在启动时打印在终端上。</p>` : undefined}`;
