import { say } from '@fenming/language';
import { readAmount } from './amount-text';
import { answerOf } from './answer-code';
import type { CutReturn, ReturnCells, Unnamed } from './cut-return';
import { endToEndStart, NAMESPACE } from './pain-001';
import { settledCodes, type Iso20022Profile } from './profile';
import { malformed, returnFault, wholeFile, type ReturnFault } from './return-fault';
import { claimsOf, leftOver, statusFaults, type Claims, type NamedStatus } from './status-totals';
import { child, leaf, named, readXml, XmlFault, type XmlElement } from './xml';
import { decodeXml } from './xml-encoding';

/** Versions 03 and later have the same elements; what a bank's version adds to them is not read. Those before have others, in other places. */
const REPORT = new RegExp(`^${NAMESPACE}pain\\.002\\.001\\.(?:0[3-9]|[1-9]\\d)$`);
const MESSAGE = new RegExp(`^${NAMESPACE}([a-z]{4}\\.\\d{3}\\.\\d{3}\\.\\d{2})$`);
/** Where the payments stand; anywhere else they would be lost, and what the report says of the whole would count for them. */
const AROUND: Readonly<Record<string, string>> = { TxInfAndSts: 'OrgnlPmtInfAndSts', OrgnlPmtInfAndSts: 'CstmrPmtStsRpt' };
const ANSWERED = /^pain\.001(?:\.001\.\d{2})?$/;

/** One payment of a report, its amount in yuan; a status that it leaves out is that of the payments around it, or of the whole, for its own reason. */
type Transaction = {
  readonly endToEndId: string;
  readonly code: string;
  readonly reason: string;
  readonly text: string;
  readonly amount?: string;
  readonly account?: string;
  readonly fault?: string;
};
type Report = {
  readonly group: XmlElement;
  readonly payments: readonly XmlElement[];
  readonly transactions: readonly Transaction[];
};

/** Cuts a status report, or says why the message as a whole cannot be read. */
export function cutPain002(profile: Iso20022Profile, bytes: Buffer): CutReturn | ReturnFault {
  const report = readReport(bytes);
  if ('reason' in report) return report;
  const { group, payments, transactions } = report;
  const batchNo = leaf(group, 'OrgnlMsgId');
  const claims = claimsOf(group, payments);
  if ('reason' in claims) return claims;
  const start = endToEndStart(batchNo);
  const lines = transactions.map((each, index) => cellsOf(each, start, index + 2));
  const [count, sum] = [leaf(group, 'OrgnlNbOfTxs'), leaf(group, 'OrgnlCtrlSum')];
  const whole = codeOf(group) === '' && payments.length === 1 ? (payments[0] ?? group) : group;
  const heard = {
    profile,
    claims,
    lines: transactions.map(statusOf),
    stated: /^\d{1,9}$/.test(count) ? Number(count) : undefined,
  };
  const unnamed = unnamedOf(whole, heard);
  return {
    header: { batchNo, ...(count === '' ? {} : { count }), ...(sum === '' ? {} : { sum }) },
    lines,
    faults: [...statusFaults(claims, heard.lines, heard.stated), ...contradictions(whole, heard)],
    firstRow: 2,
    ...(unnamed === undefined ? {} : { unnamed }),
  };
}

function readReport(bytes: Buffer): Report | ReturnFault {
  const decoded = decodeXml(bytes);
  if ('why' in decoded) return wholeFile('return_encoding', decoded.why);
  const transactions: Transaction[] = [];
  const payments: XmlElement[] = [];
  let ofPayment: Transaction[] = [];
  let misplaced = false;
  const take = (element: XmlElement, around: string): boolean => {
    misplaced ||= (AROUND[element.name] ?? around) !== around;
    if (element.name === 'TxInfAndSts') ofPayment.push(transactionOf(element));
    else if (element.name === 'OrgnlPmtInfAndSts') {
      payments.push(element);
      transactions.push(...ofPayment.map((each) => within(element, each)));
      ofPayment = [];
    } else return false;
    return true;
  };
  try {
    const document = readXml(decoded.text, take);
    const [root] = document.children;
    const group = child(root, 'OrgnlGrpInfAndSts');
    if (document.name !== 'Document' || !REPORT.test(document.namespace) || root?.name !== 'CstmrPmtStsRpt')
      return otherMessage(document.namespace);
    if (misplaced)
      return malformed(
        1,
        say(
          '有明细（TxInfAndSts）不在付款信息（OrgnlPmtInfAndSts）之内，无法确认答复的是哪些',
          'there are lines (TxInfAndSts) outside the payment information (OrgnlPmtInfAndSts), so nobody knows what they answer',
        ),
      );
    if (leaf(group, 'OrgnlMsgId') === '' || group === undefined || !ANSWERED.test(leaf(group, 'OrgnlMsgNmId')))
      return malformed(
        1,
        say(
          '没有原报文标识（OrgnlMsgId），或原报文不是付款指令（pain.001）',
          'there is no id of the original message (OrgnlMsgId), or it is no payment instruction (pain.001)',
        ),
      );
    return { group, payments, transactions: transactions.map((each) => within(group, each)) };
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    return wholeFile(
      'return_malformed',
      say(`报文第 ${fault.line} 行：${fault.message}`, `line ${fault.line} of the message: ${fault.message}`),
    );
  }
}

function otherMessage(namespace: string): ReturnFault {
  const message = MESSAGE.exec(namespace)?.[1];
  if (message === undefined || REPORT.test(namespace))
    return wholeFile(
      'return_malformed',
      say(
        '报文不是付款状态报告（pain.002.001，03 版或以后）',
        'the message is no payment status report (pain.002.001, version 03 or later)',
      ),
    );
  return wholeFile(
    'return_malformed',
    say(
      `报文是 ${message}，只读付款状态报告 pain.002.001 的 03 版或以后，请银行改发`,
      `the message is ${message}; only payment status reports pain.002.001 from version 03 are read: have the bank send that`,
    ),
  );
}

/** A payment without a status of its own, under the status of what stands around it. */
function within(around: XmlElement, payment: Transaction): Transaction {
  if (payment.code !== '') return payment;
  const code = codeOf(around);
  const own = payment.reason !== '' && code.startsWith('RJCT');
  return { ...payment, code: own ? `RJCT/${payment.reason}` : code, text: payment.text || textOf(around) };
}

const STATUS: Readonly<Record<string, string>> = {
  TxInfAndSts: 'TxSts',
  OrgnlPmtInfAndSts: 'PmtInfSts',
  OrgnlGrpInfAndSts: 'GrpSts',
};

/** The status of a payment, of several or of all; that of a rejection with its reason. */
function codeOf(element: XmlElement): string {
  const status = leaf(element, STATUS[element.name] ?? '');
  const reason = status === 'RJCT' ? reasonOf(element) : '';
  return reason === '' ? status : `${status}/${reason}`;
}

/** Reasons that differ together are one that nobody has registered. */
function reasonOf(element: XmlElement): string {
  const reasons = element.children
    .filter(named('StsRsnInf'))
    .map((each) => child(each, 'Rsn'))
    .map((reason) => leaf(reason, 'Cd') || leaf(reason, 'Prtry'))
    .filter((reason) => reason !== '');
  return [...new Set(reasons)].join('/');
}

const textOf = (element: XmlElement): string =>
  element.children
    .filter(named('StsRsnInf'))
    .flatMap((each) => each.children.filter(named('AddtlInf')))
    .map(({ text }) => text)
    .join('；');

function transactionOf(element: XmlElement): Transaction {
  const reference = child(element, 'OrgnlTxRef');
  const amounts = child(reference, 'Amt')?.children.filter(named('InstdAmt')) ?? [];
  const account = leaf(child(child(child(reference, 'CdtrAcct'), 'Id'), 'Othr'), 'Id');
  const fault = transactionFault(element, amounts);
  return {
    endToEndId: leaf(element, 'OrgnlEndToEndId'),
    code: codeOf(element),
    reason: reasonOf(element),
    text: textOf(element),
    ...(amounts[0] === undefined ? {} : { amount: amounts[0].text }),
    ...(account === '' ? {} : { account }),
    ...(fault === undefined ? {} : { fault }),
  };
}

function transactionFault(element: XmlElement, amounts: readonly XmlElement[]): string | undefined {
  if (element.children.filter(named('TxSts')).length > 1)
    return say('状态（TxSts）写了不止一次', 'the status (TxSts) is written more than once');
  const inYuan = amounts.every(({ attributes }) => attributes['Ccy'] === 'CNY');
  return amounts.length > 1 || !inYuan
    ? say(
        '原金额（InstdAmt）不是人民币，或写了不止一次',
        'the original amount (InstdAmt) is not in renminbi, or is written more than once',
      )
    : undefined;
}

function cellsOf(transaction: Transaction, start: string, row: number): ReturnCells | ReturnFault {
  const { endToEndId, fault, reason: _, ...cells } = transaction;
  if (!endToEndId.startsWith(start))
    return malformed(
      row,
      say(
        '这一笔没有原端到端标识（OrgnlEndToEndId），或不属于所答复的送盘文件',
        'this line has no end-to-end id (OrgnlEndToEndId), or none of the bank file it answers',
      ),
    );
  return fault === undefined ? { ...cells, lineNo: endToEndId.slice(start.length) } : malformed(row, fault);
}

type Heard = {
  readonly profile: Iso20022Profile;
  readonly claims: Claims;
  readonly lines: readonly NamedStatus[];
  readonly stated: number | undefined;
};

const statusOf = ({ code, amount }: Transaction): NamedStatus => ({
  status: code.split('/')[0] ?? '',
  amountFen: amount === undefined ? undefined : readAmount('decimal', amount),
});

/**
 * What became of the payments that a report does not name: what its counts by status leave open, or what it says of them all (ISO 20022, GrpSts and
 * PmtInfSts). PART says nothing of any one of them, and acceptance is no settlement.
 */
function unnamedOf(whole: XmlElement, { profile, claims, lines, stated }: Heard): Unnamed | undefined {
  if (stated !== undefined && lines.length >= stated) return undefined;
  const left = leftOver(claims, lines);
  const count = stated === undefined ? left.count : stated - lines.length;
  const counted = claims.size === 0 && stated === undefined ? {} : { count };
  const code = claims.size === 0 ? codeOf(whole) : left.count === count ? codeUnder(left.status, whole) : '';
  if (code === '' || code === 'PART') return { outcome: 'unknown', reason: 'UNKNOWN', bankText: notNamed(), ...counted };
  return {
    ...answerOf(profile, {
      code,
      text: textOf(whole) || say(`${notNamed()}，只答复了整份文件`, `${notNamed()}, it answers the file as a whole`),
    }),
    ...counted,
  };
}

const notNamed = (): string => say('回盘没有列出这一笔', 'the return does not list this line');

/** Only a rejection of all says why. */
const codeUnder = (status: string | undefined, whole: XmlElement): string =>
  status === 'RJCT' && codeOf(whole).startsWith('RJCT') ? codeOf(whole) : (status ?? '');

/** A report that says one thing of all its payments and another of one of them is not to be believed in either. */
function contradictions(whole: XmlElement, { profile, lines }: Heard): readonly ReturnFault[] {
  const status = codeOf(whole).split('/')[0] ?? '';
  const settled = lines.filter((line) => settledCodes(profile).includes(line.status)).length;
  const others = settledCodes(profile).includes(status) ? lines.length - settled : status === 'RJCT' ? settled : 0;
  if (others === 0) return [];
  const said =
    status === 'RJCT'
      ? say('全部拒绝，明细里却有成功的', 'refused as a whole, while some lines succeeded')
      : say('全部成功，明细里却有不成功的', 'successful as a whole, while some lines did not succeed');
  return [
    returnFault(
      'control_total_mismatch',
      { row: 1, column: say('整体状态', 'overall status') },
      say(`报文写明${said}，共 ${others} 笔`, `the message says ${said}, for ${others} lines`),
    ),
  ];
}
