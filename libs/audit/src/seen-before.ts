import { say } from '@fenming/language';
import { isInstant } from '@fenming/calendar';
import type { EventLog, LogAudit } from '@fenming/event-log';
import type { LogFault } from '@fenming/findings';
import { checkStore, VaultError } from '@fenming/vault';
import { clockText } from '@fenming/words';
import { isForgotten, OtherLog, readSeen, setBackOf, type Kept, type SetBack } from '@fenming/county';

/** What a folder has seen of its log; undefined where it has seen nothing, and `unreadable` or `forgotten` where nobody can tell. */
export type SeenBefore = Kept | 'unreadable' | 'forgotten' | undefined;

/** What a log lacks of what was seen: it is another one, or was set back. */
export type Lacking = SetBack | 'other' | undefined;

export const seenIn = (dir: string): SeenBefore => {
  try {
    return isForgotten(dir) ? 'forgotten' : readSeen(dir);
  } catch (error) {
    if (error instanceof OtherLog) return 'unreadable';
    throw error;
  }
};

export const lackingInLog = async (log: EventLog, seen: Kept): Promise<Lacking> => {
  const [first] = await log.readAll('start', 1);
  return first?.id === seen.origin ? setBackOf(log, seen, seen.events) : 'other';
};

export const lackingInFile = (audit: LogAudit, seen: Kept): Lacking => {
  if (audit.idAt('1') !== seen.origin) return 'other';
  const { events, until } = audit.extent();
  if (audit.idAt(seen.position) === seen.id) {
    const isWritten = seen.atRest === true && audit.idAt(String(Number(seen.position) + 1)) !== undefined;
    return isWritten ? { events: 0, from: until, until: seen.at, cause: 'written' } : undefined;
  }
  return { events: Math.max(0, seen.events - events), from: until, until: seen.at };
};

/** An empty log beside a vault that knows persons was emptied, or is another one. A vault that nobody can read says nothing. */
export const faultsOfEmpty = (dir: string): readonly LogFault[] => {
  try {
    if (checkStore(dir) === 0) return [];
  } catch (error) {
    if (error instanceof VaultError) return [];
    throw error;
  }
  return [
    {
      sentence: say(
        '日志是空的，而个人信息库里已有人：日志被清空过，或不是原来的那一份。',
        'The log is empty, while there are persons in the personal data: it was emptied, or is not the one that was here.',
      ),
    },
  ];
};

/** As findings say it. What is missed until the county has reconciled is found too. */
export const faultsBeside = async (seen: SeenBefore, lacking: (seen: Kept) => Promise<Lacking>): Promise<readonly LogFault[]> => {
  if (seen === undefined) return [];
  if (seen === 'unreadable')
    return [
      {
        sentence: say(
          '文件 log.seen 读不出来，不能确认日志没有被换回早先的状态。',
          'The file log.seen cannot be read, so nobody can say that the log was not put back to an earlier state.',
        ),
      },
    ];
  if (seen === 'forgotten') return [{ sentence: theForgotten() }];
  const { left } = seen;
  const found = (await lacking(seen)) ?? (left === undefined ? seen.missed : { ...left, events: 0 });
  if (found === undefined) return [];
  if (found === 'other')
    return [
      {
        sentence: say(
          '本目录见过的不是这一份日志，或它的开头已不在：请接回原来的日志。',
          'This is not the log that this folder has seen, or its beginning is gone: bring the former log back.',
        ),
      },
    ];
  return [{ sentence: sentenceOf(found) }];
};

const theForgotten = (): string =>
  say(
    '文件 log.seen 不见了或是空的，不能确认日志没有被换回早先的状态，请先向银行核实已收到的送盘文件。',
    'The file log.seen is gone or empty, so nobody can say that the log was not put back to an earlier state; first have the bank say which bank files it received.',
  );

const sentenceOf = ({ events, from, until, cause }: SetBack): string => {
  if (cause === 'forgotten') return theForgotten();
  if (cause === 'written')
    return say(
      '日志被别的程序写入过记录：请查明是谁写入的，并先向银行核实已收到的送盘文件。',
      'Another program has written records into the log: find out who did, and first have the bank say which bank files it received.',
    );
  const missing =
    events > 0
      ? say(`，至少缺 ${events.toLocaleString('en-US')} 条`, `, at least ${events.toLocaleString('en-US')} are missing`)
      : '';
  const end =
    from !== '' && from < until
      ? say(`日志止于 ${told(from)}，而本目录见过`, `The log ends at ${told(from)}, while this folder has seen records of`)
      : say('日志里没有本目录见过的', 'The log lacks what this folder has seen: records of');
  return say(
    `${end} ${told(until)} 的记录${missing}：日志被换回过早先的状态，请先向银行核实已收到的送盘文件。`,
    `${end} ${told(until)}${missing}: the log was put back to an earlier state; first have the bank say which bank files it received.`,
  );
};

const told = (at: string): string => (isInstant(at) ? clockText(at) : at);
