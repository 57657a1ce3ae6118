import { listed, say, spoken } from '@fenming/language';
import { isInstant } from '@fenming/calendar';
import { WHOLE_LOG, type Gap, type LogDoubts, type Meddling } from '@fenming/event-log';
import { clockText, refusalText } from '@fenming/words';
import { GAP_WORDS, streamText, wayOutOf } from './fault-words';
import { shortageText, type Shortage } from './disk-room';
import { wantingIn } from './log-faults';
import type { SetBack } from './log-seen';

/** Why no money moves now, or what is wrong with the machine: a stable code, and the sentence for people. */
export type Alarm = {
  readonly code:
    | 'log_set_back'
    | 'restored_unreconciled'
    | 'history_incomplete'
    | 'file_unknown'
    | 'log_replaced'
    | 'log_written'
    | 'disk_full'
    | 'clock_set_back'
    | 'log_silent'
    | 'log_refused'
    | 'no_worker'
    | 'queue_away'
    | 'piece_retried';
  readonly sentence: string;
};

export type AlarmCauses = {
  readonly awaitsReconciliation: boolean;
  readonly setBack: SetBack | undefined;
  /** Files in the outbox of which the log knows nothing: all while a reconciliation is awaited, and otherwise those that a start has found. */
  readonly unknownFiles: readonly string[];
  readonly incomplete: LogDoubts['incomplete'];
  readonly shortage: Shortage | undefined;
  readonly ahead: Ahead | undefined;
};

/** Of whoever keeps the log: told by health, and by a server when it begins. */
export const logSilent = (): Alarm => ({
  code: 'log_silent',
  sentence: say(
    '事件日志没有应答：现在不能办理，页面上的数据只到上次应答为止。请查看日志服务器是否在运行；恢复后自动接着办。',
    'The event log does not answer: nothing can be done now, and pages show what was known when it last answered. See whether the log server is running; work goes on by itself when it does.',
  ),
});

/** Why nobody can work with a log: it is silent, or refuses, and then what is wanting. */
export const alarmOfLog = (error?: unknown): Alarm => {
  const sentence = wantingIn(error);
  return sentence === undefined ? logSilent() : { code: 'log_refused', sentence };
};

const MOST_NAMED = 10;
const left = (): string =>
  say(
    '停止一切登记、放款和送盘，页面显示的还是换以前的内容。请接回原来的日志，再重新启动服务；启动时会核对，并说明缺什么、怎么办。',
    'No records, releases and bank files until further notice; pages show what stood before the change. Bring the former log back and start the server again; it compares them at the start and says what is missing and what to do.',
  );
const writtenInto = (): string =>
  say(
    '停止一切登记、放款和送盘。请查明是谁写入的，停止服务，核对日志: fenming audit controls；有不符的从备份恢复: fenming restore，没有不符的重新启动服务即可。',
    'No records, releases and bank files until further notice. Find out who wrote, stop the server and check the log: fenming audit controls; where something is wrong, restore a backup: fenming restore; where nothing is, start the server again.',
  );
const sentenceOfShortage = (shortage: Shortage): string =>
  say(
    `数据目录所在磁盘空间不够（${shortageText(shortage)}）：暂停一切登记和放款，仍可查看。请腾出空间，腾出以后自动恢复。`,
    `There is not enough room on the disk of the data folder (${shortageText(shortage)}): recording and releasing are paused; you can still look things up. Free some space; work then resumes by itself.`,
  );

export const alarmsOf = ({
  awaitsReconciliation,
  setBack,
  unknownFiles,
  incomplete,
  ...machine
}: AlarmCauses): readonly Alarm[] => [
  ...alarmsOfMachine(machine),
  ...(setBack === undefined ? [] : [alarmOfSetBack(setBack, unknownFiles)]),
  ...(awaitsReconciliation && setBack === undefined && meddlingIn({ incomplete }) === undefined
    ? [{ code: 'restored_unreconciled' as const, sentence: refusalText('restored_unreconciled') }]
    : []),
  ...(awaitsReconciliation || unknownFiles.length === 0
    ? []
    : [{ code: 'file_unknown' as const, sentence: `${outboxWords(unknownFiles)}${stray()}` }]),
  ...incomplete.map(alarmOfDoubt),
];

/** A crash between the file and its event leaves one, and so does a log that was put back before its place was noted. */
const stray = (): string =>
  say(
    '它或者是登记前中断留下的，或者日志被换回过早先的状态：请先向银行核实。银行没有收到的，重新生成同一批次的送盘文件即登记，不用的移走；',
    'Either it was left by an interruption before it was recorded, or the log was put back to an earlier state: first ask the bank. Where the bank has not received it, making the bank file of the same batch again records it, and what is not used is moved away; ',
  ) +
  say(
    '银行已经收到的，停止服务，移走 log.seen 再启动，登记 fenming reconcile-restore 以后再放款、送盘。',
    'where the bank has received it, stop the server, move log.seen away, start again and record fenming reconcile-restore before anything is released or sent.',
  );

/** What is said when an alarm of the machine is over: whoever watched it need not ask again. */
export const OVER: Partial<Record<Alarm['code'], string>> = spoken({
  disk_full: {
    zh: '数据目录所在磁盘又有了空间：恢复登记和放款。',
    en: 'There is room on the disk of the data folder again: records and releases go on.',
  },
  clock_set_back: {
    zh: '本机时钟已不早于日志最后一条记录。',
    en: 'The clock of this machine is no longer behind the last record of the log.',
  },
});

/** What tells an alarm that lasts from a new one. */
export const keyOf = ({ code, sentence }: Alarm): string => (code === 'history_incomplete' ? sentence : code);

const alarmOfDoubt = ({ stream, reason }: LogDoubts['incomplete'][number]): Alarm => {
  if (reason === 'written')
    return {
      code: 'log_written',
      sentence: say(`事件日志${GAP_WORDS[reason]}：${writtenInto()}`, `The event log ${GAP_WORDS[reason]}. ${writtenInto()}`),
    };
  if (isMeddling(reason))
    return {
      code: 'log_replaced',
      sentence: say(`事件日志${GAP_WORDS[reason]}：${left()}`, `The event log ${GAP_WORDS[reason]}. ${left()}`),
    };
  const named = stream === WHOLE_LOG ? '' : say(`的${streamText(stream)}`, `: ${streamText(stream)}`);
  return {
    code: 'history_incomplete',
    sentence: say(
      `事件日志${named}${GAP_WORDS[reason]}：查明以前不审批、不放款、不送盘。${wayOutOf(reason)}${reason === 'retention' ? '取消后自动接着办。' : ''}`,
      `The event log${named} ${GAP_WORDS[reason]}: nothing is approved, released or sent until this is cleared up. ${wayOutOf(reason)}${reason === 'retention' ? ' It goes on by itself once it is lifted.' : ''}`,
    ),
  };
};

/** What somebody else has done to the log under a process that has read it. */
export const meddlingIn = ({ incomplete }: Pick<LogDoubts, 'incomplete'>): Meddling | undefined =>
  incomplete.map(({ reason }) => reason).find(isMeddling);

const isMeddling = (reason: Gap): reason is Meddling => reason === 'replaced' || reason === 'set_back' || reason === 'written';

/** What is wrong with the disk and the clock under the county. */
const alarmsOfMachine = ({ shortage, ahead }: Pick<AlarmCauses, 'shortage' | 'ahead'>): readonly Alarm[] => [
  ...(shortage === undefined ? [] : [{ code: 'disk_full' as const, sentence: sentenceOfShortage(shortage) }]),
  ...(ahead === undefined ? [] : [{ code: 'clock_set_back' as const, sentence: sentenceOfAhead(ahead) }]),
];

/** The last record is later than the clock of the machine says. */
export type Ahead = { readonly at: string; readonly minutes: number };

/** Clocks of machines that follow a time server differ by far less. */
const TOLERATED_MINUTES = 5;

/** By how much the last record lies after `now` (ms since 1970), where that is more than clocks differ by. */
export const recordedAhead = (at: string, now: number): Ahead | undefined => {
  const minutes = Math.floor((Date.parse(at) - now) / 60_000);
  return minutes > TOLERATED_MINUTES ? { at, minutes } : undefined;
};

const sentenceOfAhead = ({ at, minutes }: Ahead): string =>
  say(
    `本机时钟比日志最后一条记录（${told(at)}）慢 ${minutes.toLocaleString('en-US')} 分钟，可能被调回过：请校准系统时间。校准以前，新的登记按这条记录的时间记。`,
    `The clock of this machine is ${minutes.toLocaleString('en-US')} minutes behind the last record of the log (${told(at)}); it may have been set back. Set the system time right; until then new records bear the time of that record.`,
  );

const reconcileFirst = (): string =>
  say(
    '核对以前不能放款、送盘：请财政审核先向银行核实已收到的送盘文件，再登记 fenming reconcile-restore。',
    'Nothing can be released or sent before the reconciliation: the finance checker first has the bank say which bank files it received, then records fenming reconcile-restore.',
  );
const reconcileWritten = (): string =>
  say(
    `请查明是谁写入的，核对日志: fenming audit controls；有不符的从备份恢复: fenming restore。${reconcileFirst()}`,
    `Find out who wrote and check the log: fenming audit controls; where something is wrong, restore a backup: fenming restore. ${reconcileFirst()}`,
  );

const alarmOfSetBack = (setBack: SetBack, unknownFiles: readonly string[]): Alarm => {
  const isWritten = setBack.cause === 'written';
  const next = isWritten ? reconcileWritten() : reconcileFirst();
  return {
    code: isWritten ? 'log_written' : 'log_set_back',
    sentence: `${causeOf(setBack)}${outboxWords(unknownFiles)}${next}`,
  };
};

/** What was found of the log, as far as anybody knows. */
const causeOf = ({ events, from, until, cause }: SetBack): string => {
  if (cause === 'written')
    return say('事件日志被别的程序写入过记录。', 'Another program has written records into the event log. ');
  if (cause === 'forgotten')
    return say(
      `数据目录里的文件 log.seen 不见了或是空的（它记着日志已经到了哪里），不能确认事件日志没有被换回早先的状态；现在的日志止于 ${told(from)}。`,
      `The file log.seen of the data folder is gone or empty (it notes how far the log has come), so nobody can say that the event log was not put back to an earlier state; the log now ends at ${told(from)}. `,
    );
  const missing =
    events > 0
      ? say(`至少缺 ${events.toLocaleString('en-US')} 条记录`, `at least ${events.toLocaleString('en-US')} records are missing`)
      : say('其后的记录与现在的不同', 'the records after it are others now');
  const span =
    from === ''
      ? say(`本目录见过 ${told(until)} 的记录`, `this folder has seen records of ${told(until)}`)
      : say(
          `日志止于 ${told(from)}，本目录见过 ${told(until)} 的记录`,
          `the log ends at ${told(from)}, and this folder has seen records of ${told(until)}`,
        );
  return say(
    `事件日志被换回了早先的状态：${span}，${missing}。`,
    `The event log was put back to an earlier state: ${span}, ${missing}. `,
  );
};

const told = (at: string): string => (isInstant(at) ? clockText(at) : at);

const outboxWords = (files: readonly string[]): string => {
  if (files.length === 0) return '';
  const more = files.length > MOST_NAMED ? say(` 等 ${files.length} 个`, ` and others, ${files.length} in all`) : '';
  return say(
    `outbox/ 中有日志不知道的文件：${files.slice(0, MOST_NAMED).join('、')}${more}，可能已经送出。`,
    `There are files in outbox/ that the log does not know: ${listed(files.slice(0, MOST_NAMED))}${more}; they may have been sent. `,
  );
};
