import { say, speakAlways } from '@fenming/language';
import type { EventEmitter } from 'node:events';
import { Command, CommanderError } from 'commander';
import { readSettings } from '@fenming/settings';
import { each as collected, languageOption, openDesk, type GlobalOptions, type Desk, type Shell } from './commands/command';
import { EXAMPLES } from './commands/examples';
import { COMMANDS } from './commands/all';
import { ownVersion } from './commands/version';
import { languageOfArguments } from './language';
import { mistake, ourOwn, wordsOf } from './mistakes';
import { advisingSpeaker, type Speaker } from './owner/session';
import { complaintLines, sentenceOf } from './terminal/complaint';
import { displayWidth } from './terminal/width';
import { EXIT, exitCodeOf, UsageError, type ExitCode } from './terminal/exit-codes';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
};
const OVERVIEW = (): string => `
${say('例子', 'Examples')}:
  fenming demo                         ${say('生成演示县并走完一年', 'make the demo county and drive its year')}
  fenming batch list                   ${say('看有哪些批次', 'see the batches')}
  fenming eligibility why RURAL_REWARD-2023-1-00002 --as weijian
  fenming audit replay --json          ${say('从事件重建并核对', 'rebuild from the log and compare')}
${say('退出码', 'Exit codes')}: ${say(
  '0 成功 · 1 故障 · 2 用法 · 3 部分成功 · 4 核验不符 · 5 规则不准 · 69 服务不可用 · 130 中断',
  '0 ok · 1 failure · 2 usage · 3 partial · 4 verification failed · 5 refused by a rule · 69 unreachable · 130 interrupted',
)}`;

const complain = ({ terminal }: Desk, error: unknown): void => {
  terminal.overwrite('');
  const [reason = '', ...details] = complaintLines(error);
  terminal.complain(`${terminal.bad('✗')} ${reason}`);
  for (const line of details) terminal.complain(line);
};

const guarded = async (run: (desk: Desk) => Promise<ExitCode>, options: GlobalOptions & Speaker): Promise<ExitCode> => {
  const desk = openDesk(options);
  try {
    readSettings();
    return await run(desk);
  } catch (error) {
    complain(desk, advisingSpeaker(error, options));
    return exitCodeOf(error);
  }
};

/** Commander settles help texts per command, so every command is told once all are there. */
const forAll = (command: Command, change: (each: Command) => void): void => {
  change(command);
  for (const child of command.commands) forAll(child, change);
};

/** Every command that does something; a group of commands only shows them. */
export const leavesOf = (program: Command): readonly Command[] =>
  program.commands.length === 0 ? [program] : program.commands.flatMap(leavesOf);

/** Of an option that is given twice Commander keeps the last and forgets the first without a word. */
const refuseTwice = (command: Command): void => {
  for (const option of command.options) {
    if (!option.required || option.parseArg === collected) continue;
    let given = 0;
    command.on(`option:${option.name()}`, () => {
      given += 1;
      if (given > 1)
        throw new UsageError(say(`选项 --${option.name()} 只能给一次`, `option --${option.name()} may be given once only`));
    });
  }
};

/** Hears of an option before Commander reads its value: a command is an EventEmitter, which its types do not say. */
const before = (command: Command, event: string, hear: (value: unknown) => void): void =>
  void (command as Command & EventEmitter).prependListener(event, hear);

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** What an unset variable of a script leaves would be taken for the current folder, for all addresses, for everything. Asked before the value is read. */
const refuseEmpty = (command: Command): void => {
  for (const option of command.options) {
    const { long } = option;
    if (!option.required) continue;
    before(command, `option:${option.name()}`, (value) => {
      if (isBlank(value))
        throw new UsageError(
          say(
            `选项 ${long} 的值是空的：请写上值，或去掉这个选项（变量没有设置时也会这样）`,
            `the value of ${long} is empty: give one or leave the option out (an unset variable does this too)`,
          ),
        );
    });
  }
};

/** The same of its arguments, and of the variables that stand for its options. */
const refuseEmptyAround = (command: Command): void => {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'env' && isBlank(command.getOptionValue(name)))
      throw new UsageError(
        say(
          `环境变量 ${option.envVar} 是空的：请设为数据目录，或取消这个变量`,
          `the variable ${option.envVar} is empty: name the data folder in it, or unset it`,
        ),
      );
  }
  const empty = command.args.findIndex(isBlank);
  const name = command.registeredArguments[empty]?.name();
  if (empty >= 0) throw new UsageError(say(`参数 ${name} 是空的`, `the argument ${name} is empty`));
};

/** Whoever asks for the version asks for nothing else; Commander answers before it reads the rest. */
const refuseBesideVersion = (program: Command): void => {
  before(program, 'option:version', () => {
    const { rawArgs } = program as Command & { readonly rawArgs: readonly string[] };
    const words = rawArgs.filter((word, i) => !OF_VERSION.test(word) && rawArgs[i - 1] !== '--lang');
    if (words.length > 0)
      throw new UsageError(
        say(
          `参数太多：多出“${words.join('、')}”，这个选项单独使用`,
          `too many arguments: ${words.join(', ')}; this option stands alone`,
        ),
      );
  });
};
const OF_VERSION = /^(-V|--version|--lang(=.*)?)$/;

/** What the library puts into a usage by itself. */
const inChinese = (usage: string): string => usage.replace('[options]', '[选项]').replace('[command]', '[命令]');

/** All commands with their helps; `finish` runs one and takes its exit code. */
export const buildProgram = (finish: Shell['finish']): Command => {
  const program = new Command('fenming').description(
    say(
      '分明：计划生育奖励扶助资金的资格确认与发放',
      'Fenming: eligibility and payout of family-planning subsidies, clear to the cent',
    ),
  );
  program.version(ownVersion(), '-V, --version', say('显示版本', 'show the version')).addOption(languageOption());
  for (const add of COMMANDS) add(program, { finish });
  program.addHelpText('after', OVERVIEW());
  forAll(program, (each) => {
    each
      .exitOverride((error) => {
        throw ourOwn(each, error) ?? error;
      })
      .helpOption('-h, --help', say('显示帮助', 'show help'))
      .helpCommand(false)
      .showSuggestionAfterError();
    each.configureHelp({
      styleTitle: (title) => say(TITLES[title] ?? title, title),
      styleUsage: (usage) => say(inChinese(usage), usage),
      styleSubcommandTerm: (term) => say(inChinese(term), term),
      displayWidth,
      optionDescription: ({ description, argChoices = [] }) =>
        argChoices.some((choice) => !description.includes(choice))
          ? `${description} ${argChoices.join(say('、', ', '))}`
          : description,
    });
    each.configureOutput({ outputError: () => undefined });
    refuseTwice(each);
    refuseEmpty(each);
  });
  refuseBesideVersion(program);
  program.hook('preAction', (_program, leaf) => refuseEmptyAround(leaf));
  for (const leaf of leavesOf(program))
    leaf.addHelpText('after', `\n${say('例子', 'Example')}:\n  ${EXAMPLES[wordsOf(leaf)] ?? ''}`);
  return program;
};

/** Help that was asked for is no mistake; a group of commands without one of them has shown its help already. */
const misused = (error: unknown): ExitCode => {
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
  if (error.exitCode === 0) return EXIT.ok;
  if (error.code !== 'commander.help') process.stderr.write(`${mistake(error)}\n`);
  return EXIT.usage;
};

/** Runs one command line (without node and script) and answers its exit code. */
export const runCommandLine = async (argv: readonly string[]): Promise<ExitCode> => {
  speakAlways(languageOfArguments(argv));
  let code: ExitCode = EXIT.ok;
  const program = buildProgram(async (run, options) => {
    code = await guarded(run, options);
  });
  if (argv.length === 0) {
    program.outputHelp();
    return EXIT.ok;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    return misused(error);
  }
  return code;
};
