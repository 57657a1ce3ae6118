import {
  NOT_A_LOG,
  WHOLE_LOG,
  type Gap,
  type HistoryIncomplete,
  type LogDamaged,
  type LogDoubts,
  type LogFault as FileFault,
  type RowFault,
} from '@fenming/event-log';
import { titleOfEvent, type LogFault } from '@fenming/findings';
import type { PoisonEvent } from '@fenming/views';

/** What is wrong with a row, after the name of its kind and without a full stop (zh-CN). */
export const ROW_FAULTS: Readonly<Record<RowFault, string>> = {
  position: '的序号不可能',
  payload: '的内容读不出来',
  meta: '没有写全由谁、何时记录',
  identity: '的编号或版本不可能',
  not_canonical: '的内容不是本系统写入的字样（被别的程序改写过）',
};

const CATEGORIES: Readonly<Record<string, string>> = {
  county: '本县设置',
  calendar: '节假日安排',
  actor: '账号',
  programme: '项目',
  person: '人员',
  enrolment: '案卷',
  notice: '公示',
  rosterImport: '导入名单',
  appropriation: '指标',
  payoutBatch: '批次',
  request: '请求',
};

/** A stream by what it is of: `案卷 a0675bbb-…`; one of no category that is ours keeps its name. */
export const streamText = (stream: string): string => {
  const at = stream.indexOf('-');
  const word = CATEGORIES[stream.slice(0, at)];
  if (word === undefined) return ` ${stream} `;
  const id = stream.slice(at + 1);
  return id === 'self' ? `“${word}”` : `${word} ${id} `;
};

const padded = (position: string): string => (/^\d+$/.test(position) ? position.padStart(16, '0') : position);

/** A fault of the whole log as a finding says it. */
export const sentenceOfFault = (fault: FileFault): LogFault => {
  switch (fault.kind) {
    case 'missing_before':
      return { position: padded(fault.position), sentence: `之前缺 ${fault.missing} 条事件（序号断开）。` };
    case 'stream_gap':
      return { position: padded(fault.position), sentence: `${streamText(fault.stream)}的记录在它之前缺 ${fault.missing} 条。` };
    case 'stream_order':
      return { position: padded(fault.position), sentence: `${streamText(fault.stream)}的记录前后次序颠倒。` };
    case 'wrong_stream':
      return { position: padded(fault.position), sentence: `记在${streamText(fault.stream)}名下，但不属于它。` };
    case 'id_twice':
      return { position: padded(fault.position), sentence: `与第 ${fault.first} 号是同一条事件，记录了两次。` };
    case 'lost_stream':
      return { sentence: `日志的目录里有${streamText(fault.stream)}，它的第一条记录却不在：被删去或改了名。` };
    case 'head':
      return { sentence: `日志自称共 ${fault.head} 条，最后一条是第 ${fault.last} 号：末尾被删改过。` };
    case 'no_head':
      return { sentence: `日志没有记下共有多少条事件（最后一条是第 ${fault.last} 号）：这一记录被人删去。` };
    case 'unguarded':
      return { sentence: '禁止改写的保护被人去掉了：日志里的记录可以被改动。' };
  }
};

/** Why an event cannot be taken into the views; SQLite's own words would tell nobody anything. */
export const sentenceOfPoison = ({ message }: PoisonEvent): string => {
  if (message.includes('no projection knows')) return '账表不认识这种事件或这个版本，没有登记';
  if (message.includes('UNIQUE constraint')) return '账表里已有同一笔，没有再登记';
  if (message.includes('rows instead of one')) return '账表里没有它所指的那一笔，或那一笔已不在这一步，没有登记';
  return '内容登记不进账表';
};

/** How a log comes back, wherever it is kept. */
export const RESTORE_LOG = '从备份恢复（日志在本目录的: fenming restore；在 EventStoreDB 中的，用该服务器自己的备份）';

/** What the operator is told when the views stop: which event, and what to do. No figure is shown any more, and nothing can be paid. */
export const sentenceOfStop = (poison: PoisonEvent): string =>
  `日志第 ${String(Number(poison.position) || poison.position)} 号事件“${titleOfEvent(poison.type)}”${sentenceOfPoison(poison)}。` +
  `账表到此为止，服务已停止，不再办理和放款。请先核对日志: fenming audit controls，再${RESTORE_LOG}。`;

/** A log that is not whole, as whoever starts or runs the server is told. */
export const sentenceOfGap = ({ stream, reason }: HistoryIncomplete): string =>
  `事件日志${stream === WHOLE_LOG ? '' : `的${streamText(stream)}`}${GAP_WORDS[reason]}，服务停止，不再办理和放款。${wayOutOf(reason)}`;

const OF_THE_SERVER = '请先核对日志: fenming audit controls，再停止服务，用日志服务器自己的备份恢复。';
/** What only a log on a server can be in, and how it ends. */
const WAYS_OUT: Partial<Record<Gap, string>> = {
  retention: '请日志服务器的管理员取消它的保留设置（$maxCount、$maxAge、$tb）。',
  deleted: OF_THE_SERVER,
  foreign: OF_THE_SERVER,
};

/** What ends a doubt, as a sentence. */
export const wayOutOf = (reason: Gap): string => WAYS_OUT[reason] ?? `请先核对日志: fenming audit controls，再${RESTORE_LOG}。`;

/** What is wrong with the history of a stream, after its name and without a full stop (zh-CN). */
export const GAP_WORDS: Readonly<Record<Gap, string>> = {
  gap: '有记录缺失',
  unreadable: '有记录已损坏，读不出来',
  retention: '被设了保留期限，会丢失记录',
  deleted: '被人删除',
  foreign: '混入了其他程序的记录',
  replaced: '在运行中被换成了另一份',
  set_back: '在运行中被换回了早先的状态',
  written: '在运行中被别的程序写入了记录',
};

/** The same as a finding. */
export const sentenceOfDoubt = ({ stream, reason }: LogDoubts['incomplete'][number]): LogFault => ({
  sentence: `${stream === WHOLE_LOG ? '事件日志' : streamText(stream)}${GAP_WORDS[reason]}。`,
});

/** A damaged log file in one sentence. */
export const sentenceOfDamage = ({ file, reason }: LogDamaged): string =>
  reason === NOT_A_LOG
    ? `${file} 不是本版本的事件日志。`
    : `事件日志 ${file} 已损坏，读不下去。请不要再往里写，用最近的备份恢复到一个空目录：fenming restore。`;
