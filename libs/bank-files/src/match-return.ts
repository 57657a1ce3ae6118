import { say } from '@fenming/language';
import { type Fen, formatYuan, sumFenExact } from '@fenming/money';
import { payeeDiffers } from './payee-match';
import { returnFault, type ReturnFault } from './return-fault';
import { returnTotals, type ReturnLine, type NamedLine } from './return-line';
import type { BankReturn } from './read-bank-return';
import { TOTAL_TITLES, totalMismatch, totalText } from './return-totals';
import type { TotalField } from './profile';

/** One line as it was sent. `answered` is for people: since when, and as what, it has had its final answer. */
export type SentLine = {
  readonly amountFen: Fen;
  readonly account?: string;
  readonly payeeName?: string;
  readonly answered?: string;
};
/** `faults` are the first of `total`. */
export type ReturnMatch =
  | { readonly ok: true; readonly lines: readonly ReturnLine[] }
  | { readonly ok: false; readonly faults: readonly ReturnFault[]; readonly total: number };
/** What is compared of a return; the rest of it says nothing about the lines. */
export type ReturnToMatch = Pick<BankReturn, 'lines'> & Partial<Pick<BankReturn, 'firstRow' | 'unnamed' | 'ofWhole'>>;

/**
 * Compares a return with what was sent (by line number): every line that waits for its answer must be answered once, with its own amount, and with its
 * own account and name where the bank repeats them; then these are the answers, those included that a return gives without naming the line. Codes:
 * `return_unknown_line`, `return_answered_line`, `return_duplicate_line`, `return_wrong_amount`, `return_wrong_payee`, and `control_total_mismatch`
 * when lines are missing or the bank has counted otherwise.
 */
export function matchReturn(sent: ReadonlyMap<number, SentLine>, read: ReturnToMatch): ReturnMatch {
  const matching = matchInSteps(sent, read);
  for (;;) {
    const step = matching.next();
    if (step.done === true) return step.value;
  }
}

const LINES_PER_STEP = 500;
const MOST_FAULTS = 1_000;

/** The same, with a pause after every few hundred lines for whoever has others to answer meanwhile. */
export function* matchInSteps(sent: ReadonlyMap<number, SentLine>, read: ReturnToMatch): Generator<void, ReturnMatch> {
  const named = new Set<number>();
  const paid: ReturnLine[] = [];
  const faults: ReturnFault[] = [];
  let total = 0;
  const note = (fault: ReturnFault): void => {
    total += 1;
    if (total <= MOST_FAULTS) faults.push(fault);
  };
  for (const [index, line] of read.lines.entries()) {
    const place = { row: index + (read.firstRow ?? 2), repeated: named.has(line.lineNo) };
    named.add(line.lineNo);
    const before = sent.get(line.lineNo);
    const fault = before === undefined ? unknownLine(line, place) : lineFault(line, before, place);
    if (fault !== undefined) note(fault);
    else if (before !== undefined) paid.push({ ...line, amountFen: before.amountFen });
    if (index % LINES_PER_STEP === LINES_PER_STEP - 1) yield;
  }
  const waiting = [...sent].filter(([lineNo, { answered }]) => answered === undefined && !named.has(lineNo));
  if (read.unnamed === undefined && waiting.length > 0) note(missingLines(sent, waiting));
  if (total > 0) return { ok: false, faults, total };
  const lines = [...paid, ...waiting.map(([lineNo, line]) => unnamedLine(lineNo, line, read))];
  const wrong = wholeFaults(sent, read, { lines, unnamed: waiting.length });
  return wrong.length === 0 ? { ok: true, lines } : { ok: false, faults: wrong, total: wrong.length };
}

function unnamedLine(lineNo: number, { amountFen }: SentLine, { unnamed }: ReturnToMatch): ReturnLine {
  const { count: _, ...answer } = unnamed ?? { outcome: 'unknown' as const, reason: 'UNKNOWN' as const };
  return { lineNo, amountFen, ...answer };
}

type Place = { readonly row: number; readonly repeated: boolean };

const numberAt = (lineNo: number, row: number) => ({ row, column: say('序号', 'number'), value: String(lineNo) });

const unknownLine = ({ lineNo }: NamedLine, { row }: Place): ReturnFault =>
  returnFault(
    'return_unknown_line',
    numberAt(lineNo, row),
    say(`送盘文件里没有序号 ${lineNo}`, `the bank file has no line number ${lineNo}`),
  );

/** A line that was sent; without a fault it is answered for exactly what was sent, whether the bank repeats the amount or not. */
function lineFault(line: NamedLine, sent: SentLine, { row, repeated }: Place): ReturnFault | undefined {
  const { lineNo, amountFen } = line;
  const number = numberAt(lineNo, row);
  if (repeated)
    return returnFault(
      'return_duplicate_line',
      number,
      say(`序号 ${lineNo} 出现不止一次`, `the line number ${lineNo} is there more than once`),
    );
  if (sent.answered !== undefined)
    return returnFault(
      'return_answered_line',
      number,
      say(`序号 ${lineNo} ${sent.answered}`, `line number ${lineNo}: ${sent.answered}`),
    );
  if (amountFen !== undefined && amountFen !== sent.amountFen) {
    const amount = { row, column: say('金额', 'amount'), value: formatYuan(amountFen) };
    const reason = say(
      `序号 ${lineNo} 发放 ${formatYuan(sent.amountFen)} 元，回盘为 ${formatYuan(amountFen)} 元`,
      `line number ${lineNo} was sent with ${formatYuan(sent.amountFen)} yuan and comes back with ${formatYuan(amountFen)} yuan`,
    );
    return returnFault('return_wrong_amount', amount, reason);
  }
  const differs = payeeDiffers(line, sent);
  if (differs === undefined) return undefined;
  return returnFault(
    'return_wrong_payee',
    { row, column: differs },
    say(`序号 ${lineNo} 的${differs}与送盘的不是同一个`, `the ${differs} of line number ${lineNo} is not the one that was sent`),
  );
}

function missingLines(sent: ReadonlyMap<number, SentLine>, missing: readonly (readonly [number, SentLine])[]): ReturnFault {
  const named = `${missing
    .slice(0, 10)
    .map(([lineNo]) => lineNo)
    .join('、')}${missing.length > 10 ? say(' 等', ' and others') : ''}`;
  const awaited = [...sent.values()].filter(({ answered }) => answered === undefined).length;
  const at = { row: 1, column: say('总笔数', 'number of lines'), value: String(awaited - missing.length) };
  return returnFault(
    'control_total_mismatch',
    at,
    say(
      `等待结果 ${awaited} 笔，回盘缺 ${missing.length} 笔：序号 ${named}`,
      `${awaited} results are awaited, and the return lacks ${missing.length}: numbers ${named}`,
    ),
  );
}

type Answered = { readonly lines: readonly ReturnLine[]; readonly unnamed: number };

/** The totals of everything sent; how much of it was settled can be told only where no earlier return has answered. */
function wholeFaults(
  sent: ReadonlyMap<number, SentLine>,
  { ofWhole = {}, unnamed }: ReturnToMatch,
  { lines, unnamed: left }: Answered,
): readonly ReturnFault[] {
  const amounts = [...sent.values()].map(({ amountFen }) => amountFen);
  const { settledCount, settledSum } = returnTotals(lines);
  const isFirst = lines.length === sent.size;
  const found: Partial<Record<TotalField, number>> = {
    count: sent.size,
    sum: Number(sumFenExact(amounts)),
    ...(isFirst ? { settledCount, settledSum } : {}),
  };
  const wrong = (Object.keys(TOTAL_TITLES) as TotalField[]).flatMap((field) => {
    const [stated, counted] = [ofWhole[field], found[field]];
    if (stated === undefined || counted === undefined || stated === counted) return [];
    return [
      totalMismatch(
        field,
        stated,
        say(`按送盘应为 ${totalText(field, counted)}`, `by the bank file it should be ${totalText(field, counted)}`),
      ),
    ];
  });
  if (wrong.length > 0 || unnamed?.count === undefined || unnamed.count === left || !isFirst) return wrong;
  const at = { row: 1, column: say('总笔数', 'number of lines'), value: say(`${unnamed.count} 笔`, `${unnamed.count} lines`) };
  return [
    returnFault(
      'control_total_mismatch',
      at,
      say(
        `回盘没有列出的应有 ${unnamed.count} 笔，按送盘有 ${left} 笔`,
        `there should be ${unnamed.count} lines that the return does not list; by the bank file there are ${left}`,
      ),
    ),
  ];
}
