import { fen } from '@fenming/money';
import type { FixedProfile } from './profile';

/** A postal savings branch: invented. Fixed width, record types 1, 2 and 9, amounts in fen; it compares the citizen id with its own book. */
export const POSTAL_FIXED: FixedProfile = {
  id: 'POSTAL_FIXED',
  name: '示例县邮政储蓄支行',
  layout: 'fixed',
  encoding: 'gb18030',
  lineEnd: '\n',
  amounts: 'fen',
  fileName: 'PSDF{date}.{batchNo}.dat',
  maxBatchNoLength: 40,
  maxLines: 50_000,
  maxAmountFen: fen(100_000_000),
  maxRemarkLength: 4,
  header: {
    type: '1',
    columns: [
      { field: 'batchNo', width: 40, as: 'text' },
      { field: 'date', width: 8, as: 'number' },
      { field: 'part', width: 4, as: 'number' },
      { field: 'parts', width: 4, as: 'number' },
      { field: 'count', width: 8, as: 'number' },
      { field: 'sum', width: 16, as: 'number' },
      { field: 'paidFor', width: 60, as: 'text' },
    ],
  },
  payment: {
    type: '2',
    columns: [
      { field: 'lineNo', width: 8, as: 'number' },
      { field: 'account', width: 32, as: 'text' },
      { field: 'payeeName', width: 120, as: 'text' },
      { field: 'citizenId', width: 18, as: 'text' },
      { field: 'amount', width: 12, as: 'number' },
      { field: 'remark', width: 16, as: 'text' },
    ],
  },
  trailer: {
    type: '9',
    columns: [
      { field: 'count', width: 8, as: 'number' },
      { field: 'sum', width: 16, as: 'number' },
      { field: 'digest', width: 64, as: 'text' },
    ],
  },
  returnHeader: {
    type: '1',
    columns: [
      { field: 'batchNo', width: 40, as: 'text' },
      { field: 'count', width: 8, as: 'number' },
      { field: 'sum', width: 16, as: 'number' },
      { field: 'settledCount', width: 8, as: 'number' },
      { field: 'settledSum', width: 16, as: 'number' },
      { field: 'failedCount', width: 8, as: 'number' },
      { field: 'failedSum', width: 16, as: 'number' },
      { field: 'unknownCount', width: 8, as: 'number' },
      { field: 'unknownSum', width: 16, as: 'number' },
    ],
  },
  returnLine: {
    type: '2',
    columns: [
      { field: 'lineNo', width: 8, as: 'number' },
      { field: 'amount', width: 12, as: 'number' },
      { field: 'code', width: 6, as: 'text' },
      { field: 'text', width: 60, as: 'text' },
    ],
  },
  returnTrailer: { type: '9', columns: [{ field: 'digest', width: 64, as: 'text' }] },
  settledCode: '000000',
  returnCodes: {
    P10001: 'NO_ACCOUNT',
    P10002: 'NAME_MISMATCH',
    P10003: 'ID_MISMATCH',
    P20001: 'CLOSED',
    P20002: 'FROZEN',
    P20003: 'NOT_ACTIVATED',
    P30001: 'FORMAT',
    P30002: 'LIMIT',
    P99999: 'UNKNOWN',
  },
};
