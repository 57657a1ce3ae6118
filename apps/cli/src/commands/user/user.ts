import { type Word, aside, listed, say, spokenLanguage } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../../owner/session';
import { EXIT, UsageError, type ExitCode } from '../../terminal/exit-codes';
import { secretIn } from '../../terminal/secret';
import type { Terminal } from '../../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, type Shell, type GlobalOptions } from '../command';
import {
  accountOf,
  APPOINTED,
  listAccounts,
  newPassword,
  pathOf,
  reportAccount,
  sayConfirmation,
  roleOf,
  showAccount,
  type AccountNow,
} from './accounts';

type Appointed = AccountNow & {
  readonly outcome: 'done' | 'already' | 'refused';
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string;
};
type Office = { readonly role: string; readonly area: string; readonly title: string };
type PasswordFile = { readonly passwordFile?: string };
type AddOptions = GlobalOptions & Office & PasswordFile & { readonly service?: boolean };
type OwnOptions = GlobalOptions & Speaker & { readonly newPasswordFile?: string };
type WithReason = GlobalOptions & { readonly reason: string };

const add = async (api: Api, terminal: Terminal, id: string, options: AddOptions): Promise<ExitCode> => {
  const { role, area, title, service = false } = options;
  const password = service ? {} : { password: await newPassword(id, options.passwordFile) };
  const account = { id, title, role, area, kind: service ? 'service' : 'person', ...password };
  const { data } = await api.post<{ readonly data: readonly Appointed[] }>('/actors', { actors: [account] });
  const [appointed] = data;
  if (appointed === undefined) throw new Error(say('服务没有回答登记结果', 'the server did not answer what was recorded'));
  if (appointed.outcome !== 'refused')
    return reportAccount(
      terminal,
      appointed,
      appointed.outcome === 'done'
        ? say('已登记', 'recorded')
        : say('已经登记过，密码或令牌没有更换', 'was recorded before; its password or token is unchanged'),
    );
  const { code, message = '', detail } = appointed;
  const why =
    code === 'actor_exists'
      ? say(
          `${message}变更岗位或辖区: fenming user move ${id}`,
          `${message} To change its office or area: fenming user move ${id}`,
        )
      : message;
  terminal.complain(
    say(
      `${terminal.bad('✗')} 账号 ${id} 没有登记：${why}${aside(detail)}`,
      `${terminal.bad('✗')} account ${id} was not recorded: ${why}${aside(detail)}`,
    ),
  );
  return EXIT.refused;
};

const reset = async (api: Api, terminal: Terminal, id: string, { passwordFile }: PasswordFile): Promise<ExitCode> => {
  const { kind } = await accountOf(api, id);
  const body = kind === 'person' ? { password: await newPassword(id, passwordFile) } : {};
  const done =
    kind === 'person'
      ? say('密码已更新，原来的登录全部结束', 'Password replaced; all its logins are ended')
      : say('令牌已更换，原来的令牌已失效', 'Token replaced; the old one is no longer valid');
  return reportAccount(terminal, await api.post<AccountNow>(pathOf(id, 'credential'), body), done);
};

/** The old password lets in, and is said once more with the new one: whoever finds a session open changes nothing. */
const changeOwn = async (api: Api, terminal: Terminal, options: OwnOptions): Promise<ExitCode> => {
  const { as: id, passwordFile, newPasswordFile } = options;
  if (id === undefined || passwordFile === undefined || newPasswordFile === undefined)
    throw new UsageError(
      say(
        '更改自己的密码：--as <账号> --password-file <原密码文件> --new-password-file <新密码文件>',
        "To change one's own password: --as <account> --password-file <file with the present one> --new-password-file <file with the new one>",
      ),
    );
  const [current, password] = [secretIn(passwordFile), await newPassword(id, newPasswordFile)];
  const own = await speakAs(api, options);
  const { unconfirmed } = await own.post<Omit<AccountNow, 'id'>>('/own-password', { current, password });
  const code = reportAccount(
    terminal,
    { id },
    say('密码已更改，其他登录全部结束', 'Password changed; all other logins are ended'),
  );
  if (unconfirmed !== undefined) sayConfirmation(terminal, id, say('下一步', 'Next'));
  return code;
};

/** What waits is confirmed by its name: where something else was changed meanwhile, the engine refuses. */
const confirm = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const { awaited } = await accountOf(api, id);
  if (awaited === null) throw new UsageError(say(`账号 ${id} 没有待确认的变更`, `Account ${id} has no change to be confirmed`));
  return reportAccount(
    terminal,
    await api.post<AccountNow>(pathOf(id, 'confirmation'), { change: awaited }),
    say('已确认', 'confirmed'),
  );
};

const ending =
  (path: string, done: Word) =>
  async (api: Api, terminal: Terminal, id: string, { reason }: { readonly reason: string }): Promise<ExitCode> =>
    reportAccount(terminal, await api.post<AccountNow>(pathOf(id, path), { reason }), done[spokenLanguage()]);
const revoke = ending('revocation', { zh: '密码、令牌和登录已全部收回', en: 'password, tokens and logins are all withdrawn' });
const dismiss = ending('dismissal', { zh: '已停用', en: 'ended' });

const move = async (api: Api, terminal: Terminal, id: string, { role, area, title }: Office): Promise<ExitCode> =>
  reportAccount(
    terminal,
    await api.post<AccountNow>(pathOf(id, 'office'), { role, area, title }),
    say('岗位和辖区已变更', 'office and area changed'),
  );

export const addUser = (program: Command, shell: Shell): void => {
  const user = program.command('user').description(say(say('账号', 'account'), 'accounts'));
  addAppointing(user, shell);
  addCredentials(user, shell);
  addLooking(user, shell);
};

const withOffice = (command: Command): Command =>
  command
    .requiredOption(say('--role <岗位>', '--role <office>'), listed(APPOINTED), roleOf)
    .requiredOption(say('--area <代码>', '--area <code>'), say('辖区代码（6、9 或 12 位）', 'area code (6, 9 or 12 digits)'))
    .requiredOption(say('--title <名称>', '--title <name>'), say('岗位名称', 'title of the office'));
const withPasswordFile = (command: Command): Command =>
  command.option(
    say('--password-file <文件>', '--password-file <file>'),
    say('新密码在此文件的第一行', 'the new password is the first line of this file'),
  );
const withReason = (command: Command): Command =>
  command.requiredOption(say('--reason <理由>', '--reason <reason>'), say('写入记录的理由', 'the reason, for the record'));

const addAppointing = (user: Command, shell: Shell): void => {
  const { finish } = shell;
  const adding = withOffice(
    user
      .command(say('add <账号>', 'add <account>'))
      .description(
        say('登记账号；密码从键盘或标准输入读取', 'appoint an actor; the password is read from the keyboard or stdin'),
      ),
  ).option(
    '--service',
    say('系统对接账号：给出令牌（一年有效），不设密码', 'a service account: gets a token for a year, no password'),
  );
  withGlobalOptions(withPasswordFile(adding)).action((id: string, options: AddOptions) =>
    finish((desk) => withEngine(desk, (api) => add(api, desk.terminal, id, options)), options),
  );
  const moving = user
    .command(say('move <账号>', 'move <account>'))
    .description(say('变更岗位或辖区，立即生效', 'give the account another office or area, at once'));
  withGlobalOptions(withOffice(moving)).action((id: string, options: GlobalOptions & Office) =>
    finish((desk) => withEngine(desk, (api) => move(api, desk.terminal, id, options)), options),
  );
  const dismissing = user
    .command(say('dismiss <账号>', 'dismiss <account>'))
    .description(say('停用账号，立即生效，不能恢复', 'dismiss an actor at once and for good'));
  withGlobalOptions(withReason(dismissing)).action((id: string, options: WithReason) =>
    finish((desk) => withEngine(desk, (api) => dismiss(api, desk.terminal, id, options)), options),
  );
};

const addCredentials = (user: Command, shell: Shell): void => {
  const { finish } = shell;
  const resetting = user
    .command(say('password <账号>', 'password <account>'))
    .description(
      say(
        '由管理员重设密码或更换令牌：结束全部登录，经第二人确认后才能办理',
        'reset a password or token; a second person confirms it',
      ),
    );
  withGlobalOptions(withPasswordFile(resetting)).action((id: string, options: GlobalOptions & PasswordFile) =>
    finish((desk) => withEngine(desk, (api) => reset(api, desk.terminal, id, options)), options),
  );
  const own = user
    .command('own-password')
    .description(say('更改自己的密码', 'change your own password'))
    .option(
      say('--new-password-file <文件>', '--new-password-file <file>'),
      say('新密码在此文件的第一行', 'the new password is the first line of this file'),
    );
  withGlobalOptions(withSpeaker(own)).action((options: OwnOptions) =>
    finish((desk) => withEngine(desk, (api) => changeOwn(api, desk.terminal, options)), options),
  );
  const confirming = user
    .command(say('confirm <账号>', 'confirm <account>'))
    .description(say('确认账号的变更（须由另一人）', 'confirm what was changed at an account (by another person)'));
  withGlobalOptions(withSpeaker(confirming)).action((id: string, options: GlobalOptions & Speaker) =>
    finish((desk) => withEngine(desk, async (api) => confirm(await speakAs(api, options), desk.terminal, id)), options),
  );
  const revoking = user
    .command(say('revoke <账号>', 'revoke <account>'))
    .description(say('收回账号的密码、令牌和登录，立即生效', 'end the password, token and sessions of an account at once'));
  withGlobalOptions(withReason(revoking)).action((id: string, options: WithReason) =>
    finish((desk) => withEngine(desk, (api) => revoke(api, desk.terminal, id, options)), options),
  );
};

const addLooking = (user: Command, shell: Shell): void => {
  const { finish } = shell;
  const listing = user
    .command('list')
    .description(say('账号、岗位和状态', 'accounts, their offices and where they stand'))
    .option('--waiting', say('只列待第二人确认的', 'only those that wait for a second person'));
  withGlobalOptions(listing).action((options: GlobalOptions & { readonly waiting?: boolean }) =>
    finish((desk) => withEngine(desk, (api) => listAccounts(api, desk.terminal, options.waiting === true)), options),
  );
  const showing = user
    .command(say('show <账号>', 'show <account>'))
    .description(say('一个账号和对它办理过的事项', 'an account and what was done to it'));
  withGlobalOptions(showing).action((id: string, options: GlobalOptions) =>
    finish((desk) => withEngine(desk, (api) => showAccount(api, desk.terminal, id)), options),
  );
};
