import { isInstant } from '@fenming/calendar';
import { WHOLE_LOG, type Gap, type LogDoubts, type Meddling } from '@fenming/event-log';
import { clockText, refusalText } from '@fenming/words';
import { GAP_WORDS, streamText, wayOutOf } from './fault-words';
import { shortageText, type Shortage } from './disk-room';
import { wantingIn } from './log-faults';
import type { SetBack } from './log-seen';

/** Why no money moves now, or what is wrong with the machine: a stable code, and the sentence for people (zh-CN). */
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
export const LOG_SILENT: Alarm = {
  code: 'log_silent',
  sentence: '事件日志没有应答：现在不能办理，页面上的数据只到上次应答为止。请查看日志服务器是否在运行；恢复后自动接着办。',
};

/** Why nobody can work with a log: it is silent, or refuses, and then what is wanting. */
export const alarmOfLog = (error?: unknown): Alarm => {
  const sentence = wantingIn(error);
  return sentence === undefined ? LOG_SILENT : { code: 'log_refused', sentence };
};

const MOST_NAMED = 10;
const LEFT =
  '停止一切登记、放款和送盘，页面显示的还是换以前的内容。请接回原来的日志，再重新启动服务；启动时会核对，并说明缺什么、怎么办。';
const WRITTEN =
  '停止一切登记、放款和送盘。请查明是谁写入的，停止服务，核对日志: fenming audit controls；有不符的从备份恢复: fenming restore，没有不符的重新启动服务即可。';
const sentenceOfShortage = (shortage: Shortage): string =>
  `数据目录所在磁盘空间不够（${shortageText(shortage)}）：暂停一切登记和放款，仍可查看。请腾出空间，腾出以后自动恢复。`;

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
    : [{ code: 'file_unknown' as const, sentence: `${outboxWords(unknownFiles)}${STRAY}` }]),
  ...incomplete.map(alarmOfDoubt),
];

/** A crash between the file and its event leaves one, and so does a log that was put back before its place was noted. */
const STRAY =
  '它或者是登记前中断留下的，或者日志被换回过早先的状态：请先向银行核实。银行没有收到的，重新生成同一批次的送盘文件即登记，不用的移走；' +
  '银行已经收到的，停止服务，移走 log.seen 再启动，登记 fenming reconcile-restore 以后再放款、送盘。';

/** What is said when an alarm of the machine is over: whoever watched it need not ask again. */
export const OVER: Partial<Record<Alarm['code'], string>> = {
  disk_full: '数据目录所在磁盘又有了空间：恢复登记和放款。',
  clock_set_back: '本机时钟已不早于日志最后一条记录。',
};

/** What tells an alarm that lasts from a new one. */
export const keyOf = ({ code, sentence }: Alarm): string => (code === 'history_incomplete' ? sentence : code);

const alarmOfDoubt = ({ stream, reason }: LogDoubts['incomplete'][number]): Alarm => {
  if (reason === 'written') return { code: 'log_written', sentence: `事件日志${GAP_WORDS[reason]}：${WRITTEN}` };
  if (isMeddling(reason)) return { code: 'log_replaced', sentence: `事件日志${GAP_WORDS[reason]}：${LEFT}` };
  const named = stream === WHOLE_LOG ? '' : `的${streamText(stream)}`;
  return {
    code: 'history_incomplete',
    sentence: `事件日志${named}${GAP_WORDS[reason]}：查明以前不审批、不放款、不送盘。${wayOutOf(reason)}${reason === 'retention' ? '取消后自动接着办。' : ''}`,
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
  `本机时钟比日志最后一条记录（${told(at)}）慢 ${minutes.toLocaleString('en-US')} 分钟，可能被调回过：请校准系统时间。校准以前，新的登记按这条记录的时间记。`;

const RECONCILE = '核对以前不能放款、送盘：请财政审核先向银行核实已收到的送盘文件，再登记 fenming reconcile-restore。';
const RECONCILE_WRITTEN = `请查明是谁写入的，核对日志: fenming audit controls；有不符的从备份恢复: fenming restore。${RECONCILE}`;

const alarmOfSetBack = (setBack: SetBack, unknownFiles: readonly string[]): Alarm => {
  const isWritten = setBack.cause === 'written';
  const next = isWritten ? RECONCILE_WRITTEN : RECONCILE;
  return {
    code: isWritten ? 'log_written' : 'log_set_back',
    sentence: `${causeOf(setBack)}${outboxWords(unknownFiles)}${next}`,
  };
};

/** What was found of the log, as far as anybody knows. */
const causeOf = ({ events, from, until, cause }: SetBack): string => {
  if (cause === 'written') return '事件日志被别的程序写入过记录。';
  if (cause === 'forgotten')
    return `数据目录里的文件 log.seen 不见了或是空的（它记着日志已经到了哪里），不能确认事件日志没有被换回早先的状态；现在的日志止于 ${told(from)}。`;
  const missing = events > 0 ? `至少缺 ${events.toLocaleString('en-US')} 条记录` : '其后的记录与现在的不同';
  const span = from === '' ? `本目录见过 ${told(until)} 的记录` : `日志止于 ${told(from)}，本目录见过 ${told(until)} 的记录`;
  return `事件日志被换回了早先的状态：${span}，${missing}。`;
};

const told = (at: string): string => (isInstant(at) ? clockText(at) : at);

const outboxWords = (files: readonly string[]): string => {
  if (files.length === 0) return '';
  const more = files.length > MOST_NAMED ? ` 等 ${files.length} 个` : '';
  return `outbox/ 中有日志不知道的文件：${files.slice(0, MOST_NAMED).join('、')}${more}，可能已经送出。`;
};
