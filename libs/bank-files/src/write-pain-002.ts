import { plainYuan, sumFenExact } from '@fenming/money';
import { encodeText } from './encoding';
import { endToEndStart, NAMESPACE, PAIN_001, XML_DECLARATION } from './pain-001';
import type { AnsweredLine, ReturnHead } from './return-line';
import { element, xmlText } from './xml';

const PAIN_002 = 'pain.002.001.10';
/** AddtlInf is Max105Text. */
const MAX_ADDITIONAL = 105;

/** A customer payment status report over every transaction of one file. */
export function writePain002({ batchNo, answeredAt }: ReturnHead, lines: readonly AnsweredLine[]): Buffer {
  if (answeredAt === undefined) throw new Error('A status report tells when it was made');
  const statuses = totalsByStatus(lines);
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

function totalsByStatus(lines: readonly AnsweredLine[]): ReadonlyMap<string, StatusTotals> {
  const statuses = [...new Set(lines.map(({ code }) => statusOf(code)))].toSorted();
  const totals = statuses.map((status): [string, StatusTotals] => {
    const some = lines.filter(({ code }) => statusOf(code) === status);
    return [status, { count: String(some.length), sum: plainYuan(sumFenExact(some.map(({ amountFen }) => amountFen))) }];
  });
  return new Map(totals);
}
