import { type Fen, sumFen } from '@fenming/money';
import { readAmount } from './amount-text';
import { decodeText } from './encoding';
import { endToEndStart } from './pain-001';
import type { BankProfile, RecordProfile } from './profile';
import { detailDigest, rowsOf } from './return-records';
import { textRecords } from './text-record';
import { readXml, type XmlElement } from './xml';

export type ReceivedPayment = {
  readonly lineNo: number;
  readonly payeeName: string;
  readonly account: string;
  readonly amountFen: Fen;
  readonly remark: string;
};
/** `batchNo` is the number of the file (see fileNumber). */
export type ReceivedFile = { readonly batchNo: string; readonly payments: readonly ReceivedPayment[] };

/** Reads the county's file as the bank would, and throws an Error for one that its bank would refuse: the simulated bank and the tests stand on this side. */
export function readBankFile(profile: BankProfile, bytes: Buffer): ReceivedFile {
  return profile.layout === 'iso20022' ? readPain001(bytes) : readRecords(profile, bytes);
}

function readRecords(profile: RecordProfile, bytes: Buffer): ReceivedFile {
  const rows = rowsOf(profile, bytes);
  if ('code' in rows) throw new Error(rows.reason);
  const records = textRecords(profile);
  const [header, trailer] = [records.header.cut(rows.header), records.trailer.cut(rows.trailer)];
  if (header === undefined || trailer?.digest !== detailDigest(profile, rows.details)) throw new Error('首行或末行不符');
  const payments = rows.details.map((row) => {
    const cells = records.payment.cut(row);
    if (cells === undefined) throw new Error(records.payment.mismatch(row));
    return received({ ...cells, amountFen: readAmount(profile.amounts, cells.amount) });
  });
  return { batchNo: header.batchNo, payments: counted(payments, header.count, readAmount(profile.amounts, header.sum)) };
}

function readPain001(bytes: Buffer): ReceivedFile {
  const message = readXml(decodeText('utf-8', bytes) ?? '').children[0];
  const batchNo = textAt(message, 'GrpHdr', 'MsgId');
  const transfers =
    message?.children.find(({ name }) => name === 'PmtInf')?.children.filter(({ name }) => name === 'CdtTrfTxInf') ?? [];
  const payments = transfers.map((transfer) =>
    received({
      lineNo: textAt(transfer, 'PmtId', 'EndToEndId').slice(endToEndStart(batchNo).length),
      payeeName: textAt(transfer, 'Cdtr', 'Nm'),
      account: textAt(transfer, 'CdtrAcct', 'Id', 'Othr', 'Id'),
      amountFen: readAmount('yuan', textAt(transfer, 'Amt', 'InstdAmt')),
      remark: textAt(transfer, 'RmtInf', 'Ustrd'),
    }),
  );
  const sum = readAmount('yuan', textAt(message, 'GrpHdr', 'CtrlSum'));
  return { batchNo, payments: counted(payments, textAt(message, 'GrpHdr', 'NbOfTxs'), sum) };
}

function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return path.reduce((at, step) => at?.children.find(({ name }) => name === step), element)?.text ?? '';
}

type Cells = Omit<ReceivedPayment, 'lineNo' | 'amountFen'> & { readonly lineNo: string; readonly amountFen: Fen | undefined };

function received({ lineNo, payeeName, account, amountFen, remark }: Cells): ReceivedPayment {
  if (amountFen === undefined) throw new Error(`序号 ${lineNo} 的金额不对`);
  return { lineNo: Number(lineNo), payeeName, account, amountFen, remark };
}

function counted(payments: readonly ReceivedPayment[], count: string, sum: Fen | undefined): readonly ReceivedPayment[] {
  const same = String(payments.length) === count && sumFen(payments.map(({ amountFen }) => amountFen)) === sum;
  if (!same) throw new Error('笔数域或金额域与合计不符');
  return payments;
}
