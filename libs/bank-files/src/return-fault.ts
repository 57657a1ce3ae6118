import { withoutPersonalNumbers } from '@fenming/citizen';

/** Why a whole return file is refused; nothing of it is taken over. */
export type ReturnFaultCode =
  | 'return_encoding'
  | 'return_truncated'
  | 'return_malformed'
  | 'return_digest_mismatch'
  | 'return_amount'
  | 'return_too_many_lines'
  | 'return_unknown_line'
  | 'return_duplicate_line'
  | 'return_wrong_amount'
  | 'control_total_mismatch';

/** `row` counts the file's records from 1 (the header); `column`, `reason` and `hint` are Chinese; in `value` letters and long numbers are starred. */
export type ReturnFault = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: ReturnFaultCode;
  readonly reason: string;
  readonly hint: string;
};

/** What to do about each fault: the file is the bank's, so it is the bank that mends it. */
const HINTS: Record<ReturnFaultCode, string> = {
  return_encoding: '请银行按约定编码重新导出，中途不要用其他软件打开另存',
  return_truncated: '请重新下载完整的文件',
  return_malformed: '请银行按约定格式重新导出',
  return_digest_mismatch: '文件在传送中被改动，请向银行重新索取原文件',
  return_amount: '金额应为两位小数、大于零、不带千分位，如 960.00',
  return_too_many_lines: '请核对是否为本批次的回单文件',
  return_unknown_line: '请核对是否为本批次的回单文件',
  return_duplicate_line: '同一笔只能有一个结果，请银行重新出具',
  return_wrong_amount: '回单金额必须与发放金额一致，请向银行查明',
  control_total_mismatch: '请银行核对笔数和金额后重新出具',
};

export function returnFault(
  code: ReturnFaultCode,
  at: { row: number; column: string; value?: string },
  reason: string,
): ReturnFault {
  return {
    row: at.row,
    column: at.column,
    value: shown(at.value ?? ''),
    code,
    reason,
    hint: HINTS[code],
  };
}

/** A file whose columns have slipped shows a name or an account where a number should be; no honest value here has letters or 12 digits in a row. */
function shown(value: string): string {
  const starred = value.replaceAll(/\p{L}|\p{M}|\d{12,}/gu, (found) => '*'.repeat(found.length));
  return withoutPersonalNumbers(starred).slice(0, 40);
}

export function wholeFile(code: 'return_encoding' | 'return_truncated' | 'return_malformed', reason: string): ReturnFault {
  return returnFault(code, { row: 1, column: '文件' }, reason);
}

export function malformed(row: number, reason: string): ReturnFault {
  return returnFault('return_malformed', { row, column: '整行' }, reason);
}
