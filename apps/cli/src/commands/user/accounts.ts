import type { Instant } from '@fenming/calendar';
import { ACCOUNT_CHANGES, clockText, handlerOf, ROLE_NAMES } from '@fenming/words';
import { ROLES } from '@fenming/subsidy';
import { everyRow, type Api } from '@fenming/api-client';
import type { Say } from '../../language';
import { EXIT, UsageError, type ExitCode } from '../../terminal/exit-codes';
import { readSecret, secretIn } from '../../terminal/secret';
import { closest } from '../../terminal/suggest';
import { tableLines } from '../../terminal/table';
import type { Terminal } from '../../terminal/terminal';

/** One account as the engine lists it. `awaited`: the change that a second person has to confirm. */
export type Account = {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly area: string;
  readonly kind: 'person' | 'service';
  readonly dismissed: boolean;
  readonly credential: 'password' | 'token' | null;
  readonly awaited: string | null;
  readonly token_expires?: string;
};
type Change = { readonly what: string; readonly by: string; readonly detail: string | null; readonly at: Instant };
/** What came of an account. */
export type AccountNow = { readonly id: string; readonly unconfirmed?: string; readonly token?: string };

/** `system` is the operator of the folder, whom nobody appoints. */
export const APPOINTED: readonly string[] = ROLES.filter((role) => role !== 'system');
const SHORTEST_PASSWORD = 8;

export const roleOf =
  (say: Say) =>
  (text: string): string => {
    if (APPOINTED.includes(text)) return text;
    const meant = closest(text, APPOINTED);
    const [zh, en] = meant === undefined ? ['', ''] : [`，是不是 ${meant}`, ` (did you mean ${meant}?)`];
    throw new UsageError(
      say(`没有岗位 ${text}${zh}。岗位：${APPOINTED.join('、')}`, `no role ${text}${en}; roles: ${APPOINTED.join(', ')}`),
    );
  };

/** Refused before anybody is asked for anything else; the engine refuses it too. */
export const newPassword = async (id: string, file?: string): Promise<string> => {
  const password = file === undefined ? await readSecret(`${id} 的新密码：`) : secretIn(file);
  if (Array.from(password.trim()).length < SHORTEST_PASSWORD)
    throw new UsageError(`密码至少要有 ${SHORTEST_PASSWORD} 个看得见的字符`);
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
  throw new UsageError(`没有账号 ${id}${meant === undefined ? '' : `，是不是 ${meant}`}`);
};

export const pathOf = (id: string, deed: string): string => `/actors/${encodeURIComponent(id)}/${deed}`;

/** What was done, a token where there is one, and whether a second person has to confirm it. */
export const reportAccount = (terminal: Terminal, account: AccountNow, done: string): ExitCode => {
  if (terminal.json) terminal.outJson(account);
  else {
    terminal.out(`${account.id}：${done}`);
    if (account.token !== undefined) terminal.out(`令牌（只显示这一次）：${account.token}`);
  }
  if (account.unconfirmed !== undefined) {
    const isPerson = account.token === undefined;
    if (isPerson) terminal.say(`下一步（本人，更改管理员设的密码）: fenming user own-password --as ${account.id}`);
    sayConfirmation(terminal, account.id, isPerson ? '然后' : '下一步');
  }
  return EXIT.ok;
};

export const sayConfirmation = (terminal: Terminal, id: string, when: '下一步' | '然后'): void => {
  terminal.say('经第二人确认之前，这个账号只能查询，不能办理。');
  terminal.say(`${when}（须由另一人）: fenming user confirm ${id} --as <账号>`);
};

const stateOf = ({ dismissed, credential, awaited, token_expires: expires }: Account): string => {
  if (dismissed) return '已停用';
  if (credential === null) return '没有密码或令牌';
  if (awaited !== null) return '待第二人确认';
  if (credential === 'token')
    return expires === undefined ? '没有可用的令牌（已退出或到期）' : `令牌有效至 ${expires.slice(0, 10)}`;
  return '可用';
};

export const listAccounts = async (api: Api, terminal: Terminal, waiting: boolean): Promise<ExitCode> => {
  const all = await everyRow<Account>(api, '/actors');
  const accounts = waiting ? all.filter(({ awaited }) => awaited !== null) : all;
  if (terminal.json) terminal.outJson({ data: accounts });
  else {
    const columns = ['账号', '岗位', '辖区', '名称', '状态'].map((title) => ({ title }));
    const rows = accounts.map((one) => [one.id, ROLE_NAMES[one.role] ?? one.role, one.area, one.title, stateOf(one)]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  return EXIT.ok;
};

/** A code of the record as a word: an office, or a kind of credential. */
const DETAILS: Readonly<Record<string, string>> = { ...ROLE_NAMES, password: '密码', token: '令牌' };

export const showAccount = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const account = await accountOf(api, id);
  const changes = await everyRow<Change>(api, pathOf(id, 'changes'));
  if (terminal.json) terminal.outJson({ ...account, changes });
  else {
    terminal.out(`${id}：${account.title}（${ROLE_NAMES[account.role] ?? account.role}，${account.area}），${stateOf(account)}`);
    const rows = changes.map(({ at, what, by, detail }) => [
      clockText(at),
      ACCOUNT_CHANGES[what] ?? what,
      handlerOf(by),
      detail === null ? '' : (DETAILS[detail] ?? detail),
    ]);
    for (const line of tableLines(
      ['时间', '事项', '办理人', '内容'].map((title) => ({ title })),
      rows,
    ))
      terminal.out(line);
  }
  return EXIT.ok;
};
