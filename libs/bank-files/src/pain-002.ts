import { type Fen, plainYuan, sumFenExact } from '@fenming/money';
import { readAmount } from './amount-text';
import type { CutReturn, ReturnCells } from './cut-return';
import { decodeText, encodeText } from './encoding';
import { endToEndStart, NAMESPACE, PAIN_001, XML_DECLARATION } from './pain-001';
import type { Iso20022Profile } from './profile';
import type { AnsweredLine, ReturnHead } from './return-line';
import { malformed, returnFault, wholeFile, type ReturnFault } from './return-fault';
import { element, readXml, xmlText, XmlFault, type XmlElement } from './xml';

const PAIN_002 = 'pain.002.001.10';
/** AddtlInf is Max105Text. */
const MAX_ADDITIONAL = 105;

/** A customer payment status report over every transaction of one file. */
export function writePain002({ batchNo, answeredAt }: ReturnHead, lines: readonly AnsweredLine[]): Buffer {
  if (answeredAt === undefined) throw new Error('A status report tells when it was made');
  const statuses = totalsByStatus(lines.map((line) => ({ status: statusOf(line.code), amountFen: line.amountFen })));
  const all = sumFenExact(lines.map((line) => line.amountFen));
  const group =
    element('OrgnlMsgId', xmlText(batchNo)) +
    element('OrgnlMsgNmId', PAIN_001) +
    element('OrgnlNbOfTxs', String(lines.length)) +
    element('OrgnlCtrlSum', plainYuan(all)) +
    [...statuses].map(([status, totals]) => element('NbOfTxsPerSts', statusTotals(status, totals))).join('');
  const header = element('MsgId', xmlText(batchNo)) + element('CreDtTm', answeredAt);
  const start = endToEndStart(batchNo);
  const report = `${element('GrpHdr', header)}\n${element('OrgnlGrpInfAndSts', group)}\n<OrgnlPmtInfAndSts>${element('OrgnlPmtInfId', xmlText(batchNo))}\n`;
  const details = lines.map((line) => transaction(line, start)).join('');
  const text = `${XML_DECLARATION}<Document xmlns="${NAMESPACE}${PAIN_002}"><CstmrPmtStsRpt>${report}${details}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n`;
  return encodeText('utf-8', text);
}

function transaction({ lineNo, amountFen, code, text }: AnsweredLine, start: string): string {
  const [status = '', reason] = code.split('/');
  const because = reason === undefined ? '' : element('Rsn', element('Cd', reason));
  return `${element(
    'TxInfAndSts',
    element('OrgnlEndToEndId', `${start}${lineNo}`) +
      element('TxSts', status) +
      element('StsRsnInf', because + element('AddtlInf', xmlText(Array.from(text).slice(0, MAX_ADDITIONAL).join('')))) +
      element('OrgnlTxRef', element('Amt', `<InstdAmt Ccy="CNY">${plainYuan(amountFen)}</InstdAmt>`)),
  )}\n`;
}

type StatusTotals = { readonly count: string; readonly sum: string };
const statusTotals = (status: string, { count, sum }: StatusTotals): string =>
  element('DtldNbOfTxs', count) + element('DtldSts', status) + element('DtldCtrlSum', sum);
const statusOf = (code: string): string => code.split('/')[0] ?? '';

function totalsByStatus(lines: readonly { status: string; amountFen: Fen }[]): ReadonlyMap<string, StatusTotals> {
  const statuses = [...new Set(lines.map(({ status }) => status))].toSorted();
  const totals = statuses.map((status): [string, StatusTotals] => {
    const some = lines.filter((line) => line.status === status);
    return [status, { count: String(some.length), sum: plainYuan(sumFenExact(some.map(({ amountFen }) => amountFen))) }];
  });
  return new Map(totals);
}

/** Cuts a status report, or says why the message as a whole cannot be read. */
export function cutPain002(profile: Iso20022Profile, bytes: Buffer): CutReturn | ReturnFault {
  const report = readReport(bytes);
  if ('code' in report) return report;
  const group = child(report, 'OrgnlGrpInfAndSts');
  const batchNo = leaf(group, 'OrgnlMsgId');
  if (group === undefined || batchNo === '' || leaf(group, 'OrgnlMsgNmId') !== PAIN_001)
    return malformed(1, `没有原报文标识，或原报文不是 ${PAIN_001}`);
  const transactions = report.children
    .filter(named('OrgnlPmtInfAndSts'))
    .flatMap((each) => each.children.filter(named('TxInfAndSts')));
  const lines = transactions.map((each, index) => transactionCells(each, endToEndStart(batchNo), index + 2));
  const header = { batchNo, count: leaf(group, 'OrgnlNbOfTxs'), sum: leaf(group, 'OrgnlCtrlSum') };
  return { header, lines, faults: statusFaults(group, lines, profile) };
}

function readReport(bytes: Buffer): XmlElement | ReturnFault {
  const text = decodeText('utf-8', bytes);
  if (text === undefined) return wholeFile('return_encoding', '文件不是 UTF-8 编码');
  try {
    const document = readXml(text);
    const [report] = document.children;
    if (
      document.name === 'Document' &&
      document.attributes['xmlns'] === NAMESPACE + PAIN_002 &&
      report?.name === 'CstmrPmtStsRpt'
    )
      return report;
    return wholeFile('return_malformed', `报文不是 ${PAIN_002}`);
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    return wholeFile('return_malformed', `报文第 ${text.slice(0, fault.at).split('\n').length} 行：${fault.message}`);
  }
}

const named =
  (name: string) =>
  (each: XmlElement): boolean =>
    each.name === name;

/** The child of that name, unless it stands there twice: then nobody can say which one counts. */
function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  const found = parent?.children.filter(named(name)) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

const leaf = (parent: XmlElement | undefined, name: string): string => child(parent, name)?.text ?? '';

function transactionCells(transaction: XmlElement, start: string, row: number): ReturnCells | ReturnFault {
  const endToEndId = leaf(transaction, 'OrgnlEndToEndId');
  if (!endToEndId.startsWith(start)) return malformed(row, 'OrgnlEndToEndId 缺失或不属于本报文');
  const amount = child(child(child(transaction, 'OrgnlTxRef'), 'Amt'), 'InstdAmt');
  if (amount?.attributes['Ccy'] !== 'CNY') return malformed(row, '没有人民币原金额 InstdAmt');
  const [status, cause] = [leaf(transaction, 'TxSts'), child(transaction, 'StsRsnInf')];
  const reason = leaf(child(cause, 'Rsn'), 'Cd');
  return {
    lineNo: endToEndId.slice(start.length),
    amount: amount.text,
    code: status === 'RJCT' ? `RJCT/${reason}` : status,
    text: leaf(cause, 'AddtlInf'),
  };
}

/** The bank counts by its own statuses, so a rejection for a reason that nobody has registered still has to add up. */
function statusFaults(group: XmlElement, lines: CutReturn['lines'], { maxAmountFen }: Iso20022Profile): readonly ReturnFault[] {
  const readable = lines.flatMap((line) => {
    const amountFen = 'reason' in line ? undefined : readAmount('yuan', line.amount);
    return 'reason' in line || amountFen === undefined || amountFen > maxAmountFen
      ? []
      : [{ status: statusOf(line.code), amountFen }];
  });
  const counted = totalsByStatus(readable);
  const claimed = group.children
    .filter(named('NbOfTxsPerSts'))
    .map((each) => statusKey(leaf(each, 'DtldSts'), { count: leaf(each, 'DtldNbOfTxs'), sum: leaf(each, 'DtldCtrlSum') }));
  const found = [...counted].map(([status, totals]) => statusKey(status, totals));
  const same = claimed.length === found.length && found.every((key) => claimed.includes(key));
  return same
    ? []
    : [
        returnFault(
          'control_total_mismatch',
          { row: 1, column: '分状态合计' },
          `分状态合计与明细不符，明细为 ${found.join('；')}`,
        ),
      ];
}

const statusKey = (status: string, { count, sum }: StatusTotals): string => `${status} ${count} 笔 ${sum} 元`;
