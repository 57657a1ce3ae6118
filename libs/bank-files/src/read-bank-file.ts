import { say } from '@fenming/language';
import { type Fen, sumFen } from '@fenming/money';
import { readAmount, type AmountUnit } from './amount-text';
import { fileRows, sealedBy, type Row } from './file-rows';
import { endToEndStart } from './pain-001';
import type { BankProfile, LineField, RecordProfile } from './profile';
import { textRecords, type Cells, type TextRecord } from './text-record';
import { readXml, type XmlElement } from './xml';
import { decodeXml } from './xml-encoding';

export type ReceivedPayment = {
  readonly lineNo: number;
  readonly payeeName: string;
  readonly account: string;
  readonly amountFen: Fen;
  readonly remark: string;
};
/** `batchNo` is the number of the file (see fileNumber); empty where the bank's files do not carry it. */
export type ReceivedFile = { readonly batchNo: string; readonly payments: readonly ReceivedPayment[] };

/** Reads the county's file as the bank would, and throws an Error for one that its bank would refuse: the simulated bank and the tests stand on this side. */
export function readBankFile(profile: BankProfile, bytes: Buffer): ReceivedFile {
  return profile.layout === 'iso20022' ? readPain001(bytes) : readRecords(profile, bytes);
}

function readRecords(profile: RecordProfile, bytes: Buffer): ReceivedFile {
  const rows = fileRows(profile, bytes);
  if ('code' in rows) throw new Error(rows.reason);
  const records = textRecords(profile);
  const header = cutOne(records.header, rows[0]);
  const trailer = cutOne(records.trailer, rows.at(-1));
  const first = (records.header === undefined ? 0 : 1) + (profile.titleRow === undefined ? 0 : 1);
  const details = rows.slice(first, records.trailer === undefined ? undefined : -1);
  if (trailer.digest !== undefined && !sealedBy(trailer.digest, details, profile, records.payment))
    throw new Error(say('明细与末行的校验值不符', 'the checksums of the lines and of the last line do not agree'));
  const payments = details.map(({ text }) => received(profile, records.payment.cut(text) ?? refused(records.payment, text)));
  const { count, sum } = { ...trailer, ...header };
  return { batchNo: header.batchNo ?? '', payments: counted(payments, count, readOptional(profile.amounts, sum)) };
}

/** A record that the bank's files do not have is nothing; one that they have must stand there. */
function cutOne<Field extends string>(record: TextRecord<Field> | undefined, row: Row | undefined): Cells<Field> {
  const none: Partial<Record<Field, string>> = {};
  return record === undefined ? none : (record.cut(row?.text ?? '') ?? refused(record, row?.text ?? ''));
}

function refused(record: TextRecord<string>, row: string): never {
  throw new Error(record.mismatch(row));
}

function readPain001(bytes: Buffer): ReceivedFile {
  const message = readXml(textOf(bytes)).children[0];
  const batchNo = textAt(message, 'GrpHdr', 'MsgId');
  const transfers =
    message?.children.find(({ name }) => name === 'PmtInf')?.children.filter(({ name }) => name === 'CdtTrfTxInf') ?? [];
  const payments = transfers.map((transfer) =>
    received(
      { amounts: 'yuan' },
      {
        lineNo: textAt(transfer, 'PmtId', 'EndToEndId').slice(endToEndStart(batchNo).length),
        payeeName: textAt(transfer, 'Cdtr', 'Nm'),
        account: textAt(transfer, 'CdtrAcct', 'Id', 'Othr', 'Id'),
        amount: textAt(transfer, 'Amt', 'InstdAmt'),
        remark: textAt(transfer, 'RmtInf', 'Ustrd'),
      },
    ),
  );
  const sum = readAmount('yuan', textAt(message, 'GrpHdr', 'CtrlSum'));
  return { batchNo, payments: counted(payments, textAt(message, 'GrpHdr', 'NbOfTxs'), sum) };
}

function textOf(bytes: Buffer): string {
  const decoded = decodeXml(bytes);
  if ('why' in decoded) throw new Error(decoded.why);
  return decoded.text;
}

function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return path.reduce((at, step) => at?.children.find(({ name }) => name === step), element)?.text ?? '';
}

function received({ amounts }: Pick<RecordProfile, 'amounts'>, cells: Cells<LineField>): ReceivedPayment {
  const { lineNo = '', payeeName = '', account = '', amount = '', remark = '' } = cells;
  const amountFen = readAmount(amounts, amount);
  if (amountFen === undefined) throw new Error(say(`序号 ${lineNo} 的金额不对`, `the amount of line number ${lineNo} is wrong`));
  return { lineNo: Number(lineNo), payeeName, account, amountFen, remark };
}

const readOptional = (amounts: AmountUnit, text: string | undefined): Fen | undefined =>
  text === undefined ? undefined : readAmount(amounts, text);

/** Totals that the bank's files do not state are not compared. */
function counted(
  payments: readonly ReceivedPayment[],
  count: string | undefined,
  sum: Fen | undefined,
): readonly ReceivedPayment[] {
  const found = { count: String(payments.length), sum: sumFen(payments.map(({ amountFen }) => amountFen)) };
  if (found.count !== (count ?? found.count) || found.sum !== (sum ?? found.sum))
    throw new Error(say('笔数域或金额域与合计不符', 'the counts or amounts do not agree with the totals'));
  return payments;
}
