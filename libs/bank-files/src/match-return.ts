import { type Fen, formatYuan } from '@fenming/money';
import { returnFault, type ReturnFault } from './return-fault';
import type { ReturnLine } from './return-line';

export type ReturnMatch = { readonly ok: true } | { readonly ok: false; readonly faults: readonly ReturnFault[] };

/**
 * Compares a return with what was sent (line number → amount): every line sent must be answered once, with its own amount.
 * Codes: `return_unknown_line`, `return_duplicate_line`, `return_wrong_amount`, and `control_total_mismatch` when lines are missing.
 */
export function matchReturn(sent: ReadonlyMap<number, Fen>, lines: readonly ReturnLine[]): ReturnMatch {
  const answered = new Set<number>();
  const faults = lines.flatMap((line, index) => {
    const found = lineFault(line, sent.get(line.lineNo), { row: index + 2, repeated: answered.has(line.lineNo) });
    answered.add(line.lineNo);
    return found === undefined ? [] : [found];
  });
  const missing = [...sent.keys()].filter((lineNo) => !answered.has(lineNo));
  if (missing.length > 0) faults.push(missingLines(sent.size, missing));
  return faults.length === 0 ? { ok: true } : { ok: false, faults };
}

function lineFault(
  line: ReturnLine,
  sentFen: Fen | undefined,
  place: { row: number; repeated: boolean },
): ReturnFault | undefined {
  const number = { row: place.row, column: '序号', value: String(line.lineNo) };
  if (sentFen === undefined) return returnFault('return_unknown_line', number, `批次里没有序号 ${line.lineNo}`);
  if (place.repeated) return returnFault('return_duplicate_line', number, `序号 ${line.lineNo} 出现不止一次`);
  if (line.amountFen === sentFen) return undefined;
  const amount = { row: place.row, column: '金额', value: formatYuan(line.amountFen) };
  return returnFault(
    'return_wrong_amount',
    amount,
    `序号 ${line.lineNo} 发放 ${formatYuan(sentFen)} 元，回单为 ${formatYuan(line.amountFen)} 元`,
  );
}

function missingLines(sentCount: number, missing: readonly number[]): ReturnFault {
  const named = `${missing.slice(0, 10).join('、')}${missing.length > 10 ? ' 等' : ''}`;
  const at = { row: 1, column: '总笔数', value: String(sentCount - missing.length) };
  return returnFault('control_total_mismatch', at, `发出 ${sentCount} 笔，回单缺 ${missing.length} 笔：序号 ${named}`);
}
