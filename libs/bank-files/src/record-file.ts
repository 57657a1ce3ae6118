import { say } from '@fenming/language';
import { amountText } from './amount-text';
import { BankFileError } from './bank-file-error';
import { fileNumber, releaseDate, type BankFileHead, type AnnouncedFile } from './bank-file-head';
import type { FileLayout } from './file-layout';
import { refuseField, type PaymentLine } from './payment-line';
import { isConstant, type Constant, type HeaderField, type LineField, type RecordProfile, type TrailerField } from './profile';
import { textRecords } from './text-record';

/** A delimited or fixed-width file. Throws BankFileError when the head does not fit the bank's header. */
export function recordFile(profile: RecordProfile, head: BankFileHead, announced: AnnouncedFile): FileLayout {
  const records = textRecords(profile);
  const totals = { count: String(announced.count), sum: amountText(profile.amounts, announced.sumFen) };
  const opening: Record<Exclude<HeaderField, Constant>, () => string> = {
    batchNo: () => fileNumber(profile, head.batchNo, announced),
    count: () => totals.count,
    sum: () => totals.sum,
    paidFor: () => head.paidFor,
    part: () => String(announced.part),
    parts: () => String(announced.parts),
    date: () => releaseDate(head),
  };
  const closing = (digest: string): Record<TrailerField, string> => ({ ...totals, digest });
  return {
    encoding: profile.encoding,
    start:
      (records.header?.write((field) => (isConstant(field) ? field.slice(1) : opening[field]()), refuseHead) ?? '') +
      titleRow(profile),
    payment: (line) =>
      records.payment.write(
        (field) => paymentText(profile, line, field),
        (field, because) => refuseField(line.lineNo, field, because),
      ),
    end: (digest) => records.trailer?.write((field) => closing(digest)[field], refuseHead) ?? '',
  };
}

const titleRow = ({ titleRow: titles, lineEnd }: RecordProfile): string => (titles === undefined ? '' : titles + lineEnd);

function paymentText({ amounts }: RecordProfile, line: PaymentLine, field: LineField): string {
  if (isConstant(field)) return field.slice(1);
  switch (field) {
    case 'lineNo':
      return String(line.lineNo);
    case 'amount':
      return amountText(amounts, line.amountFen);
    case 'payeeName':
    case 'account':
    case 'remark':
      return line[field];
    case 'citizenId':
      return line.citizenId ?? '';
  }
}

function refuseHead(): never {
  throw new BankFileError(
    'head',
    say(
      '批次号、用途或合计不合银行首行、末行的格式或长度',
      'the batch number, the purpose or a total does not fit the first or last line of the bank',
    ),
  );
}
