import type { PaymentLine } from './payment-line';
import { accountOf, CITIZEN_ID } from './bank-files.fixture';
import { fen } from '@fenming/money';

/** A bank as plain as they come: totals on top of the file sent, nothing but payments in the one that comes back, and words for codes. */
export const PLAIN_BANK = `id: PLAIN_BANK
name: 示例镇农商银行
layout: delimited
encoding: gb18030
lineEnd: "\\r\\n"
amounts: yuan
fileName: "DF{batchNo}.txt"
maxBatchNoLength: 40
maxLines: 5000
maxAmountFen: 100000000
maxRemarkLength: 10
delimiter: "|"
header: [count, sum]
fields: [lineNo, account, payeeName, amount, remark]
returnFields: [lineNo, account, payeeName, amount, code, text]
settledCode: 成功
returnCodes: { 户名不符: NAME_MISMATCH, 账户已销户: CLOSED, 其他: UNKNOWN }
`;

/** Fixed width without record types or digest: a code that says only whether, a column that says why, several codes for success, a row of titles. */
export const WORDS_BANK = `id: WORDS_BANK
name: 示例县城市信用社
layout: fixed
encoding: gb18030
lineEnd: "\\n"
amounts: fen
fileName: "XY{date}{batchNo}.dat"
maxBatchNoLength: 40
maxLines: 2000
maxAmountFen: 100000000
maxRemarkLength: 4
header:
  columns:
    - { field: batchNo, width: 40, as: text }
    - { field: count, width: 6, as: number }
    - { field: sum, width: 14, as: number }
payment:
  columns:
    - { field: lineNo, width: 6, as: number }
    - { field: payeeName, width: 60, as: text }
    - { field: account, width: 32, as: text }
    - { field: amount, width: 12, as: number }
    - { field: remark, width: 16, as: text }
returnAmounts: yuan-free
returnTitleRows: 1
returnLine:
  columns:
    - { field: ignored, width: 8, as: text }
    - { field: account, width: 32, as: text }
    - { field: lineNo, width: 6, as: number }
    - { field: amount, width: 14, as: text }
    - { field: ignored, width: 3, as: text }
    - { field: code, width: 8, as: text }
    - { field: text, width: 40, as: text }
settledCode: ["1", 成功, 交易成功]
failedCode: ["0", 失败]
returnCodes: { 户名不符: NAME_MISMATCH, 账户冻结: FROZEN, 通讯超时: UNKNOWN }
`;

export const THREE_PAYMENTS: readonly PaymentLine[] = ['王示例', '李示例', '欧阳·示例'].map((payeeName, index) => ({
  lineNo: index + 1,
  account: accountOf(`990000000000000000${index + 1}`),
  payeeName,
  citizenId: CITIZEN_ID,
  amountFen: fen(96_000),
  remark: '奖扶',
}));
