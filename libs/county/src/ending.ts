import { aside, say } from '@fenming/language';
import { HistoryIncomplete, LogUnavailable } from '@fenming/event-log';
import { isDamage, PoisonEvent } from '@fenming/views';
import { sentenceOfGap, sentenceOfStop } from './fault-words';
import { isWriteFailed } from './disk-room';
import { sentenceOfLogFault } from './log-faults';
import { EX_UNAVAILABLE } from './one-server';

/**
 * A write that failed once may be half on the disk, and a sync that failed is not repeated by the next one that succeeds: nothing that this process
 * would answer can be relied on. `what`: whose write it was. Of `fault` its code alone is told.
 */
export const endForDisk = (what: string, fault: string): never => {
  const code = /\b(SQLITE_[A-Z_]+|E[A-Z]{2,})\b/.exec(fault)?.[0];
  process.stderr.write(
    say(
      `${what}没有写进磁盘，服务停止：正在办的是否已登记不确定。请检查磁盘，重新启动，再用同一请求办理，已登记的不会重复。${aside(code)}\n`,
      `The ${what} could not be written to the disk; the server stops. Whether what was being done is recorded is not certain: check the disk, start again and send the same request; nothing is recorded twice.${aside(code)}\n`,
    ),
  );
  process.exit(EX_UNAVAILABLE);
};

/** A page that SQLite did not write like this was met while a question was answered: the next start looks through every file. */
export const endForDamage = (): never => {
  process.stderr.write(
    say(
      '数据目录里有文件已损坏，服务停止。请重新启动：账表会由日志自动重建；别的文件损坏的，会说明是哪一个、怎么办。\n',
      'A file in the data folder is damaged; the server stops. Start it again: tables are rebuilt from the log, and of any other file it will say which one it is and what to do.\n',
    ),
  );
  process.exit(1);
};

/** A view that cannot be trusted must not be served: the process ends, and starting again rebuilds it. A log that no view can take is for an auditor first. */
export const endBecause = (error: Error): void => {
  if (isWriteFailed(error)) endForDisk(say('账表', 'tables'), error.code);
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
  if (fault !== undefined) return say(`服务停止：${fault}`, `The server stops: ${fault}`);
  if (isDamage(error))
    return say(
      '账表文件 views.sqlite 已损坏，服务停止。请重新启动，账表会由日志自动重建。',
      "The tables' file views.sqlite is damaged; the server stops. Start it again: the tables are rebuilt from the log.",
    );
  return say(
    `账表更新失败，服务停止：${error.stack ?? error.message}`,
    `The tables could not be brought up to date; the server stops: ${error.stack ?? error.message}`,
  );
};
