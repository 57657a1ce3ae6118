import type {
  BankFileIssued,
  BatchSubmitted,
  ChunkInstructed,
  ControlTotals,
  PaymentInstructed,
  PaymentSettled,
} from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { hash32, inMap, Ints } from '../register/columns';
import { fenOf } from '../register/fundings';
import type { Registers } from '../register/registers';
import { HELD, SENT } from '../register/rosters';

/** Lines: how many, their sum in fen, and the total of the hashes of their account versions, which no sum of money would show. */
type Total = { count: number; sum: bigint; accounts: number };
const nothing = (): Total => ({ count: 0, sum: 0n, accounts: 0 });
const totalOf = ({ count, sumFen }: ControlTotals): Total => ({ count, sum: fenOf(sumFen), accounts: 0 });
const add = (total: Total, amountFen: string, account = 0): void => {
  total.count += 1;
  total.sum += fenOf(amountFen);
  total.accounts = (total.accounts + account) | 0;
};
const addTotals = (total: Total, more: ControlTotals): void => {
  total.count += more.count;
  total.sum += fenOf(more.sumFen);
};
const plus = (a: Total, b: Total): Total => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  accounts: (a.accounts + b.accounts) | 0,
});
const text = ({ count, sum }: Total): string => `${count} 笔 ${sum} 分`;

/** Says in one form by how much two totals differ. */
class Comparison {
  constructor(private readonly tally: Tally) {}

  of(batch: string, what: string, [left, right]: readonly [Total, Total]): void {
    const equal = left.count === right.count && left.sum === right.sum;
    const by = `相差 ${left.count - right.count} 笔 ${left.sum - right.sum} 分`;
    this.tally.check(equal ? undefined : `批次 ${batch}：${what}不一致（${text(left)}，${text(right)}，${by}）。`, { batch });
  }

  accounts(batch: string, what: string, [left, right]: readonly [Total, Total]): void {
    this.tally.check(left.accounts === right.accounts ? undefined : `批次 ${batch}：${what}的账户摘要合计不一致。`, { batch });
  }
}

type Signed = { readonly step: string; readonly total: Total };
type Sheet = {
  locked: Total;
  stated?: Total;
  chunksOf: number;
  chunks: number;
  signed: Signed[];
  instructed: Total;
  inChunks: Total;
  held: Total;
  files: Total;
  fileCount: number;
  parts: number;
};
const newSheet = (): Sheet => ({
  locked: nothing(),
  chunksOf: 0,
  chunks: 0,
  signed: [],
  instructed: nothing(),
  inChunks: nothing(),
  held: nothing(),
  files: nothing(),
  fileCount: 0,
  parts: 1,
});
const STEPS = { BatchSubmitted: '提交', BatchChecked: '审核', BatchApproved: '审批', BatchReleased: '放款' } as const;

/** A file of a batch that the bank takes in several; a batch with one file does not say so. */
type FilePart = BankFileIssued['data'] & { readonly part?: number; readonly parts?: number };

/**
 * I-21: list = signatures = payments made and held back = bank files, in count, in sum and, where lines are known, in the hash total of
 * their accounts. A step that a batch has not reached yet is not asked for.
 */
export function equalTotals({ rosters, scope }: Registers): Formula {
  const sheets = new Map<string, Sheet>();
  const of = (batch: string): Sheet => inMap(sheets, batch, newSheet);
  const sign =
    (step: string) =>
    ({ batch, ...signed }: BatchSubmitted['data']): void =>
      void of(batch).signed.push({ step, total: totalOf(signed) });
  const compare = (comparison: Comparison, batch: string, sheet: Sheet): void => {
    const { stated, locked, signed } = sheet;
    if (stated === undefined) return;
    comparison.of(batch, '名单逐行合计与锁定合计', [locked, stated]);
    for (const { step, total } of signed) comparison.of(batch, `${step}合计与名单`, [total, stated]);
    if (sheet.chunks < sheet.chunksOf) return;
    comparison.of(batch, '分段合计加暂缓与名单', [plus(sheet.inChunks, sheet.held), stated]);
    if (scope === 'log') {
      comparison.of(batch, '发放指令与分段合计', [sheet.instructed, sheet.inChunks]);
      comparison.of(batch, '发放指令加暂缓与名单', [plus(sheet.instructed, sheet.held), locked]);
      comparison.accounts(batch, '发放指令加暂缓与名单', [plus(sheet.instructed, sheet.held), locked]);
    }
    if (sheet.fileCount > 0 && sheet.fileCount >= sheet.parts)
      comparison.of(batch, '送盘文件与发放指令', [sheet.files, scope === 'log' ? sheet.instructed : sheet.inChunks]);
  };
  return {
    code: 'I-21',
    on: {
      RosterChunkLocked: ({ batch, lock, lines }) => {
        const sheet = of(batch);
        if (rosters.of(batch)?.lock !== lock) sheet.locked = nothing();
        for (const { amountFen, accountVersion } of lines) add(sheet.locked, amountFen, hash32(accountVersion));
      },
      RosterLocked: ({ batch, chunks, ...stated }) => {
        const sheet = of(batch);
        sheet.stated = totalOf(stated);
        sheet.chunksOf = chunks;
      },
      BatchSubmitted: sign(STEPS.BatchSubmitted),
      BatchChecked: sign(STEPS.BatchChecked),
      BatchApproved: sign(STEPS.BatchApproved),
      BatchReleased: sign(STEPS.BatchReleased),
      BatchSentBack: ({ batch }) => {
        const sheet = of(batch);
        delete sheet.stated;
        sheet.signed = [];
      },
      PaymentInstructed: ({ batch, amountFen, accountVersion }) => add(of(batch).instructed, amountFen, hash32(accountVersion)),
      ChunkInstructed: ({ batch, exceptions, ...chunk }: ChunkInstructed['data']) => {
        const sheet = of(batch);
        sheet.chunks += 1;
        addTotals(sheet.inChunks, chunk);
        for (const { lineNo, amountFen } of exceptions) add(sheet.held, amountFen, rosters.of(batch)?.accounts.get(lineNo));
      },
      BankFileIssued: ({ batch, ...file }: FilePart) => {
        const sheet = of(batch);
        sheet.fileCount += 1;
        sheet.parts = file.parts ?? 1;
        addTotals(sheet.files, file);
      },
    },
    verdict: () => {
      const tally = new Tally('I-21');
      const comparison = new Comparison(tally);
      for (const [batch, sheet] of sheets) compare(comparison, batch, sheet);
      return tally.verdict('还没有锁定的名单');
    },
  };
}

/**
 * I-22: every approved line is sent once, and what is sent is a line of the locked list, to its case and as its attempt; a line is sent or
 * held back, never both; the files of a batch are numbered without a gap, and no file belongs to two batches.
 */
export function oneFileALine({ cases, rosters, scope }: Registers): Formula {
  const tally = new Tally('I-22');
  const files = new Map<string, string>();
  const parts = new Map<string, { readonly of: number; readonly numbers: number[] }>();
  const place = (batch: string, lineNo: number) => ({ batch, rows: [{ lineNo }] });
  const wrongWith = ({ batch, lineNo, enrolmentId, attempt }: PaymentInstructed['data']): string | undefined => {
    const roster = rosters.of(batch);
    if (roster?.lockedAt === undefined || lineNo > roster.lines) return '不在锁定的名单中';
    if ((roster.states.get(lineNo) & SENT) !== 0) return '发放了两次';
    if (roster.cases.get(lineNo) !== cases.ids.find(enrolmentId)) return '不是名单上的对象';
    return roster.attempts.get(lineNo) === attempt
      ? undefined
      : `名单为第 ${roster.attempts.get(lineNo)} 次，发放为第 ${attempt} 次`;
  };
  return {
    code: 'I-22',
    on: {
      RosterChunkLocked: ({ batch, lock, lines }) => {
        const roster = rosters.of(batch);
        const before = roster?.lock === lock ? roster.lines : 0;
        lines.forEach(({ lineNo }, at) => {
          const expected = before + at + 1;
          tally.check(
            lineNo === expected ? undefined : `批次 ${batch}：名单第 ${expected} 行编号为 ${lineNo}。`,
            place(batch, lineNo),
          );
        });
      },
      PaymentInstructed: (payment) => {
        const { batch, lineNo, caseNumber } = payment;
        const wrong = wrongWith(payment);
        tally.check(wrong === undefined ? undefined : `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：${wrong}。`, {
          ...place(batch, lineNo),
          caseNumber,
        });
      },
      ChunkInstructed: ({ batch, chunk, exceptions }) => {
        const roster = rosters.of(batch);
        const held = new Set(exceptions.map(({ lineNo }) => lineNo));
        const [first, last] = roster?.chunks.get(chunk) ?? [1, 0];
        tally.check(last < first ? `批次 ${batch}：名单没有第 ${chunk} 段。` : undefined, { batch });
        for (let lineNo = first; lineNo <= last; lineNo += 1) {
          const state = roster?.states.get(lineNo) ?? 0;
          const sent = scope === 'log' ? (state & SENT) !== 0 : !held.has(lineNo);
          const wrong = sent === held.has(lineNo) ? (sent ? '既发放又暂缓' : '没有发放也没有暂缓') : undefined;
          const repeated = (state & HELD) !== 0 ? '暂缓了两次' : wrong;
          tally.check(repeated === undefined ? undefined : `批次 ${batch} 第 ${lineNo} 行：${repeated}。`, place(batch, lineNo));
        }
      },
      BankFileIssued: ({ batch, fileName, sha256, part = 1, parts: of = 1 }: FilePart) => {
        const owner = inMap(files, sha256, () => `${batch} ${part}`);
        tally.check(owner === `${batch} ${part}` ? undefined : `送盘文件 ${fileName} 已经属于 ${owner}。`, { batch });
        inMap(parts, batch, () => ({ of, numbers: [] })).numbers.push(part);
      },
    },
    verdict: () => {
      const asked = tally.copy();
      for (const [batch, { of, numbers }] of parts) {
        const wrong = numbers.some((number) => number < 1 || number > of) || new Set(numbers).size < numbers.length;
        const sentence = `批次 ${batch}：送盘文件应为 ${of} 个，已送第 ${numbers.join('、')} 个。`;
        if (wrong) asked.find(sentence, { batch });
      }
      return asked.verdict('还没有锁定的名单');
    },
  };
}

/**
 * I-23: what was submitted, checked, approved and released is the list that was locked, by its hash; a part of a batch's file that is
 * issued again has the same bytes. That the bank has the same bytes is not in the log: no event holds the bank's acknowledgement.
 */
export function sameList({ rosters }: Registers): Formula {
  const tally = new Tally('I-23');
  const files = new Map<string, string>();
  const sign =
    (step: string) =>
    ({ batch, hash }: BatchSubmitted['data']): void => {
      const locked = rosters.of(batch)?.lockedAt?.hash;
      tally.check(hash === locked ? undefined : `批次 ${batch}：${step}的名单摘要值与锁定名单不一致。`, { batch });
    };
  return {
    code: 'I-23',
    on: {
      BatchSubmitted: sign(STEPS.BatchSubmitted),
      BatchChecked: sign(STEPS.BatchChecked),
      BatchApproved: sign(STEPS.BatchApproved),
      BatchReleased: sign(STEPS.BatchReleased),
      BankFileIssued: ({ batch, sha256, fileName, part = 1 }: FilePart) => {
        const first = inMap(files, `${batch} ${part}`, () => sha256);
        tally.check(first === sha256 ? undefined : `批次 ${batch}：送盘文件 ${fileName} 的内容换过。`, { batch });
      },
    },
    verdict: () => tally.verdict('还没有签字'),
  };
}

type Answers = {
  /** As the payments say; as the bank's whole files say. */
  readonly settled: Total;
  readonly returned: Total;
  readonly bankSettled: Total;
  readonly bankFailed: Total;
  readonly sent: Total;
  readonly final: Ints;
  received: number;
  applied: number;
  reconciled?: { readonly settled: Total; readonly failed: Total };
};

/**
 * I-24: settled + failed + pending = sent, in count and in sum, and no line has two final answers. Lines in a result file that never
 * became whole are no answer.
 */
export function bankAnswers({ rosters, scope }: Registers): Formula {
  const tally = new Tally('I-24');
  const sheets = new Map<string, Answers>();
  const of = (batch: string): Answers =>
    inMap(sheets, batch, () => ({
      settled: nothing(),
      returned: nothing(),
      bankSettled: nothing(),
      bankFailed: nothing(),
      sent: nothing(),
      final: new Ints(),
      received: 0,
      applied: 0,
    }));
  const answer = (which: 'settled' | 'returned', { batch, lineNo, caseNumber, amountFen }: PaymentSettled['data']): void => {
    add(of(batch)[which], amountFen);
    const state = rosters.of(batch)?.states.get(lineNo) ?? 0;
    const wrong = (state & SENT) === 0 ? '没有发出就有结果' : '登记了两个最终结果';
    const sentence = `批次 ${batch} 第 ${lineNo} 行 ${caseNumber}：${wrong}。`;
    tally.check(state === SENT ? undefined : sentence, { batch, caseNumber, rows: [{ lineNo }] });
  };
  const compare = (comparison: Comparison, batch: string, sheet: Answers): void => {
    const { settled, returned, bankSettled, bankFailed, sent, reconciled, received, applied } = sheet;
    const byPayments = scope === 'log';
    if (byPayments && received > 0 && applied === received) {
      comparison.of(batch, '到账登记与银行回盘成功', [settled, bankSettled]);
      comparison.of(batch, '退票登记与银行回盘失败', [returned, bankFailed]);
    }
    if (reconciled === undefined) return;
    const [arrived, failed] = byPayments ? [settled, returned] : [bankSettled, bankFailed];
    comparison.of(batch, '到账加退票与送盘文件', [plus(arrived, failed), sent]);
    comparison.of(batch, '对账成功与到账登记', [reconciled.settled, arrived]);
    comparison.of(batch, '对账退票与退票登记', [reconciled.failed, failed]);
  };
  return {
    code: 'I-24',
    on: {
      PaymentSettled: (payment) => answer('settled', payment),
      PaymentReturned: (payment) => answer('returned', payment),
      BankFileIssued: ({ batch, ...file }) => addTotals(of(batch).sent, file),
      BankResultRecorded: ({ batch, sha256, settled, failed }) => {
        const sheet = of(batch);
        sheet.received += 1;
        addTotals(sheet.bankSettled, settled);
        addTotals(sheet.bankFailed, failed);
        const lines = rosters.of(batch)?.arriving.get(sha256) ?? [];
        const stated = settled.count + failed.count;
        const counted = `批次 ${batch}：回盘逐行有 ${lines.length} 个最终结果，合计记为 ${stated} 个。`;
        tally.check(lines.length === stated ? undefined : counted, { batch });
        for (const line of lines) {
          const twice = sheet.final.mark(line >> 1, 1) !== 0;
          const sentence = `批次 ${batch}：第 ${line >> 1} 行有两个最终结果。`;
          tally.check(twice ? sentence : undefined, { batch, rows: [{ lineNo: line >> 1 }] });
        }
      },
      BankResultApplied: ({ batch }) => {
        of(batch).applied += 1;
      },
      BatchReconciled: ({ batch, settled, failed }) => {
        of(batch).reconciled = { settled: totalOf(settled), failed: totalOf(failed) };
      },
    },
    verdict: () => {
      const asked = tally.copy();
      const comparison = new Comparison(asked);
      for (const [batch, sheet] of sheets) compare(comparison, batch, sheet);
      return asked.verdict('还没有银行结果');
    },
  };
}
