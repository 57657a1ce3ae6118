import { fen } from '@fenming/money';
import type { BankProfile } from './profile';

/** The bank of the demo county: invented, in the shape that agent banks' own manuals describe (domain.md section 5.3). */
export const DEMO_BANK: BankProfile = {
  id: 'DEMO_BANK',
  name: '示例县农村商业银行',
  encoding: 'gb18030',
  delimiter: '|',
  lineEnd: '\r\n',
  fileName: 'DF_{batchNo}.txt',
  header: ['batchNo', 'count', 'sum', 'paidFor'],
  fields: ['lineNo', 'payeeName', 'account', 'amount', 'remark'],
  trailerTitle: '文件校验',
  maxLines: 20_000,
  maxAmountFen: fen(100_000_000),
  maxRemarkLength: 40,
  returnHeader: [
    'batchNo',
    'count',
    'settledCount',
    'failedCount',
    'unknownCount',
    'sum',
    'settledSum',
    'failedSum',
    'unknownSum',
  ],
  returnFields: ['lineNo', 'amount', 'code', 'text'],
  settledCode: '0000',
  returnCodes: {
    '1001': 'NAME_MISMATCH',
    '1002': 'NO_ACCOUNT',
    '1003': 'CLOSED',
    '1004': 'FROZEN',
    '1005': 'NOT_ACTIVATED',
    '1006': 'ID_MISMATCH',
    '2001': 'FORMAT',
    '2002': 'LIMIT',
    '9999': 'UNKNOWN',
  },
};
