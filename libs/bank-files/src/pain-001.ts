import { dateOf } from '@fenming/calendar';
import { plainYuan } from '@fenming/money';
import { fileNumber, releaseInstant, shortened, type BankFileHead, type AnnouncedFile } from './bank-file-head';
import { breaksText } from './encoding';
import type { FileLayout } from './file-layout';
import { refuseField, type PaymentLine } from './payment-line';
import type { Iso20022Profile } from './profile';
import { element, xmlText } from './xml';

export const PAIN_001 = 'pain.001.001.09';
export const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
// Max140Text.
const MAX_NAME = 140;
// Max35Text less a dash and nine digits of the line number.
const MAX_END_TO_END_START = 25;

/** What EndToEndId starts with; the line number follows. `messageId` is that of the file. */
export const endToEndStart = (messageId: string): string => `${shortened(messageId, MAX_END_TO_END_START)}-`;

/** A customer credit transfer initiation with one PmtInf. The elements stand in the order of the schema pain.001.001.09. */
export function pain001(profile: Iso20022Profile, head: BankFileHead, announced: AnnouncedFile): FileLayout {
  const messageId = fileNumber(profile, head.batchNo, announced);
  const start = endToEndStart(messageId);
  return {
    encoding: 'utf-8',
    start: opening(profile, head, { ...announced, messageId }),
    payment: (line) => payment(line, start),
    end: () => '</PmtInf></CstmrCdtTrfInitn></Document>\n',
  };
}

function opening(
  { debtor }: Iso20022Profile,
  head: BankFileHead,
  { messageId, count, sumFen }: AnnouncedFile & { messageId: string },
): string {
  const at = releaseInstant(head);
  const totals = element('NbOfTxs', xmlText(String(count))) + element('CtrlSum', xmlText(plainYuan(sumFen)));
  const name = element('Nm', xmlText(debtor.name));
  const group = element('MsgId', xmlText(messageId)) + element('CreDtTm', xmlText(at)) + totals + element('InitgPty', name);
  const payer =
    element('Dbtr', name) +
    element('DbtrAcct', element('Id', element('Othr', element('Id', xmlText(debtor.account))))) +
    element('DbtrAgt', element('FinInstnId', clearingMember(debtor.agent)));
  const payments =
    `${element('PmtInfId', xmlText(messageId))}<PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${totals}` +
    `<PmtTpInf><CtgyPurp><Cd>GOVT</Cd></CtgyPurp></PmtTpInf>${element('ReqdExctnDt', element('Dt', dateOf(at)))}${payer}`;
  return `${XML_DECLARATION}<Document xmlns="${NAMESPACE}${PAIN_001}"><CstmrCdtTrfInitn>${element('GrpHdr', group)}\n<PmtInf>${payments}\n`;
}

const clearingMember = (agent: string): string =>
  element('ClrSysMmbId', '<ClrSysId><Cd>CNAPS</Cd></ClrSysId>' + element('MmbId', xmlText(agent)));

const TEXTS = ['payeeName', 'account', 'remark'] as const;

function payment(line: PaymentLine, start: string): string {
  const { lineNo, payeeName, account, amountFen, remark } = line;
  if (payeeName.length > MAX_NAME) refuseField(lineNo, 'payeeName', 'too_wide');
  for (const field of TEXTS) if (line[field] === '' || breaksText(line[field])) refuseField(lineNo, field, 'breaks');
  return (
    `<CdtTrfTxInf><PmtId><EndToEndId>${start}${lineNo}</EndToEndId></PmtId>` +
    `<Amt><InstdAmt Ccy="CNY">${plainYuan(amountFen)}</InstdAmt></Amt><Cdtr><Nm>${xmlText(payeeName)}</Nm></Cdtr>` +
    `<CdtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>${xmlText(remark)}</Ustrd></RmtInf></CdtTrfTxInf>\n`
  );
}
