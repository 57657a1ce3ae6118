import { say, spoken } from '@fenming/language';
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

/** What is wrong with a row, after the name of its kind and without a full stop. */
export const ROW_FAULTS: Readonly<Record<RowFault, string>> = spoken({
  position: { zh: '的序号不可能', en: 'has an impossible number' },
  payload: { zh: '的内容读不出来', en: 'has a content that cannot be read' },
  meta: { zh: '没有写全由谁、何时记录', en: 'does not say in full who recorded it and when' },
  identity: { zh: '的编号或版本不可能', en: 'has an impossible id or version' },
  not_canonical: {
    zh: '的内容不是本系统写入的字样（被别的程序改写过）',
    en: 'has a content in other letters than this system writes (another program rewrote it)',
  },
});

const CATEGORIES: Readonly<Record<string, string>> = spoken({
  county: { zh: '本县设置', en: 'settings of the county' },
  calendar: { zh: '节假日安排', en: 'holiday table' },
  actor: { zh: '账号', en: 'account' },
  programme: { zh: '项目', en: 'programme' },
  person: { zh: '人员', en: 'person' },
  enrolment: { zh: '案卷', en: 'case' },
  notice: { zh: '公示', en: 'notice' },
  rosterImport: { zh: '导入名单', en: 'imported list' },
  appropriation: { zh: '指标', en: 'appropriation' },
  payoutBatch: { zh: '批次', en: 'batch' },
  request: { zh: '请求', en: 'request' },
});

/** A stream by what it is of: `案卷 a0675bbb-…`; one of no category that is ours keeps its name. */
export const streamText = (stream: string): string => {
  const at = stream.indexOf('-');
  const word = CATEGORIES[stream.slice(0, at)];
  if (word === undefined) return ` ${stream} `;
  const id = stream.slice(at + 1);
  return id === 'self' ? `“${word}”` : `${word} ${id} `;
};

const padded = (position: string): string => (/^\d+$/.test(position) ? position.padStart(16, '0') : position);

const missingBefore = (missing: number | string): string =>
  say(`之前缺 ${missing} 条事件（序号断开）。`, `lacks ${missing} events before it (the numbers do not follow).`);

/** A fault of the whole log as a finding says it. */
export const sentenceOfFault = (fault: FileFault): LogFault => {
  switch (fault.kind) {
    case 'missing_before':
      return { position: padded(fault.position), sentence: missingBefore(fault.missing) };
    case 'stream_gap':
      return {
        position: padded(fault.position),
        sentence: say(
          `${streamText(fault.stream)}的记录在它之前缺 ${fault.missing} 条。`,
          `${streamText(fault.stream)}lacks ${fault.missing} records before it.`,
        ),
      };
    case 'stream_order':
      return {
        position: padded(fault.position),
        sentence: say(
          `${streamText(fault.stream)}的记录前后次序颠倒。`,
          `${streamText(fault.stream)}has records in the wrong order.`,
        ),
      };
    case 'wrong_stream':
      return {
        position: padded(fault.position),
        sentence: say(
          `记在${streamText(fault.stream)}名下，但不属于它。`,
          `stands under ${streamText(fault.stream)}and does not belong there.`,
        ),
      };
    case 'id_twice':
      return {
        position: padded(fault.position),
        sentence: say(
          `与第 ${fault.first} 号是同一条事件，记录了两次。`,
          `is the same event as no. ${fault.first}, recorded twice.`,
        ),
      };
    case 'lost_stream':
      return {
        sentence: say(
          `日志的目录里有${streamText(fault.stream)}，它的第一条记录却不在：被删去或改了名。`,
          `The directory of the log has ${streamText(fault.stream)}, and its first record is not there: removed, or renamed.`,
        ),
      };
    case 'head':
      return {
        sentence: say(
          `日志自称共 ${fault.head} 条，最后一条是第 ${fault.last} 号：末尾被删改过。`,
          `The log says that it has ${fault.head} records, and the last is no. ${fault.last}: its end was cut off or changed.`,
        ),
      };
    case 'no_head':
      return {
        sentence: say(
          `日志没有记下共有多少条事件（最后一条是第 ${fault.last} 号）：这一记录被人删去。`,
          `The log does not say how many events it has (the last is no. ${fault.last}): somebody removed the note.`,
        ),
      };
    case 'unguarded':
      return {
        sentence: say(
          '禁止改写的保护被人去掉了：日志里的记录可以被改动。',
          'The guard against rewriting was removed: records of the log can be changed.',
        ),
      };
  }
};

/** Why an event cannot be taken into the views; SQLite's own words would tell nobody anything. */
export const sentenceOfPoison = ({ message }: PoisonEvent): string => {
  if (/no (projection|reader) knows/.test(message))
    return say(
      '账表不认识这种事件或这个版本，没有登记',
      'is of a kind or version that the tables do not know, and was not taken in',
    );
  if (message.includes('UNIQUE constraint'))
    return say('账表里已有同一笔，没有再登记', 'is in the tables already, and was not taken in again');
  if (message.includes('rows instead of one'))
    return say(
      '账表里没有它所指的那一笔，或那一笔已不在这一步，没有登记',
      'points to something that the tables do not have, or that is no longer at this step, and was not taken in',
    );
  return say('内容登记不进账表', 'cannot be taken into the tables');
};

/** How a log comes back, wherever it is kept. */
export const restoreLog = (): string =>
  say(
    '从备份恢复（日志在本目录的: fenming restore；在 EventStoreDB 中的，用该服务器自己的备份）',
    "restore a backup (where the log is in this folder: fenming restore; where it is in EventStoreDB, with that server's own backup)",
  );

/** What the operator is told when the views stop: which event, and what to do. No figure is shown any more, and nothing can be paid. */
export const sentenceOfStop = (poison: PoisonEvent): string =>
  say(
    `日志第 ${String(Number(poison.position) || poison.position)} 号事件“${titleOfEvent(poison.type)}”${sentenceOfPoison(poison)}。`,
    `Event ${String(Number(poison.position) || poison.position)} of the log, “${titleOfEvent(poison.type)}”, ${sentenceOfPoison(poison)}. `,
  ) +
  say(
    `账表到此为止，服务已停止，不再办理和放款。请先核对日志: fenming audit controls，再${restoreLog()}。`,
    `The tables end here; the server has stopped, and nothing is done or paid any more. First check the log: fenming audit controls, then ${restoreLog()}.`,
  );

/** A log that is not whole, as whoever starts or runs the server is told. */
export const sentenceOfGap = ({ stream, reason }: HistoryIncomplete): string =>
  say(
    `事件日志${stream === WHOLE_LOG ? '' : say(`的${streamText(stream)}`, `: ${streamText(stream)}`)}${GAP_WORDS[reason]}，服务停止，不再办理和放款。${wayOutOf(reason)}`,
    `The event log${stream === WHOLE_LOG ? '' : say(`的${streamText(stream)}`, `: ${streamText(stream)}`)} ${GAP_WORDS[reason]}; the server stops, and nothing is done or paid any more. ${wayOutOf(reason)}`,
  );

const ofTheServer = (): string =>
  say(
    '请先核对日志: fenming audit controls，再停止服务，用日志服务器自己的备份恢复。',
    "First check the log: fenming audit controls, then stop the server and restore the log server's own backup.",
  );
/** What only a log on a server can be in, and how it ends. */
const waysOut = (): Partial<Record<Gap, string>> => ({
  retention: say(
    '请日志服务器的管理员取消它的保留设置（$maxCount、$maxAge、$tb）。',
    'Have the administrator of the log server lift its retention ($maxCount, $maxAge, $tb).',
  ),
  deleted: ofTheServer(),
  foreign: ofTheServer(),
});

/** What ends a doubt, as a sentence. */
export const wayOutOf = (reason: Gap): string =>
  waysOut()[reason] ??
  say(
    `请先核对日志: fenming audit controls，再${restoreLog()}。`,
    `First check the log: fenming audit controls, then ${restoreLog()}.`,
  );

/** What is wrong with the history of a stream, after its name and without a full stop. */
export const GAP_WORDS: Readonly<Record<Gap, string>> = spoken({
  gap: { zh: '有记录缺失', en: 'lacks records' },
  unreadable: { zh: '有记录已损坏，读不出来', en: 'has damaged records that cannot be read' },
  retention: { zh: '被设了保留期限，会丢失记录', en: 'has a retention period and will lose records' },
  deleted: { zh: '被人删除', en: 'was deleted' },
  foreign: { zh: '混入了其他程序的记录', en: 'has records of other programs in it' },
  replaced: { zh: '在运行中被换成了另一份', en: 'was exchanged for another while in use' },
  set_back: { zh: '在运行中被换回了早先的状态', en: 'was put back to an earlier state while in use' },
  written: { zh: '在运行中被别的程序写入了记录', en: 'was written by another program while in use' },
});

/** The same as a finding. */
export const sentenceOfDoubt = ({ stream, reason }: LogDoubts['incomplete'][number]): LogFault => ({
  sentence: `${stream === WHOLE_LOG ? say('事件日志', 'The event log ') : streamText(stream)}${GAP_WORDS[reason]}。`,
});

/** A damaged log file in one sentence. */
export const sentenceOfDamage = ({ file, reason }: LogDamaged): string =>
  reason === NOT_A_LOG
    ? say(`${file} 不是本版本的事件日志。`, `${file} is no event log of this version.`)
    : say(
        `事件日志 ${file} 已损坏，读不下去。请不要再往里写，用最近的备份恢复到一个空目录：fenming restore。`,
        `The event log ${file} is damaged and cannot be read. Write nothing into it any more, and restore the latest backup into an empty folder: fenming restore.`,
      );
