import { say, spoken } from '@fenming/language';
import { type Fen, sumFen } from '@fenming/money';
import { type AmountForm, readAmount } from './amount-text';
import { answerOf } from './answer-code';
import type { CutReturn, ReturnCells, Unnamed } from './cut-return';
import { sha256 } from './encoding';
import { cutPain002 } from './pain-002';
import type { BankProfile } from './profile';
import { malformed, returnFault, type ReturnFault } from './return-fault';
import type { NamedLine } from './return-line';
import { cutRecords } from './return-records';
import { isPaid, readTotals, type StatedTotals } from './return-totals';

/**
 * `count` and `sumFen` are over the lines named, whatever became of them, without the amounts that an ISO report leaves out; `sha256` (hex) is that of
 * the file's bytes. Line i stands in row i + `firstRow`. `batchNo` is absent where the bank's return does not name the file that it answers.
 */
export type BankReturn = {
  readonly batchNo?: string;
  readonly lines: readonly NamedLine[];
  readonly count: number;
  readonly sumFen: Fen;
  readonly sha256: string;
  readonly firstRow: number;
  /** What became of the lines sent that are not named; absent where each must be. */
  readonly unnamed?: Unnamed;
  /** What it states of everything sent: matchReturn compares. */
  readonly ofWhole: StatedTotals;
};
export type BankReturnReading =
  ({ readonly ok: true } & BankReturn) | { readonly ok: false; readonly faults: readonly ReturnFault[] };

/** Reads a bank's return as a whole or not at all: one fault anywhere and no line of it is handed on. Lines keep the file's order. */
export function readBankReturn(profile: BankProfile, bytes: Buffer): BankReturnReading {
  const long = tooManyRecords(profile, bytes);
  if (long !== undefined) return { ok: false, faults: [long] };
  const cut = profile.layout === 'iso20022' ? cutPain002(profile, bytes) : cutRecords(profile, bytes);
  if ('code' in cut) return { ok: false, faults: [cut] };
  const reading = linesOf(profile, cut);
  if (!reading.ok) return reading;
  const { lines } = reading;
  const totals = readTotals(cut.header, lines, { form: formOf(profile), partial: cut.unnamed !== undefined });
  const faults = [...cut.faults, ...duplicateFaults(lines, cut.firstRow), ...totals.faults];
  if (faults.length > 0) return { ok: false, faults };
  const { firstRow, unnamed, header } = cut;
  return {
    ok: true,
    ...(header.batchNo === undefined ? {} : { batchNo: header.batchNo }),
    lines,
    count: lines.length,
    sumFen: sumFen(lines.filter(isPaid).map((line) => line.amountFen)),
    sha256: sha256(bytes),
    firstRow,
    ...(unnamed === undefined ? {} : { unnamed }),
    ofWhole: totals.ofWhole,
  };
}

/** Rows of titles, header and trailer beside the lines, and blank ones that an editor leaves at the end. */
const SPARE_RECORDS = 1_000;
const LINE_FEED = 0x0a;

/** Counted before the file is cut: lines of one character each would fill the memory. */
function tooManyRecords({ layout, maxLines }: BankProfile, bytes: Buffer): ReturnFault | undefined {
  const most = maxLines + SPARE_RECORDS;
  let records = 0;
  if (layout !== 'iso20022') for (const byte of bytes) if (byte === LINE_FEED) records += 1;
  if (records <= most) return undefined;
  return returnFault(
    'return_too_many_lines',
    { row: most, column: say('文件', 'file') },
    say(`明细超过 ${maxLines} 笔`, `there are more than ${maxLines} lines`),
  );
}

type LineReading =
  { readonly ok: true; readonly lines: readonly NamedLine[] } | { readonly ok: false; readonly faults: readonly ReturnFault[] };

function linesOf(profile: BankProfile, { lines: cut, faults, firstRow, unnamed }: CutReturn): LineReading {
  const { maxLines } = profile;
  if (cut.length === 0 && unnamed === undefined)
    return { ok: false, faults: [...faults, malformed(firstRow, say('没有明细', 'there are no lines'))] };
  if (cut.length > maxLines) {
    const at = { row: firstRow + maxLines, column: say('文件', 'file') };
    return {
      ok: false,
      faults: [
        ...faults,
        returnFault('return_too_many_lines', at, say(`明细超过 ${maxLines} 笔`, `there are more than ${maxLines} lines`)),
      ],
    };
  }
  const read = cut.map((cells, index) => ('reason' in cells ? [cells] : readLine(profile, cells, index + firstRow)));
  const lines = read.filter((line): line is NamedLine => !Array.isArray(line));
  if (lines.length === read.length) return { ok: true, lines };
  return { ok: false, faults: [...faults, ...read.flatMap((line) => (Array.isArray(line) ? line : []))] };
}

function readLine(profile: BankProfile, cells: ReturnCells, row: number): NamedLine | ReturnFault[] {
  const { lineNo, amount, code } = cells;
  const faults: ReturnFault[] = [];
  if (!/^0*[1-9]\d{0,8}$/.test(lineNo))
    faults.push(
      returnFault(
        'return_malformed',
        { row, column: say('序号', 'number'), value: lineNo },
        say('序号应为从 1 起的整数', 'the number should be a whole number from 1'),
      ),
    );
  const amountFen = amount === undefined ? undefined : readAmount(formOf(profile), amount);
  if (amount !== undefined && (amountFen === undefined || amountFen > profile.maxAmountFen))
    faults.push(
      returnFault('return_amount', { row, column: say('金额', 'amount'), value: amount }, amountReason(profile, amountFen)),
    );
  if (code === '')
    faults.push(
      returnFault(
        'return_malformed',
        { row, column: say('结果码', 'result code') },
        say('结果码为空', 'the result code is empty'),
      ),
    );
  return faults.length > 0 ? faults : lineOf(profile, cells, amountFen);
}

const formOf = (profile: BankProfile): AmountForm =>
  profile.layout === 'iso20022' ? 'decimal' : (profile.returnAmounts ?? profile.amounts);

const AMOUNT_FORMS: Readonly<Record<AmountForm, string>> = spoken({
  yuan: {
    zh: '金额应以元写，两位小数、大于零、不带千分位，如 960.00',
    en: 'the amount should be in yuan with two decimals, above zero and without thousands separators, such as 960.00',
  },
  fen: {
    zh: '金额应以分写，是大于零的整数，如 960 元写 96000',
    en: 'the amount should be in fen, a whole number above zero, such as 96000 for 960 yuan',
  },
  decimal: { zh: '金额应以元写，大于零，不细于一分', en: 'the amount should be in yuan, above zero and no finer than a fen' },
  'yuan-free': {
    zh: '金额应以元写，大于零，不细于一分，千分位逗号须在正确的位置',
    en: 'the amount should be in yuan, above zero and no finer than a fen, with thousands separators in their places',
  },
});

const amountReason = (profile: BankProfile, amountFen: Fen | undefined): string =>
  amountFen === undefined
    ? AMOUNT_FORMS[formOf(profile)]
    : say(`金额超过${profile.name}的单笔上限`, `the amount exceeds what ${profile.name} takes a line`);

function lineOf(profile: BankProfile, cells: ReturnCells, amountFen: Fen | undefined): NamedLine {
  const { lineNo, account, payeeName } = cells;
  return {
    lineNo: Number(lineNo),
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(account === undefined ? {} : { account }),
    ...(payeeName === undefined ? {} : { payeeName }),
    ...answerOf(profile, cells),
  };
}

function duplicateFaults(lines: readonly NamedLine[], firstRow: number): readonly ReturnFault[] {
  const seen = new Map<number, number>();
  return lines.flatMap(({ lineNo }, index) => {
    const earlier = seen.get(lineNo);
    if (earlier === undefined) seen.set(lineNo, index + firstRow);
    if (earlier === undefined) return [];
    const at = { row: index + firstRow, column: say('序号', 'number'), value: String(lineNo) };
    return [
      returnFault(
        'return_duplicate_line',
        at,
        say(`序号 ${lineNo} 与第 ${earlier} 行重复`, `the number ${lineNo} is on line ${earlier} already`),
      ),
    ];
  });
}
