import { withoutPersonalNumbers } from '@fenming/citizen';
import { type Fen, parseYuan, sumFen } from '@fenming/money';
import type { BankProfile, ReturnField, ReturnHeaderField } from './profile';
import { sha256 } from './records';
import { returnFault, type ReturnFault } from './return-fault';
import { cutRecords, digestFaults, type ReturnRecords } from './return-records';
import { returnTotals, type ReturnLine } from './write-bank-return';

/** `count` and `sumFen` are over all lines whatever became of them; `sha256` (hex) is that of the file's bytes. */
export type BankReturn = {
  readonly batchNo: string;
  readonly lines: readonly ReturnLine[];
  readonly count: number;
  readonly sumFen: Fen;
  readonly sha256: string;
};
export type BankReturnReading =
  ({ readonly ok: true } & BankReturn) | { readonly ok: false; readonly faults: readonly ReturnFault[] };

type Cells = Record<ReturnField, string>;

/** Reads a bank's return as a whole or not at all: one fault anywhere and no line of it is handed on. Lines keep the file's order: line i stands in row i + 2. */
export function readBankReturn(profile: BankProfile, bytes: Buffer): BankReturnReading {
  const records = cutRecords(profile, bytes);
  if ('code' in records) return { ok: false, faults: [records] };
  const faults: ReturnFault[] = [...digestFaults(profile, records), ...shapeFaults(profile, records)];
  if (faults.some((fault) => fault.code !== 'return_digest_mismatch')) return { ok: false, faults };
  const lines = records.details.map((detail) => lineOf(profile, cellsOf(profile, detail)));
  faults.push(...duplicateFaults(lines), ...totalFaults(profile, records.header, lines));
  if (faults.length > 0) return { ok: false, faults };
  const batchNo = records.header[profile.returnHeader.indexOf('batchNo')] ?? '';
  return {
    ok: true,
    batchNo,
    lines,
    count: lines.length,
    sumFen: sumFen(lines.map((line) => line.amountFen)),
    sha256: sha256(bytes),
  };
}

function shapeFaults(profile: BankProfile, { header, details }: ReturnRecords): readonly ReturnFault[] {
  if (header.length !== profile.returnHeader.length)
    return [malformed(1, `首行应有 ${profile.returnHeader.length} 栏，实有 ${header.length} 栏`)];
  if (details.length === 0) return [malformed(2, '没有明细')];
  if (details.length > profile.maxLines)
    return [
      returnFault('return_too_many_lines', { row: profile.maxLines + 2, column: '文件' }, `明细超过 ${profile.maxLines} 笔`),
    ];
  return details.flatMap((detail, index) => lineFaults(profile, detail, index + 2));
}

function lineFaults(profile: BankProfile, detail: readonly string[], row: number): readonly ReturnFault[] {
  if (detail.length !== profile.returnFields.length)
    return [malformed(row, `应有 ${profile.returnFields.length} 栏，实有 ${detail.length} 栏`)];
  const cells = cellsOf(profile, detail);
  const faults: ReturnFault[] = [];
  if (!/^[1-9]\d{0,8}$/.test(cells.lineNo))
    faults.push(returnFault('return_malformed', { row, column: '序号', value: cells.lineNo }, '序号应为从 1 起的整数'));
  if (!isAmount(profile, cells.amount))
    faults.push(returnFault('return_amount', { row, column: '金额', value: cells.amount }, '金额格式不对'));
  if (cells.code === '') faults.push(returnFault('return_malformed', { row, column: '结果码' }, '结果码为空'));
  return faults;
}

/** Stricter than what people may type: a machine wrote it, so any deviation is a sign of damage. */
function isAmount(profile: BankProfile, text: string): boolean {
  return /^(?:0|[1-9]\d{0,11})\.\d{2}$/.test(text) && text !== '0.00' && parseYuan(text) <= profile.maxAmountFen;
}

function malformed(row: number, reason: string): ReturnFault {
  return returnFault('return_malformed', { row, column: '整行' }, reason);
}

function cellsOf(profile: BankProfile, detail: readonly string[]): Cells {
  const cell = (field: ReturnField): string => detail[profile.returnFields.indexOf(field)] ?? '';
  return { lineNo: cell('lineNo'), amount: cell('amount'), code: cell('code'), text: cell('text') };
}

function lineOf(profile: BankProfile, { lineNo, amount, code, text }: Cells): ReturnLine {
  // A bank's remark may quote ids and accounts, and remarks go on into screens and events.
  const line = { lineNo: Number(lineNo), amountFen: parseYuan(amount), bankText: withoutPersonalNumbers(text) };
  if (code === profile.settledCode) return { ...line, outcome: 'settled' };
  const reason = Object.hasOwn(profile.returnCodes, code) ? profile.returnCodes[code] : undefined;
  if (reason === undefined)
    return {
      ...line,
      outcome: 'unknown',
      reason: 'UNKNOWN',
      bankText: `未登记的结果码 ${withoutPersonalNumbers(code)}：${line.bankText}`,
    };
  return { ...line, outcome: reason === 'UNKNOWN' ? 'unknown' : 'failed', reason };
}

function duplicateFaults(lines: readonly ReturnLine[]): readonly ReturnFault[] {
  const firstRow = new Map<number, number>();
  return lines.flatMap(({ lineNo }, index) => {
    const earlier = firstRow.get(lineNo);
    if (earlier === undefined) firstRow.set(lineNo, index + 2);
    if (earlier === undefined) return [];
    const at = { row: index + 2, column: '序号', value: String(lineNo) };
    return [returnFault('return_duplicate_line', at, `序号 ${lineNo} 与第 ${earlier} 行重复`)];
  });
}

const TOTALS: Record<Exclude<ReturnHeaderField, 'batchNo'>, string> = {
  count: '总笔数',
  sum: '总金额',
  settledCount: '成功笔数',
  settledSum: '成功金额',
  failedCount: '失败笔数',
  failedSum: '失败金额',
  unknownCount: '不明笔数',
  unknownSum: '不明金额',
};

function totalFaults(profile: BankProfile, header: readonly string[], lines: readonly ReturnLine[]): readonly ReturnFault[] {
  const counted = returnTotals(lines);
  return profile.returnHeader.flatMap((field, place) => {
    if (field === 'batchNo' || header[place] === counted[field]) return [];
    const at = { row: 1, column: TOTALS[field], value: header[place] ?? '' };
    return [returnFault('control_total_mismatch', at, `首行的${TOTALS[field]}与明细合计 ${counted[field]} 不符`)];
  });
}
