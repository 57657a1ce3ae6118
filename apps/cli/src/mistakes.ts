import { say } from '@fenming/language';
import type { Command, CommanderError } from 'commander';
import { UsageError } from './terminal/exit-codes';

const MISTAKES: Readonly<Record<string, string>> = {
  'commander.unknownCommand': '没有这个命令',
  'commander.unknownOption': '没有这个选项',
  'commander.missingArgument': '缺少参数',
  'commander.missingMandatoryOptionValue': '缺少必需的选项',
  'commander.optionMissingArgument': '选项缺少值',
  'commander.invalidArgument': '选项的值不对',
};

/** The words that lead to a command: `batch list`. */
export const wordsOf = (command: Command): string =>
  command.parent === null ? '' : `${wordsOf(command.parent)} ${command.name()}`.trim();

/** Commander tells how many words there were, and not which of them are too many. */
const surplus = ({ args, registeredArguments: { length } }: Command): UsageError => {
  const words = args.slice(length).join(say('、', ', '));
  const taken =
    length === 0
      ? say('这个命令不带参数', 'this command takes none')
      : say(`这个命令只带 ${length} 个参数`, `this command takes ${length}`);
  return new UsageError(say(`参数太多：多出“${words}”，${taken}`, `too many arguments: ${words}; ${taken}`));
};

/** What the value of an option or a parameter should have been: our own sentence, or the list of the choices there are. */
const expected = (english: string): string => {
  const [, value = '', reason = ''] = /argument '(.*)' is invalid\. ([^]*)$/.exec(english) ?? [];
  const choices = /^Allowed choices are (.+)\.$/.exec(reason)?.[1];
  const should =
    choices === undefined ? reason : say(`应为其中之一：${choices.replaceAll(', ', '、')}`, `it should be one of ${choices}`);
  return should === '' ? '' : say(` 不能是“${value}”，${should}`, ` cannot be “${value}”, ${should}`);
};

/** Commander speaks English; what it quotes, and the name it thinks was meant, are kept. */
export const mistake = (error: CommanderError): string => {
  const english = error.message.replace(/^error: /, '');
  const told = MISTAKES[error.code];
  const named = /'([^']+)'/.exec(english)?.[1] ?? '';
  const meant = /Did you mean (.+)\?/.exec(english)?.[1];
  if (told === undefined) return english;
  return say(`${told}：${named}${expected(english)}${meant === undefined ? '' : `\n是不是要用: ${meant}`}`, english);
};

const OF_SPEAKER = /'(--as|--password-file|--token-file)[='].*/;
/** Whoever names an account to a command that takes none would look for a typing mistake. */
const operatorsAlone = (command: Command, { code, message }: CommanderError): UsageError | undefined => {
  const [, option] = OF_SPEAKER.exec(message) ?? [];
  if (code !== 'commander.unknownOption' || option === undefined || command.commands.length > 0) return undefined;
  return new UsageError(
    say(
      `${wordsOf(command)} 总是由本机的系统管理员办理，不以别的账号办理：请去掉 ${option}`,
      `${wordsOf(command)} is always the operator's, on this machine, and never another account's: leave out ${option}`,
    ),
  );
};

/** What Commander says too little of, in our own words. */
export const ourOwn = (command: Command, error: CommanderError): UsageError | undefined =>
  error.code === 'commander.excessArguments' ? surplus(command) : operatorsAlone(command, error);
