import { say, spoken } from '@fenming/language';
import { STEP_NAMES } from '@fenming/words';
import { onLine } from '../words';
import type { BatchSubmitted, ChunkInstructed, PaymentInstructed } from '@fenming/subsidy';
import { Tally, type Formula } from '../finding';
import { hash32, inMap } from '../register/columns';
import type { Registers } from '../register/registers';
import { HELD, SENT, type IssuedFile } from '../register/rosters';
import { add, addTotals, Comparison, nothing, plus, totalOf, type Total } from './totals';

type Sheet = {
  locked: Total;
  stated?: Total;
  chunksOf: number;
  chunks: number;
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
  instructed: nothing(),
  inChunks: nothing(),
  held: nothing(),
  files: nothing(),
  fileCount: 0,
  parts: 1,
});
const COMPARED = spoken({
  chunks: { zh: '分段合计加暂缓与名单', en: 'the chunks with what was held back and the list' },
  payments: { zh: '发放指令与分段合计', en: 'payments instructed and the chunks' },
  list: { zh: '发放指令加暂缓与名单', en: 'payments instructed with what was held back and the list' },
  files: { zh: '送盘文件与发放指令', en: 'bank files and payments instructed' },
  lines: { zh: '名单逐行合计与锁定合计', en: 'the lines of the list and its locked total' },
});
type Signed = 'submitted' | 'checked' | 'approved' | 'released';
const signedTotal = (step: Signed): string =>
  say(`${STEP_NAMES[step]}合计与名单`, `the total of “${STEP_NAMES[step]}” and the list`);

/**
 * I-21: list = signatures = payments made and held back = bank files, in count, in sum and, where lines are known, in the hash total of
 * their accounts. A step that a batch has not reached yet is not asked for.
 */
export function equalTotals({ rosters, scope }: Registers): Formula {
  const tally = new Tally('I-21');
  const atOnce = new Comparison(tally);
  const sheets = new Map<string, Sheet>();
  const of = (batch: string): Sheet => inMap(sheets, batch, newSheet);
  const sign =
    (step: Signed) =>
    ({ batch, ...signed }: BatchSubmitted['data']): void => {
      const { stated } = of(batch);
      if (stated !== undefined) atOnce.of(batch, signedTotal(step), [totalOf(signed), stated]);
    };
  const compare = (comparison: Comparison, batch: string, sheet: Sheet): void => {
    const { stated, locked } = sheet;
    if (stated === undefined) return;
    if (sheet.chunks < sheet.chunksOf && sheet.fileCount === 0) return;
    comparison.of(batch, COMPARED.chunks, [plus(sheet.inChunks, sheet.held), stated]);
    if (scope === 'log') {
      comparison.of(batch, COMPARED.payments, [sheet.instructed, sheet.inChunks]);
      comparison.of(batch, COMPARED.list, [plus(sheet.instructed, sheet.held), locked]);
      comparison.accounts(batch, COMPARED.list, [plus(sheet.instructed, sheet.held), locked]);
    }
    if (sheet.fileCount > 0 && sheet.fileCount >= sheet.parts)
      comparison.of(batch, COMPARED.files, [sheet.files, scope === 'log' ? sheet.instructed : sheet.inChunks]);
  };
  return {
    code: 'I-21',
    tally,
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
        atOnce.of(batch, COMPARED.lines, [sheet.locked, sheet.stated]);
      },
      BatchSubmitted: sign('submitted'),
      BatchChecked: sign('checked'),
      BatchApproved: sign('approved'),
      BatchReleased: sign('released'),
      BatchSentBack: ({ batch }) => void delete of(batch).stated,
      LinesTakenOff: ({ batch }) => void delete of(batch).stated,
      PaymentInstructed: ({ batch, amountFen, accountVersion }) => add(of(batch).instructed, amountFen, hash32(accountVersion)),
      ChunkInstructed: ({ batch, exceptions, ...chunk }: ChunkInstructed['data']) => {
        const sheet = of(batch);
        sheet.chunks += 1;
        addTotals(sheet.inChunks, chunk);
        for (const { lineNo, amountFen } of exceptions) add(sheet.held, amountFen, rosters.of(batch)?.accounts.get(lineNo));
      },
      BankFileIssued: ({ batch, ...file }: IssuedFile) => {
        const sheet = of(batch);
        sheet.fileCount += 1;
        sheet.parts = file.parts ?? 1;
        addTotals(sheet.files, file);
      },
    },
    verdict: () => {
      const asked = tally.copy();
      const comparison = new Comparison(asked);
      for (const [batch, sheet] of sheets) compare(comparison, batch, sheet);
      return asked.verdict(say('还没有锁定的名单', 'no list has been locked yet'));
    },
  };
}

const wrongWith = ({ rosters, cases }: Registers, payment: PaymentInstructed['data']): string | undefined => {
  const { batch, lineNo, enrolmentId, attempt } = payment;
  const roster = rosters.of(batch);
  if (roster?.lockedAt === undefined || lineNo > roster.lines) return say('不在锁定的名单中', 'is not on the locked list');
  if ((roster.states.get(lineNo) & SENT) !== 0) return say('发放了两次', 'was paid twice');
  if (roster.cases.get(lineNo) !== cases.ids.find(enrolmentId)) return say('不是名单上的对象', 'is not the case of the list');
  const locked = roster.attempts.get(lineNo);
  return locked === attempt
    ? undefined
    : say(`名单为第 ${locked} 次，发放为第 ${attempt} 次`, `is payment no. ${locked} on the list and was paid as no. ${attempt}`);
};

const WRONGLY = spoken({
  twice: { zh: '暂缓了两次', en: 'was held back twice' },
  both: { zh: '既发放又暂缓', en: 'was paid and held back' },
  neither: { zh: '没有发放也没有暂缓', en: 'was neither paid nor held back' },
});
const outsideOf = (chunk: number): string =>
  say(`不在第 ${chunk} 段而在其中暂缓`, `was held back in chunk ${chunk} and does not belong there`);
const misnumbered = (batch: string, expected: number, lineNo: number): string =>
  say(
    `批次 ${batch}：名单第 ${expected} 行编号为 ${lineNo}。`,
    `Batch ${batch}: line ${expected} of the list has the number ${lineNo}.`,
  );
const ownedBy = (fileName: string, owner: string): string =>
  say(`送盘文件 ${fileName} 已经属于 ${owner}。`, `The bank file ${fileName} already belongs to ${owner}.`);
const wrongNumbers = (batch: string, numbers: readonly number[]): string =>
  say(
    `批次 ${batch}：送盘文件的编号不对，已送第 ${numbers.join('、')} 个。`,
    `Batch ${batch}: the bank files have wrong numbers; sent were ${numbers.join(', ')}.`,
  );

/**
 * I-22: every approved line is sent once, and what is sent is a line of the locked list, to its case and as its attempt; a line is sent or
 * held back, never both; the files of a batch are numbered without a gap, and no file belongs to two batches. In the scope of one batch
 * the payments are not known, and only the numbering, what was held back and the files are asked.
 */
export function oneFileALine(registers: Registers): Formula {
  const { rosters, scope } = registers;
  const tally = new Tally('I-22');
  const files = new Map<string, string>();
  const parts = new Map<string, { readonly of: number; readonly numbers: number[] }>();
  const place = (batch: string, lineNo: number) => ({ batch, rows: [{ lineNo }] });
  return {
    code: 'I-22',
    tally,
    on: {
      RosterChunkLocked: ({ batch, lock, lines }) => {
        const roster = rosters.of(batch);
        const before = roster?.lock === lock ? roster.lines : 0;
        lines.forEach(({ lineNo }, at) => {
          const expected = before + at + 1;
          tally.check(lineNo === expected ? undefined : misnumbered(batch, expected, lineNo), place(batch, lineNo));
        });
      },
      PaymentInstructed: (payment) => {
        const { batch, lineNo, caseNumber } = payment;
        const wrong = wrongWith(registers, payment);
        tally.check(wrong && onLine({ batch, lineNo, caseNumber }, wrong), { ...place(batch, lineNo), caseNumber });
      },
      ChunkInstructed: ({ batch, chunk, exceptions }) => {
        const roster = rosters.of(batch);
        const held = new Set(exceptions.map(({ lineNo }) => lineNo));
        const [first, last] = roster?.chunks.get(chunk) ?? [1, 0];
        const stateOf = (lineNo: number): number => roster?.states.get(lineNo) ?? 0;
        const judge = (lineNo: number, wrong: string | undefined): void =>
          tally.check(wrong && onLine({ batch, lineNo }, wrong), place(batch, lineNo));
        for (const lineNo of held) {
          const repeated = (stateOf(lineNo) & HELD) === 0 ? undefined : WRONGLY.twice;
          judge(lineNo, lineNo < first || lineNo > last ? outsideOf(chunk) : repeated);
        }
        for (let lineNo = first; scope === 'log' && lineNo <= last; lineNo += 1) {
          const sent = (stateOf(lineNo) & SENT) !== 0;
          judge(lineNo, sent === held.has(lineNo) ? (sent ? WRONGLY.both : WRONGLY.neither) : undefined);
        }
      },
      BankFileIssued: (file: IssuedFile) => {
        const { batch, fileName, sha256, parts: of } = file;
        const part = rosters.partOf(file);
        const owner = inMap(files, sha256, () => `${batch} ${part}`);
        tally.check(owner === `${batch} ${part}` ? undefined : ownedBy(fileName, owner), { batch });
        inMap(parts, batch, () => ({ of: of ?? Infinity, numbers: [] })).numbers.push(part);
      },
    },
    verdict: () => {
      const asked = tally.copy();
      for (const [batch, { of, numbers }] of parts) {
        const wrong = numbers.some((number) => number < 1 || number > of) || new Set(numbers).size < numbers.length;
        if (wrong) asked.find(wrongNumbers(batch, numbers), { batch });
      }
      return asked.verdict(say('还没有锁定的名单', 'no list has been locked yet'));
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
    (step: Signed) =>
    ({ batch, hash }: BatchSubmitted['data']): void => {
      const locked = rosters.of(batch)?.lockedAt?.hash;
      tally.check(
        hash === locked
          ? undefined
          : say(
              `批次 ${batch}：${STEP_NAMES[step]}的名单摘要值与锁定名单不一致。`,
              `Batch ${batch}: the hash of the list in “${STEP_NAMES[step]}” is not that of the locked list.`,
            ),
        { batch },
      );
    };
  return {
    code: 'I-23',
    tally,
    on: {
      BatchSubmitted: sign('submitted'),
      BatchChecked: sign('checked'),
      BatchApproved: sign('approved'),
      BatchReleased: sign('released'),
      BankFileIssued: (file: IssuedFile) => {
        const { batch, sha256, fileName } = file;
        const first = inMap(files, `${batch} ${rosters.partOf(file)}`, () => sha256);
        tally.check(
          first === sha256
            ? undefined
            : say(
                `批次 ${batch}：送盘文件 ${fileName} 的内容换过。`,
                `Batch ${batch}: the content of the bank file ${fileName} was changed.`,
              ),
          { batch },
        );
      },
    },
    verdict: () => tally.verdict(say('还没有签字', 'nothing has been signed yet')),
  };
}
