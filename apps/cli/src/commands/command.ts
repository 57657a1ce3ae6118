import { LANGUAGES, say } from '@fenming/language';
import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { type Fen, fen, formatYuan, MoneyError, parseTypedYuan } from '@fenming/money';
import { openOwner, refuseCountyless, type Owner } from '../owner/owner';
import type { Api } from '@fenming/api-client';
import { sayAsOf, sayCountyState } from '../terminal/clock';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { openTerminal, type Terminal } from '../terminal/terminal';

/** The options that every command has. */
export type GlobalOptions = {
  readonly data?: string;
  readonly json?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
};
export type Desk = { readonly terminal: Terminal; readonly dir: string };
/** What a command is built into: its parent, and where its exit code goes. */
export type Shell = {
  readonly finish: (run: (desk: Desk) => Promise<ExitCode>, options: GlobalOptions) => Promise<void>;
};

export const languageOption = (): Option =>
  new Option(
    say('--lang <语言>', '--lang <language>'),
    say('所用的语言：zh 中文、en 英文', 'language to speak, zh or en'),
  ).choices(LANGUAGES);

export const withGlobalOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--data <dir>',
        say('数据目录（默认取环境变量 FENMING_DATA，没有则为 data）', 'data folder (default $FENMING_DATA, else data)'),
      ).env('FENMING_DATA'),
    )
    .option('--json', say('结果以一个 JSON 对象输出到标准输出', 'print the result as one JSON object'))
    .option('--no-color', say('不用颜色', 'no colours'))
    .option('-q, --quiet', say('只输出结果', 'results only'))
    .addOption(languageOption());

/** The options of a command that an official gives and not the operator. */
export const withSpeaker = (command: Command): Command =>
  command
    .option(
      say('--as <账号>', '--as <account>'),
      say('以此账号办理，密码从键盘或标准输入读取', 'act as this account; the password is read, never an argument'),
    )
    .option(
      say('--password-file <文件>', '--password-file <file>'),
      say('密码在此文件的第一行', 'the password is the first line of this file'),
    )
    .option(say('--token-file <文件>', '--token-file <file>'), say('以此文件中的令牌办理', 'act by the token in this file'));

/** A year as people write it; anything else would be asked for as the year NaN. */
export const yearOf = (text: string): number => {
  if (!/^(19|20|21)\d{2}$/.test(text))
    throw new UsageError(say(`年度应为四位数字，如 2026，不是“${text}”`, `a year has four digits, such as 2026, not "${text}"`));
  return Number(text);
};

/** An amount as people type it, with its unit or without. */
export const yuanOf = (text: string): Fen => {
  try {
    return parseTypedYuan(text);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    const most = formatYuan(fen(Number.MAX_SAFE_INTEGER));
    throw new InvalidArgumentError(
      say(`应为金额（元），如 960.00，最多 ${most}`, `It should be an amount in yuan, such as 960.00, ${most} at most`),
    );
  }
};

/** Collects an option that may be given several times. */
export const each = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export const openDesk = ({ data = 'data', ...options }: GlobalOptions): Desk => ({
  terminal: openTerminal(options),
  dir: path.resolve(data),
});

type Ending = { readonly end: () => Promise<void>; readonly interrupted: () => boolean };

/** The server this process has started must end with it, also when the person presses Ctrl-C. */
const endTogether = ({ child }: Owner, { terminal }: Desk): Ending => {
  let asked = false;
  const stop = (): Promise<void> => child?.stop() ?? Promise.resolve();
  const interrupt = (): void => {
    asked = true;
    terminal.overwrite('');
    terminal.complain(
      say(
        '已中断，没有留下做了一半的事；再次运行同一命令会接着做。',
        'Interrupted; nothing was left half done. The same command goes on where it stopped.',
      ),
    );
    void stop().finally(() => process.exit(EXIT.interrupted));
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, interrupt);
  const end = async (): Promise<void> => {
    for (const signal of signals) process.removeListener(signal, interrupt);
    await stop();
  };
  return { end, interrupted: () => asked };
};

/** Looking must leave no trace: a folder that was mistyped is refused, and not made. Throws NoCounty and FolderFaulty, as `refuseCountyless`. */
export const existing = (desk: Desk, only?: RegExp): Desk => {
  refuseCountyless(desk.dir, only);
  return desk;
};

/** Runs a command against the engine of a folder that holds a county. */
export const withEngine = async (desk: Desk, use: (api: Api) => Promise<ExitCode>): Promise<ExitCode> =>
  withNewEngine(existing(desk), use);

/**
 * Runs a command against the folder's engine, and stops the engine again where it was started for this command. The folder is made where
 * there is none: for those commands alone that begin a county.
 */
export const withNewEngine = async (desk: Desk, use: (api: Api) => Promise<ExitCode>): Promise<ExitCode> => {
  const owner = await openOwner(desk.dir);
  const { end, interrupted } = endTogether(owner, desk);
  desk.terminal.dateBy(owner.api.asOf);
  try {
    const code = await use(owner.api);
    sayAsOf(owner.api, desk.terminal);
    await sayCountyState(owner.api, desk.terminal);
    return code;
  } catch (error) {
    // Ctrl-C reaches the server too, so the request that was under way fails: that is no news.
    if (interrupted()) return EXIT.interrupted;
    throw error;
  } finally {
    await end();
  }
};
