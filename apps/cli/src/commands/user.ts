import type { Command } from 'commander';
import { ROLES } from '@fenming/subsidy';
import type { Api } from '../owner/api';
import { everyRow } from '../owner/every-row';
import type { Say } from '../language';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { readSecret, secretIn } from '../terminal/secret';
import { closest } from '../terminal/suggest';
import type { Terminal } from '../terminal/terminal';
import { withStanding, withEngine, type StandingOptions, type Shell } from './command';

type Appointment = {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly area: string;
  readonly kind: 'person' | 'service';
};
type Appointed = {
  readonly id: string;
  readonly outcome: 'done' | 'already' | 'refused';
  readonly code?: string;
  readonly token?: string;
};
type AddOptions = StandingOptions & {
  readonly role: string;
  readonly area: string;
  readonly title: string;
  readonly service?: boolean;
  readonly passwordFile?: string;
};
type PasswordOptions = StandingOptions & { readonly passwordFile?: string };

/** `system` is the operator of the folder, whom nobody appoints. */
const APPOINTED: readonly string[] = ROLES.filter((role) => role !== 'system');
const SHORTEST_PASSWORD = 8;

const newPassword = async (id: string, file?: string): Promise<string> => {
  const password = file === undefined ? await readSecret(`${id} 的新密码：`) : secretIn(file);
  if (password.length < SHORTEST_PASSWORD) throw new UsageError(`密码至少 ${SHORTEST_PASSWORD} 个字符`);
  return password;
};

const appoint = async (api: Api, appointment: Appointment & { readonly password?: string }): Promise<Appointed> => {
  const { data } = await api.post<{ readonly data: readonly Appointed[] }>('/actors', { actors: [appointment] });
  const [appointed] = data;
  if (appointed === undefined) throw new Error('服务没有回答登记结果');
  return appointed;
};

const report = (terminal: Terminal, appointed: Appointed, done: string): ExitCode => {
  if (appointed.outcome === 'refused') {
    terminal.complain(`账号 ${appointed.id} 已经存在，岗位或辖区与本次登记不同。`);
    return EXIT.refused;
  }
  if (terminal.json) terminal.outJson(appointed);
  else
    terminal.out(
      appointed.token === undefined
        ? `${appointed.id}：${done}`
        : `${appointed.id}：${done}\n令牌（只显示这一次）：${appointed.token}`,
    );
  return EXIT.ok;
};

const add = async (api: Api, terminal: Terminal, { id, ...options }: AddOptions & { readonly id: string }): Promise<ExitCode> => {
  const { role, area, title, service = false } = options;
  const appointment = { id, title, role, area, kind: service ? ('service' as const) : ('person' as const) };
  const password = service ? {} : { password: await newPassword(id, options.passwordFile) };
  return report(terminal, await appoint(api, { ...appointment, ...password }), '已登记');
};

const changePassword = async (api: Api, terminal: Terminal, id: string, file?: string): Promise<ExitCode> => {
  const data = await everyRow<Appointment>(api, '/actors');
  const found = data.find((actor) => actor.id === id);
  if (found === undefined) {
    const meant = closest(
      id,
      data.map((actor) => actor.id),
    );
    throw new UsageError(`没有账号 ${id}${meant === undefined ? '' : `，是不是 ${meant}`}`);
  }
  const { title, role, area, kind } = found;
  const password = await newPassword(id, file);
  return report(terminal, await appoint(api, { id, title, role, area, kind, password }), '密码已更新');
};

const roleOf =
  (say: Say) =>
  (text: string): string => {
    if (APPOINTED.includes(text)) return text;
    const meant = closest(text, APPOINTED);
    const [zh, en] = meant === undefined ? ['', ''] : [`，是不是 ${meant}`, ` (did you mean ${meant}?)`];
    throw new UsageError(
      say(`没有岗位 ${text}${zh}。岗位：${APPOINTED.join('、')}`, `no role ${text}${en}; roles: ${APPOINTED.join(', ')}`),
    );
  };

const withPasswordFile = (command: Command, { say }: Shell): Command =>
  command.option('--password-file <文件>', say('新密码在此文件的第一行', 'the new password is the first line of this file'));

export const addUser = (program: Command, shell: Shell): void => {
  const user = program.command('user').description(shell.say('账号', 'accounts'));
  const adding = user
    .command('add <账号>')
    .description(
      shell.say('登记账号；密码从键盘或标准输入读取', 'appoint an actor; the password is read from the keyboard or stdin'),
    )
    .requiredOption('--role <岗位>', APPOINTED.join('、'), roleOf(shell.say))
    .requiredOption('--area <代码>', shell.say('辖区代码（6、9 或 12 位）', 'area code (6, 9 or 12 digits)'))
    .requiredOption('--title <名称>', shell.say('岗位名称', 'title of the office'))
    .option('--service', shell.say('系统对接账号：给出令牌，不设密码', 'a service account: gets a token, no password'));
  withStanding(withPasswordFile(adding, shell), shell.say).action((id: string, options: AddOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => add(api, desk.terminal, { ...options, id })), options),
  );
  const changing = user
    .command('password <账号>')
    .description(shell.say('重设密码；从键盘或标准输入读取', 'set a new password, read from the keyboard or stdin'));
  withStanding(withPasswordFile(changing, shell), shell.say).action((id: string, options: PasswordOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => changePassword(api, desk.terminal, id, options.passwordFile)), options),
  );
};
