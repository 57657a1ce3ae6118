import { reworded, say, spoken } from '@fenming/language';
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
  | 'return_answered_line'
  | 'return_duplicate_line'
  | 'return_wrong_amount'
  | 'return_wrong_payee'
  | 'control_total_mismatch';

/** `row` counts the file's records from 1 (the header); `column`, `reason` and `hint` are in the language spoken; in `value` letters and long numbers are starred. */
export type ReturnFault = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: ReturnFaultCode;
  readonly reason: string;
  readonly hint: string;
};

/** What to do about each fault: the file is the bank's, so it is the bank that mends it, unless the profile describes another file. */
const HINTS: Record<ReturnFaultCode, string> = spoken({
  return_encoding: {
    zh: '请用银行给出的原文件，中途不要用其他软件打开另存；编码与约定不同的，请银行重新导出',
    en: 'Use the file as the bank gave it, and do not save it with another program on the way; where its encoding is not the one agreed, have the bank export it again',
  },
  return_truncated: { zh: '请向银行重新下载完整的文件', en: 'Download the whole file from the bank again' },
  return_malformed: {
    zh: '请先核对这家银行的文件格式与此文件是否一致；一致的，请银行重新导出',
    en: 'First check whether the format file of this bank fits this file; if it does, have the bank export it again',
  },
  return_digest_mismatch: {
    zh: '文件在传送中被改动，请向银行重新索取原文件',
    en: 'The file was changed on the way: ask the bank for the original',
  },
  return_amount: {
    zh: '请银行更正；这家银行的金额本来就是这样写的，请管理员更正文件格式里的回盘金额写法',
    en: 'Have the bank correct it; where this bank writes amounts like this, have the administrator correct how amounts come back in its format file',
  },
  return_too_many_lines: { zh: '请核对是否为本批次的回盘文件', en: 'Check whether this is the bank return of this batch' },
  return_unknown_line: { zh: '请核对是否为本批次的回盘文件', en: 'Check whether this is the bank return of this batch' },
  return_answered_line: {
    zh: '这一笔不用再回盘；银行的结果有变的，请向银行要书面说明',
    en: "This line needs no answer any more; where the bank's result has changed, ask the bank for a written explanation",
  },
  return_duplicate_line: {
    zh: '同一笔只能有一个结果，请银行重新出具',
    en: 'A line has one result: have the bank issue the return again',
  },
  return_wrong_amount: {
    zh: '回盘金额必须与发放金额一致，请向银行查明',
    en: 'The amount that comes back has to be the one that was sent: have the bank find out',
  },
  return_wrong_payee: {
    zh: '请核对是否为本批次的回盘文件；是的，请向银行查明款项付给了谁',
    en: 'Check whether this is the bank return of this batch; if it is, have the bank find out whom it paid',
  },
  control_total_mismatch: {
    zh: '请银行核对笔数和金额后重新出具',
    en: 'Have the bank check counts and amounts and issue the return again',
  },
});

export function returnFault(
  code: ReturnFaultCode,
  at: { row: number; column: string; value?: string },
  reason: string,
): ReturnFault {
  return {
    row: at.row,
    column: at.column,
    value: reworded(at.value ?? '', shown),
    code,
    reason,
    hint: HINTS[code],
  };
}

/** A number of payments or an amount, as we write it. */
const COUNTED = /^(?:\d{1,9} (?:笔|lines?)|\d{1,3}(?:,\d{3})*\.\d{2} (?:元|yuan))$/u;

/** A file whose columns have slipped shows a name or an account where a number should be; no honest value here has letters or 12 digits in a row. */
function shown(value: string): string {
  if (COUNTED.test(value)) return value;
  const starred = value.replaceAll(/\p{L}|\p{M}|\d{12,}/gu, (found) => '*'.repeat(found.length));
  return withoutPersonalNumbers(starred).slice(0, 40);
}

export function wholeFile(code: 'return_encoding' | 'return_truncated' | 'return_malformed', reason: string): ReturnFault {
  return returnFault(code, { row: 1, column: say('文件', 'file') }, reason);
}

export function malformed(row: number, reason: string): ReturnFault {
  return returnFault('return_malformed', { row, column: say('整行', 'whole row') }, reason);
}
