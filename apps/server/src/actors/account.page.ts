import { ACCOUNT_CHANGES, clockText, handlerOf, ROLE_NAMES } from '@fenming/words';
import type { AccountChange, Actor } from '@fenming/views';
import type { Problem } from '../problem';
import { html, type Html } from '../pages/html';
import { told } from '../pages/told';

/** An account that waits, and what was done to it last. `isGiven`: its password is the one that the operator gave, so nobody can confirm it yet. */
export type Waiting = { readonly account: Actor; readonly last: AccountChange | undefined; readonly isGiven: boolean };
export type AccountContent = {
  readonly problem?: Problem;
  readonly done?: string;
  readonly changes: readonly AccountChange[];
  /** The password is the one that the operator gave. */
  readonly isGiven: boolean;
  /** The account waits for a second person. */
  readonly waits: boolean;
  /** Undefined for whoever confirms nobody. */
  readonly waiting?: readonly Waiting[];
};

const detailOf = (detail: string | null): string =>
  detail === null ? '' : ({ ...ROLE_NAMES, password: '密码', token: '令牌' }[detail] ?? detail);

const ownRecord = (changes: readonly AccountChange[]): Html =>
  html`<h2>本账号的记录</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>时间</th>
            <th>事项</th>
            <th>办理人</th>
            <th>内容</th>
          </tr>
        </thead>
        <tbody>
          ${changes.map(
            ({ at, what, by, detail }) =>
              html`<tr>
                <td>${clockText(at)}</td>
                <td>${ACCOUNT_CHANGES[what] ?? what}</td>
                <td>${handlerOf(by)}</td>
                <td>${detailOf(detail)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;

const passwordForm = html`<form class="act" method="post" action="/account/password">
  <h3>更改密码</h3>
  <label for="current">原密码</label
  ><input id="current" name="current" type="password" autocomplete="current-password" required />
  <label for="password">新密码（至少 8 个看得见的字符）</label
  ><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required />
  <button>更改</button>
</form>`;

const changeFirst = (waits: boolean): Html =>
  html`<div class="alert" role="alert">
    <b
      >您的密码是管理员设的，管理员也知道。请先更改密码${
        waits ? '，再请另一人确认本账号；在此之前只能查询，不能办理。' : '；在此之前只能查询，不能办理，也不能确认他人的账号。'
      }</b
    >
  </div>`;

const waitingOne = ({ account, last, isGiven }: Waiting): Html =>
  html`<form class="act" method="post" action="/account/confirmation">
    <h3>${account.id}（${ROLE_NAMES[account.role] ?? account.role}，${account.title}）</h3>
    <p>
      ${
        last === undefined
          ? undefined
          : html`${clockText(last.at)} ${handlerOf(last.by)} ${ACCOUNT_CHANGES[last.what] ?? last.what}：${detailOf(last.detail)}`
      }
    </p>
    <p class="note">
      ${
        isGiven
          ? '本人还没有更改管理员设的密码，更改以后才能确认。'
          : '请当面或打电话核实：这个账号确由本人掌握。确认以后，它才能办理。'
      }
    </p>
    <input type="hidden" name="actor" value="${account.id}" /><input
      type="hidden"
      name="change"
      value="${account.awaited ?? ''}"
    />${isGiven ? undefined : html`<button>确认</button>`}
  </form>`;

/** One's own account, and the accounts that wait for a second person. */
export const accountPage = ({ problem, done, changes, isGiven, waits, waiting }: AccountContent): Html =>
  html`<h1>账号</h1>
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${told(problem)}</div>`}
    ${done === undefined ? undefined : html`<p class="good" role="status">${done}</p>`}
    ${isGiven ? changeFirst(waits) : undefined} ${passwordForm} ${ownRecord(changes)}
    ${
      waiting === undefined
        ? undefined
        : html`<h2>待第二人确认的账号</h2>
            ${waiting.length === 0 ? html`<p class="note">没有。</p>` : waiting.map(waitingOne)}`
    }`;
