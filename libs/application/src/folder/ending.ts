import { HistoryIncomplete, LogUnavailable } from '@fenming/event-log';
import { isDamage, PoisonEvent } from '@fenming/views';
import { sentenceOfGap, sentenceOfStop } from '../audit/fault-words';
import { sentenceOfLogFault } from './log-faults';
import { EX_UNAVAILABLE } from './one-server';

/** A view that cannot be trusted must not be served: the process ends, and starting again rebuilds it. A log that no view can take is for an auditor first. */
export const endBecause = (error: Error): void => {
  process.stderr.write(`${sentenceOfEnd(error)}\n`);
  if (error instanceof LogUnavailable) process.exit(EX_UNAVAILABLE);
  process.exit(error instanceof HistoryIncomplete ? EX_NOT_WHOLE : 1);
};

/** What a server ends with whose log is not whole: 核验不符. */
export const EX_NOT_WHOLE = 4;

const sentenceOfEnd = (error: Error): string => {
  if (error instanceof PoisonEvent) return sentenceOfStop(error);
  if (error instanceof HistoryIncomplete) return sentenceOfGap(error);
  const fault = sentenceOfLogFault(error);
  if (fault !== undefined) return `服务停止：${fault}`;
  if (isDamage(error)) return '账表文件 views.sqlite 已损坏，服务停止。请重新启动，账表会由日志自动重建。';
  return `账表更新失败，服务停止：${error.stack ?? error.message}`;
};
