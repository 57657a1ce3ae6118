import { withoutPersonalNumbers } from '@fenming/citizen';
import { type Fen, sumFen } from '@fenming/money';
import { type AmountUnit, readAmount } from './amount-text';
import type { CutReturn, ReturnCells } from './cut-return';
import { sha256 } from './encoding';
import { cutPain002 } from './pain-002';
import type { BankProfile, ReturnHeaderField } from './profile';
import { malformed, returnFault, type ReturnFault } from './return-fault';
import { cutRecords } from './return-records';
import { returnTotals, type ReturnLine } from './return-line';

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

/** Reads a bank's return as a whole or not at all: one fault anywhere and no line of it is handed on. Lines keep the file's order: line i stands in row i + 2. */
export function readBankReturn(profile: BankProfile, bytes: Buffer): BankReturnReading {
  const cut = profile.layout === 'iso20022' ? cutPain002(profile, bytes) : cutRecords(profile, bytes);
  if ('code' in cut) return { ok: false, faults: [cut] };
  const reading = linesOf(profile, cut);
  if (!reading.ok) return reading;
  const { lines } = reading;
  const faults = [...cut.faults, ...duplicateFaults(lines), ...totalFaults(profile, cut.header, lines)];
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    batchNo: cut.header.batchNo ?? '',
    lines,
    count: lines.length,
    sumFen: sumFen(lines.map((line) => line.amountFen)),
    sha256: sha256(bytes),
  };
}

type LineReading =
  { readonly ok: true; readonly lines: readonly ReturnLine[] } | { readonly ok: false; readonly faults: readonly ReturnFault[] };

function linesOf(profile: BankProfile, { lines: cut, faults }: CutReturn): LineReading {
  const { maxLines } = profile;
  if (cut.length === 0) return { ok: false, faults: [malformed(2, '没有明细')] };
  if (cut.length > maxLines) {
    const at = { row: maxLines + 2, column: '文件' };
    return { ok: false, faults: [...faults, returnFault('return_too_many_lines', at, `明细超过 ${maxLines} 笔`)] };
  }
  const read = cut.map((cells, index) => ('reason' in cells ? [cells] : readLine(profile, cells, index + 2)));
  const lines = read.filter((line): line is ReturnLine => !Array.isArray(line));
  if (lines.length === read.length) return { ok: true, lines };
  return { ok: false, faults: [...faults, ...read.flatMap((line) => (Array.isArray(line) ? line : []))] };
}

function readLine(profile: BankProfile, cells: ReturnCells, row: number): ReturnLine | ReturnFault[] {
  const { lineNo, amount, code } = cells;
  const faults: ReturnFault[] = [];
  if (!/^[1-9]\d{0,8}$/.test(lineNo))
    faults.push(returnFault('return_malformed', { row, column: '序号', value: lineNo }, '序号应为从 1 起的整数'));
  const amountFen = readAmount(unitOf(profile), amount);
  if (amountFen === undefined || amountFen > profile.maxAmountFen)
    faults.push(returnFault('return_amount', { row, column: '金额', value: amount }, '金额格式不对'));
  if (code === '') faults.push(returnFault('return_malformed', { row, column: '结果码' }, '结果码为空'));
  return amountFen === undefined || faults.length > 0 ? faults : lineOf(profile, cells, amountFen);
}

const unitOf = (profile: BankProfile): AmountUnit => (profile.layout === 'iso20022' ? 'yuan' : profile.amounts);

function lineOf(profile: BankProfile, { lineNo, code, text }: ReturnCells, amountFen: Fen): ReturnLine {
  // A bank's remark may quote ids and accounts, and remarks go on into screens and events.
  const line = { lineNo: Number(lineNo), amountFen, bankText: withoutPersonalNumbers(text) };
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

function totalFaults(profile: BankProfile, header: CutReturn['header'], lines: readonly ReturnLine[]): readonly ReturnFault[] {
  const counted = returnTotals(lines, unitOf(profile));
  return (Object.keys(TOTALS) as (keyof typeof TOTALS)[]).flatMap((field) => {
    const claimed = header[field];
    if (claimed === undefined || claimed === counted[field]) return [];
    const at = { row: 1, column: TOTALS[field], value: claimed };
    return [returnFault('control_total_mismatch', at, `首行的${TOTALS[field]}与明细合计 ${counted[field]} 不符`)];
  });
}
