import type { Watch } from '../log-event';
import { enter, nothing, totalOf, type BatchBook, type Total } from './batch-book';
import type { Finding } from './finding';

type Code = 'I-21' | 'I-24';
type Check = { readonly code: Code; readonly what: string; readonly left: Total; readonly right: Total };

/**
 * I-21: list = signatures = payments made and held back = bank file, in count and in sum. I-24: settled + failed = sent once the bank
 * has answered, and no line has two final answers. A step that a batch has not reached yet is not asked for.
 */
export function batchTotals(): Watch<readonly Finding[]> {
  const books = new Map<string, BatchBook>();
  return {
    see: (event) => enter(books, event),
    answer: () => [...books].flatMap(([batch, book]) => findingsOf(batch, book)),
  };
}

function findingsOf(batch: string, book: BatchBook): readonly Finding[] {
  const checks = [...rosterChecks(book), ...sendingChecks(book), ...resultChecks(book)];
  const unequal = checks
    .filter(({ left, right }) => left.count !== right.count || left.sum !== right.sum)
    .map(({ code, what, left, right }) => ({
      code,
      batch,
      sentence: `批次 ${batch}：${what}不一致（${text(left)}，${text(right)}）。`,
    }));
  return [...unequal, ...changedHashes(batch, book), ...doubleAnswers(batch, book)];
}

const text = ({ count, sum }: Total): string => `${count} 笔 ${sum} 分`;
const plus = (a: Total, b: Total): Total => ({ count: a.count + b.count, sum: a.sum + b.sum });

function rosterChecks({ roster, locks, signatures }: BatchBook): readonly Check[] {
  if (roster === undefined) return [];
  const locked = totalOf(roster);
  return [
    { code: 'I-21', what: '名单逐行合计与锁定合计', left: locks.get(roster.lock) ?? nothing(), right: locked },
    ...signatures.map(({ step, total }): Check => ({ code: 'I-21', what: `${step}合计与名单`, left: total, right: locked })),
  ];
}

function sendingChecks({ roster, chunksDone, chunks, instructed, exceptions, file }: BatchBook): readonly Check[] {
  if (roster === undefined || chunksDone < roster.chunks) return [];
  return [
    { code: 'I-21', what: '发放指令与分段合计', left: instructed, right: chunks },
    { code: 'I-21', what: '发放指令加暂缓与名单', left: plus(instructed, exceptions), right: totalOf(roster) },
    ...(file === undefined ? [] : [{ code: 'I-21' as const, what: '送盘文件与发放指令', left: file, right: instructed }]),
  ];
}

function resultChecks(book: BatchBook): readonly Check[] {
  const { settled, returned, bankSettled, bankFailed, reconciled, file } = book;
  const applied = book.resultFiles > 0 && book.appliedFiles === book.resultFiles;
  return [
    ...(applied
      ? [
          { code: 'I-24' as const, what: '到账登记与银行回盘成功', left: settled, right: bankSettled },
          { code: 'I-24' as const, what: '退票登记与银行回盘失败', left: returned, right: bankFailed },
        ]
      : []),
    ...(reconciled === undefined
      ? []
      : [
          { code: 'I-24' as const, what: '到账加退票与送盘文件', left: plus(settled, returned), right: file ?? nothing() },
          { code: 'I-24' as const, what: '对账成功与到账登记', left: reconciled.settled, right: settled },
          { code: 'I-24' as const, what: '对账退票与退票登记', left: reconciled.failed, right: returned },
        ]),
  ];
}

function changedHashes(batch: string, { roster, signatures }: BatchBook): readonly Finding[] {
  return signatures
    .filter(({ hash }) => roster !== undefined && hash !== roster.hash)
    .map(({ step }) => ({ code: 'I-21', batch, sentence: `批次 ${batch}：${step}的名单摘要值与锁定名单不一致。` }));
}

function doubleAnswers(batch: string, { answeredTwice }: BatchBook): readonly Finding[] {
  return [...answeredTwice].map((lineNo) => ({
    code: 'I-24',
    batch,
    sentence: `批次 ${batch}：第 ${lineNo} 行有两个最终结果。`,
  }));
}
