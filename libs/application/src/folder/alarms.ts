import { isInstant } from '@fenming/calendar';
import { WHOLE_LOG, type LogDoubts } from '@fenming/event-log';
import { REFUSALS } from '@fenming/subsidy';
import { clockText } from '@fenming/words';
import { GAP_WORDS } from '../audit/fault-words';
import type { SetBack } from './log-seen';

/** Why no money moves now: a stable code, and the sentence for people (zh-CN). */
export type Alarm = { readonly code: 'log_set_back' | 'restored_unreconciled' | 'history_incomplete'; readonly sentence: string };

export type Standing = {
  readonly awaitsReconciliation: boolean;
  readonly setBack: SetBack | undefined;
  /** Files in the outbox of which the log knows nothing. */
  readonly unknownFiles: readonly string[];
  readonly incomplete: LogDoubts['incomplete'];
};

const MOST_NAMED = 10;

export const alarmsOf = ({ awaitsReconciliation, setBack, unknownFiles, incomplete }: Standing): readonly Alarm[] => [
  ...(setBack === undefined ? [] : [{ code: 'log_set_back' as const, sentence: sentenceOfSetBack(setBack, unknownFiles) }]),
  ...(awaitsReconciliation && setBack === undefined
    ? [{ code: 'restored_unreconciled' as const, sentence: REFUSALS.restored_unreconciled.text }]
    : []),
  ...incomplete.map(({ stream, reason }) => ({
    code: 'history_incomplete' as const,
    sentence: `事件日志${stream === WHOLE_LOG ? '' : `的 ${stream} `}${GAP_WORDS[reason]}：查明以前不放款、不送盘。`,
  })),
];

const sentenceOfSetBack = ({ events, from, until }: SetBack, unknownFiles: readonly string[]): string => {
  const missing = events > 0 ? `至少缺 ${events.toLocaleString('en-US')} 条记录` : '其后的记录与现在的不同';
  const span = from === '' ? `本目录见过 ${told(until)} 的记录` : `日志止于 ${told(from)}，本目录见过 ${told(until)} 的记录`;
  return `事件日志被换回了早先的状态：${span}，${missing}。${outboxWords(unknownFiles)}核对以前不能放款、送盘：请财务审核岗先向银行核实已收到的送盘文件，再登记 fenming reconcile-restore。`;
};

const told = (at: string): string => (isInstant(at) ? clockText(at) : at);

const outboxWords = (files: readonly string[]): string => {
  if (files.length === 0) return '';
  const more = files.length > MOST_NAMED ? ` 等 ${files.length} 个` : '';
  return `outbox/ 中有日志不知道的文件：${files.slice(0, MOST_NAMED).join('、')}${more}，可能已经送出。`;
};
