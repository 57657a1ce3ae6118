import { say } from '@fenming/language';
import type { Instant } from '@fenming/calendar';
import { ACCOUNT_CHANGES, clockText, CREDENTIAL_KINDS, handlerOf, ROLE_NAMES } from '@fenming/words';
import { ROLES, type AccountKind, type CredentialKind } from '@fenming/subsidy';
import { everyRow, type Api } from '@fenming/api-client';
import { EXIT, UsageError, type ExitCode } from '../../terminal/exit-codes';
import { readPassword, secretIn } from '../../terminal/secret';
import { closest } from '../../terminal/suggest';
import { tableLines } from '../../terminal/table';
import type { Terminal } from '../../terminal/terminal';

/** One account as the engine lists it. `awaited`: the change that a second person has to confirm. */
export type Account = {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly area: string;
  readonly kind: AccountKind;
  readonly dismissed: boolean;
  readonly credential: CredentialKind | null;
  readonly awaited: string | null;
  readonly token_expires?: string;
};
type Change = { readonly what: string; readonly by: string; readonly detail: string | null; readonly at: Instant };
/** What came of an account. */
export type AccountNow = { readonly id: string; readonly unconfirmed?: string; readonly token?: string };

/** `system` is the operator of the folder, whom nobody appoints. */
export const APPOINTED: readonly string[] = ROLES.filter((role) => role !== 'system');
const SHORTEST_PASSWORD = 8;

export const roleOf = (text: string): string => {
  if (APPOINTED.includes(text)) return text;
  const meant = closest(text, APPOINTED);
  const [zh, en] = meant === undefined ? ['', ''] : [`，是不是 ${meant}`, ` (did you mean ${meant}?)`];
  throw new UsageError(
    say(`没有岗位 ${text}${zh}。岗位：${APPOINTED.join('、')}`, `no role ${text}${en}; roles: ${APPOINTED.join(', ')}`),
  );
};

/** Refused before anybody is asked for anything else; the engine refuses it too. */
export const newPassword = async (id: string, file?: string): Promise<string> => {
  const password = file === undefined ? await readPassword(say(`${id} 的新密码：`, `New password of ${id}: `)) : secretIn(file);
  if (Array.from(password.trim()).length < SHORTEST_PASSWORD)
    throw new UsageError(
      say(`密码至少要有 ${SHORTEST_PASSWORD} 个看得见的字符`, `A password has at least ${SHORTEST_PASSWORD} visible characters`),
    );
  return password;
};

export const accountOf = async (api: Api, id: string): Promise<Account> => {
  const accounts = await everyRow<Account>(api, '/actors');
  const found = accounts.find((account) => account.id === id);
  if (found !== undefined) return found;
  const meant = closest(
    id,
    accounts.map((account) => account.id),
  );
  throw new UsageError(
    say(
      `没有账号 ${id}${meant === undefined ? '' : say(`，是不是 ${meant}`, `, perhaps ${meant}`)}`,
      `There is no account ${id}${meant === undefined ? '' : say(`，是不是 ${meant}`, `, perhaps ${meant}`)}`,
    ),
  );
};

export const pathOf = (id: string, part: string): string => `/actors/${encodeURIComponent(id)}/${part}`;

/** What was done, a token where there is one, and whether a second person has to confirm it. */
export const reportAccount = (terminal: Terminal, account: AccountNow, done: string): ExitCode => {
  if (terminal.json) terminal.outJson(account);
  else {
    terminal.out(`${account.id}${say('：', ': ')}${done}`);
    if (account.token !== undefined)
      terminal.out(say(`令牌（只显示这一次）：${account.token}`, `Token (shown this once): ${account.token}`));
  }
  if (account.unconfirmed !== undefined) {
    const isPerson = account.token === undefined;
    if (isPerson)
      terminal.say(
        say(
          `下一步（本人，更改管理员设的密码）: fenming user own-password --as ${account.id}`,
          `Next (by the person, to replace the administrator's password): fenming user own-password --as ${account.id}`,
        ),
      );
    sayConfirmation(terminal, account.id, isPerson ? say('然后', 'Then') : say('下一步', 'Next'));
  }
  return EXIT.ok;
};

export const sayConfirmation = (terminal: Terminal, id: string, when: string): void => {
  terminal.say(
    say(
      '经第二人确认之前，这个账号只能查询，不能办理。',
      'Until a second person has confirmed it, the account can only look things up.',
    ),
  );
  terminal.say(
    say(
      `${when}（须由另一人）: fenming user confirm ${id} --as <账号>`,
      `${when} (by another person): fenming user confirm ${id} --as <account>`,
    ),
  );
};

const stateOf = ({ dismissed, credential, awaited, token_expires: expires }: Account): string => {
  if (dismissed) return say('已停用', 'ended');
  if (credential === null) return say('没有密码或令牌', 'no password or token');
  if (awaited !== null) return say('待第二人确认', 'to be confirmed');
  if (credential === 'token')
    return expires === undefined
      ? say('没有可用的令牌（已退出登录或到期）', 'no valid token (logged out or expired)')
      : say(`令牌有效至 ${expires.slice(0, 10)}`, `token valid until ${expires.slice(0, 10)}`);
  return say('可用', 'usable');
};

export const listAccounts = async (api: Api, terminal: Terminal, waiting: boolean): Promise<ExitCode> => {
  const all = await everyRow<Account>(api, '/actors');
  const accounts = waiting ? all.filter(({ awaited }) => awaited !== null) : all;
  if (terminal.json) terminal.outJson({ data: accounts });
  else {
    const columns = [
      say('账号', 'account'),
      say('岗位', 'role'),
      say('辖区', 'area'),
      say('名称', 'name'),
      say('状态', 'state'),
    ].map((title) => ({ title }));
    const rows = accounts.map((one) => [one.id, ROLE_NAMES[one.role] ?? one.role, one.area, one.title, stateOf(one)]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  return EXIT.ok;
};

/** A code of the record as a word: an office, or a kind of credential. */
const details = (): Readonly<Record<string, string>> => ({
  ...ROLE_NAMES,
  ...CREDENTIAL_KINDS,
});

export const showAccount = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const account = await accountOf(api, id);
  const changes = await everyRow<Change>(api, pathOf(id, 'changes'));
  if (terminal.json) terminal.outJson({ ...account, changes });
  else {
    terminal.out(
      say(
        `${id}：${account.title}（${ROLE_NAMES[account.role] ?? account.role}，${account.area}），${stateOf(account)}`,
        `${id}: ${account.title} (${ROLE_NAMES[account.role] ?? account.role}, ${account.area}), ${stateOf(account)}`,
      ),
    );
    const rows = changes.map(({ at, what, by, detail }) => [
      clockText(at),
      ACCOUNT_CHANGES[what] ?? what,
      handlerOf(by),
      detail === null ? '' : (details()[detail] ?? detail),
    ]);
    for (const line of tableLines(
      [say('时间', 'time'), say('事项', 'what'), say('办理人', 'by'), say('内容', 'details')].map((title) => ({ title })),
      rows,
    ))
      terminal.out(line);
  }
  return EXIT.ok;
};
