import { fen } from '@fenming/money';
import type { Iso20022Profile } from './profile';

/** An agent bank that takes ISO 20022 messages: invented. The reasons are of the ISO external code set ExternalStatusReason1Code. */
export const ISO_20022_BANK: Iso20022Profile = {
  id: 'ISO_20022_BANK',
  name: '示例市商业银行',
  layout: 'iso20022',
  fileName: 'pain.001_{batchNo}.xml',
  maxBatchNoLength: 35,
  maxLines: 20_000,
  maxAmountFen: fen(100_000_000),
  maxRemarkLength: 4,
  debtor: { name: '示例县财政局', account: '9900000000000099999', agent: '990000000001' },
  // Settled on the debtor's account, and credited to the creditor's.
  settledCode: ['ACSC', 'ACCC'],
  returnCodes: {
    'RJCT/BE01': 'NAME_MISMATCH',
    'RJCT/AC01': 'NO_ACCOUNT',
    'RJCT/AC04': 'CLOSED',
    'RJCT/AC06': 'FROZEN',
    'RJCT/AG01': 'NOT_ACTIVATED',
    'RJCT/BE17': 'ID_MISMATCH',
    'RJCT/FF01': 'FORMAT',
    'RJCT/AM14': 'LIMIT',
    PDNG: 'UNKNOWN',
    // Received, checked, accepted, under way: none of them says that anybody was paid.
    RCVD: 'UNKNOWN',
    ACTC: 'UNKNOWN',
    ACCP: 'UNKNOWN',
    ACFC: 'UNKNOWN',
    ACWC: 'UNKNOWN',
    ACSP: 'UNKNOWN',
  },
};
