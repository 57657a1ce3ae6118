import { aside, capital, say } from '@fenming/language';
import { ACCOUNT_CHANGES, clockText, CREDENTIAL_KINDS, handlerOf, ROLE_NAMES } from '@fenming/words';
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
  detail === null ? '' : (ROLE_NAMES[detail] ?? CREDENTIAL_KINDS[detail] ?? detail);

const ownRecord = (changes: readonly AccountChange[]): Html =>
  html`<h2>${say('本账号的记录', 'Record of this account')}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('时间', 'Time')}</th>
            <th>${say('事项', 'What')}</th>
            <th>${say('办理人', 'Who')}</th>
            <th>${say('内容', 'Content')}</th>
          </tr>
        </thead>
        <tbody>
          ${changes.map(
            ({ at, what, by, detail }) =>
              html`<tr>
                <td>${clockText(at)}</td>
                <td>${capital(ACCOUNT_CHANGES[what] ?? what)}</td>
                <td>${handlerOf(by)}</td>
                <td>${detailOf(detail)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;

const passwordForm = (): Html =>
  html`<form class="act" method="post" action="/account/password">
    <h3>${say('更改密码', 'Change the password')}</h3>
    <label for="current">${say('原密码', 'Present password')}</label
    ><input id="current" name="current" type="password" autocomplete="current-password" required />
    <label for="password">${say('新密码（至少 8 个看得见的字符）', 'New password (at least 8 visible characters)')}</label
    ><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required />
    <button>${say('更改', 'Change')}</button>
  </form>`;

/** What to do before anything else, with a password that somebody else gave. */
const changeSentence = (waits: boolean): string =>
  waits
    ? say(
        '您的密码是管理员设的，管理员也知道。请先更改密码，再请另一人确认本账号；在此之前只能查询，不能办理。',
        'The administrator gave you your password and knows it. Change it first, then have another person confirm this account; until then you can look things up, but cannot do anything.',
      )
    : say(
        '您的密码是管理员设的，管理员也知道。请先更改密码；在此之前只能查询，不能办理，也不能确认他人的账号。',
        'The administrator gave you your password and knows it. Change it first; until then you can look things up, but cannot do anything or confirm anyone else’s account.',
      );
const changeFirst = (waits: boolean): Html => html`<div class="alert" role="alert"><b>${changeSentence(waits)}</b></div>`;

const lastChange = ({ at, by, what, detail }: AccountChange): string => {
  const change = ACCOUNT_CHANGES[what] ?? what;
  return say(
    `${clockText(at)} ${handlerOf(by)} ${change}：${detailOf(detail)}`,
    `${clockText(at)}, by ${handlerOf(by)}: ${change}${aside(detail === null ? undefined : detailOf(detail))}`,
  );
};

const beforeConfirming = (isGiven: boolean): string =>
  isGiven
    ? say(
        '本人还没有更改管理员设的密码，更改以后才能确认。',
        'They have not yet changed the password that the administrator gave; once they have, you can confirm them.',
      )
    : say(
        '请当面或打电话核实：这个账号确由本人掌握。确认以后，它才能办理。',
        'Make sure, face to face or by telephone, that the account is in the hands of its owner. Only once you have confirmed it can it do anything.',
      );

const waitingOne = ({ account, last, isGiven }: Waiting): Html =>
  html`<form class="act" method="post" action="/account/confirmation">
    <h3>${account.id}${aside(`${ROLE_NAMES[account.role] ?? account.role}${say('，', ', ')}${account.title}`)}</h3>
    <p>${last === undefined ? undefined : lastChange(last)}</p>
    <p class="note">${beforeConfirming(isGiven)}</p>
    <input type="hidden" name="actor" value="${account.id}" /><input
      type="hidden"
      name="change"
      value="${account.awaited ?? ''}"
    />${isGiven ? undefined : html`<button>${say('确认', 'Confirm')}</button>`}
  </form>`;

/** One's own account, and the accounts that wait for a second person. */
export const accountPage = ({ problem, done, changes, isGiven, waits, waiting }: AccountContent): Html =>
  html`<h1>${say('账号', 'Account')}</h1>
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${told(problem)}</div>`}
    ${done === undefined ? undefined : html`<p class="good" role="status">${done}</p>`}
    ${isGiven ? changeFirst(waits) : undefined} ${passwordForm()} ${ownRecord(changes)}
    ${
      waiting === undefined
        ? undefined
        : html`<h2>${say('待第二人确认的账号', 'Accounts to be confirmed by a second person')}</h2>
            ${waiting.length === 0 ? html`<p class="note">${say('没有。', 'None.')}</p>` : waiting.map(waitingOne)}`
    }`;
