import { fen } from '@fenming/money';
import iconv from 'iconv-lite';
import { ISO_20022_BANK } from './iso-bank';
import { matchReturn, type SentLine } from './match-return';
import { readBankReturn } from './read-bank-return';

const CLOSED = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>';
const amount = (yuan = '960.00'): string => `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${yuan}</InstdAmt></Amt></OrgnlTxRef>`;
const payment = (lineNo: number, inside: string): string =>
  `<TxInfAndSts><OrgnlEndToEndId>R-1-${lineNo}</OrgnlEndToEndId>${inside}</TxInfAndSts>`;
const per = (status: string, count: number, yuan?: string): string =>
  `<NbOfTxsPerSts><DtldNbOfTxs>${count}</DtldNbOfTxs><DtldSts>${status}</DtldSts>${yuan === undefined ? '' : `<DtldCtrlSum>${yuan}</DtldCtrlSum>`}</NbOfTxsPerSts>`;
const SETTLED = payment(1, `<TxSts>ACSC</TxSts>${amount()}`);
const REJECTED = payment(2, `<TxSts>RJCT</TxSts>${CLOSED}${amount()}`);
const TOTALS = '<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>1920.00</OrgnlCtrlSum>';
const COUNTED = per('ACSC', 1, '960.00') + per('RJCT', 1, '960.00');

type Told = { readonly group?: string; readonly payments?: string; readonly declaration?: string };
const report = ({
  group = TOTALS + COUNTED,
  payments = SETTLED + REJECTED,
  declaration = '<?xml version="1.0" encoding="UTF-8"?>',
}: Told = {}) =>
  `${declaration}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>A1</MsgId></GrpHdr>` +
  `<OrgnlGrpInfAndSts><OrgnlMsgId>R-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>` +
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>R-1</OrgnlPmtInfId>${payments}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

const sent = new Map<number, SentLine>(
  [1, 2].map((lineNo) => [lineNo, { amountFen: fen(96_000), account: `990000000000000000${lineNo}` }]),
);
/** What became of both lines, or what keeps the report from being believed. */
const answered = (file: string | Buffer): readonly string[] => {
  const reading = readBankReturn(ISO_20022_BANK, Buffer.from(file));
  if (!reading.ok) return reading.faults.map(({ code, reason }) => `${code} ${reason}`);
  const match = matchReturn(sent, reading);
  if (!match.ok) return match.faults.map(({ code, reason }) => `${code} ${reason}`);
  const inOrder = match.lines.toSorted((one, other) => one.lineNo - other.lineNo);
  return inOrder.map((line) => (line.outcome === 'settled' ? line.outcome : `${line.outcome} ${line.reason}`));
};
const SAME = ['settled', 'failed CLOSED'];
/** Payments in the bank's own namespace, and in that of the message inside the bank's own element: neither answers anything. */
const OWN =
  `<OrgnlPmtInfAndSts xmlns="urn:bank">${payment(1, '<TxSts>RJCT</TxSts>')}</OrgnlPmtInfAndSts>` +
  `<q:x xmlns:q="urn:bank"><OrgnlPmtInfAndSts>${payment(2, '<TxSts>ACSC</TxSts>')}</OrgnlPmtInfAndSts></q:x>`;
const prefixed = (text: string): string => text.replace('xmlns=', 'xmlns:p=').replaceAll(/<(\/?)(?=[A-Z])/g, '<$1p:');

describe('a status report means the same', () => {
  it.each<[string, string | Buffer]>([
    ['as ever', report()],
    ['with a prefix', prefixed(report())],
    [
      'with two prefixes for one namespace',
      prefixed(report()).replace('<p:GrpHdr>', '<q:GrpHdr xmlns:q="urn:x">').replace('</p:GrpHdr>', '</q:GrpHdr>'),
    ],
    ['with a byte order mark', `\uFEFF${report()}`],
    [
      'with comments and instructions',
      report().replace('<Document', '<!-- host --><?host 1?><Document').replace('<TxSts>', '<!-- x --><TxSts>'),
    ],
    ['with CDATA', report().replace('<TxSts>ACSC<', '<TxSts><![CDATA[ACSC]]><')],
    ['with single quotes', report().replaceAll('"', "'")],
    ['with rows and spaces between its elements', report().replaceAll('><', '>\r\n  <')],
    [
      'with spaces in its values and ends',
      `${report().replaceAll('>ACSC<', '> ACSC\n<').replaceAll('</TxSts>', '</TxSts >')}\r\n\u001A`,
    ],
    ['with escaped characters', report().replace('>ACSC<', '>&#65;CS&#x43;<')],
    ['without a declaration', report({ declaration: '' })],
    [
      'in GB18030',
      iconv.encode(
        report({ declaration: '<?xml version="1.0" encoding="GB18030"?>' }).replace(
          CLOSED,
          `${CLOSED.slice(0, -12)}<AddtlInf>账户已销户</AddtlInf></StsRsnInf>`,
        ),
        'gb18030',
      ),
    ],
    ['in GBK', iconv.encode(report({ declaration: "<?xml version='1.0' encoding='gbk' standalone='yes'?>" }), 'gbk')],
    ['in UTF-16', Buffer.from(`\uFEFF${report({ declaration: '<?xml version="1.0" encoding="UTF-16"?>' })}`, 'utf16le')],
    ['in UTF-16 without its mark', Buffer.from(report({ declaration: '<?xml version="1.0" encoding="UTF-16LE"?>' }), 'utf16le')],
    [
      'in UTF-16 of the other byte order without its mark',
      Buffer.from(report({ declaration: '<?xml version="1.0" encoding="UTF-16"?>' }), 'utf16le').swap16(),
    ],
    ['in ASCII', report({ declaration: '<?xml version="1.0" encoding="US-ASCII"?>' })],
    ['in ASCII under the name of a larger set', report({ declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>' })],
    ['in ASCII that was UTF-16 before', report({ declaration: '<?xml version="1.0" encoding="UTF-16"?>' })],
    [
      'with the place of its schema',
      report().replace(
        '<Document',
        '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x x.xsd"',
      ),
    ],
    [
      'with what the bank adds in words of its own',
      report()
        .replace('<TxSts>ACSC', '<q:TxSts xmlns:q="urn:bank">RJCT</q:TxSts><TxSts>ACSC')
        .replace('</CstmrPmtStsRpt>', `<SplmtryData><Envlp>${OWN}</Envlp></SplmtryData></CstmrPmtStsRpt>`),
    ],
    ['with amounts without decimals', report().replaceAll('960.00', '960').replace('1920.00', '1920')],
    ['with one decimal', report().replaceAll('960.00', '960.0')],
    ['with three decimals', report().replaceAll('960.00', '960.000')],
    ['with zeros in front', report().replaceAll('>960.00', '>+00960.00')],
    ['in version 03', report().replace('pain.002.001.10', 'pain.002.001.03')],
    ['in version 14', report().replace('pain.002.001.10', 'pain.002.001.14')],
    ['to the message without its version', report().replace('pain.001.001.09', 'pain.001')],
    ['without counts by status', report({ group: TOTALS })],
    ['with counts by status around the payments', report({ group: TOTALS, payments: COUNTED + SETTLED + REJECTED })],
    ['with counts by status and no sums', report({ group: TOTALS + per('ACSC', 1) + per('RJCT', 1) })],
    ['without control sums', report({ group: '<OrgnlNbOfTxs>2</OrgnlNbOfTxs>' })],
    ['without totals', report({ group: '' })],
    ['without amounts', report().replaceAll(amount(), '')],
    [
      'with the accounts',
      report().replace('</OrgnlTxRef>', '<CdtrAcct><Id><Othr><Id>9900000000000000001</Id></Othr></Id></CdtrAcct></OrgnlTxRef>'),
    ],
    ['as PART with a reason for each', report({ group: `${TOTALS}<GrpSts>PART</GrpSts>` })],
    ['with the credit at the other bank', report().replaceAll('ACSC', 'ACCC')],
    [
      'with the rejection around the reason of one payment',
      report({
        group: TOTALS,
        payments: `${SETTLED}</OrgnlPmtInfAndSts><OrgnlPmtInfAndSts><PmtInfSts>RJCT</PmtInfSts>${payment(2, CLOSED + amount())}`,
      }),
    ],
    [
      'with a status around one that has none of its own',
      report({
        group: TOTALS,
        payments: `<PmtInfSts>ACSC</PmtInfSts>${payment(1, amount())}</OrgnlPmtInfAndSts><OrgnlPmtInfAndSts>${REJECTED}`,
      }),
    ],
  ])('%s', (_, file) => expect(answered(file)).toEqual(SAME));
});

describe('a status report that does not name every payment', () => {
  const naming = (group: string, payments = REJECTED): readonly string[] => answered(report({ group, payments }));

  it.each<[string, string, readonly string[]]>([
    ['nothing of the others', TOTALS, ['unknown UNKNOWN', 'failed CLOSED']],
    ['not even how many there are', '', ['unknown UNKNOWN', 'failed CLOSED']],
    ['that some were accepted', `${TOTALS}<GrpSts>PART</GrpSts>`, ['unknown UNKNOWN', 'failed CLOSED']],
    ['that one was settled', TOTALS + COUNTED, ['settled', 'failed CLOSED']],
    ['that one is pending', TOTALS + per('PDNG', 1) + per('RJCT', 1), ['unknown UNKNOWN', 'failed CLOSED']],
    ['that one was rejected, and not why', TOTALS + per('RJCT', 2), ['unknown UNKNOWN', 'failed CLOSED']],
  ])('says %s', (_, group, outcomes) => expect(naming(group)).toEqual(outcomes));

  it('settles, rejects or leaves open all of them as it says of the whole', () => {
    expect(naming(`${TOTALS}<GrpSts>ACSC</GrpSts>`, '')).toEqual(['settled', 'settled']);
    expect(naming(`${TOTALS}<GrpSts>ACCP</GrpSts>`, '')).toEqual(['unknown UNKNOWN', 'unknown UNKNOWN']);
    expect(naming(`${TOTALS}<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>`, '')).toEqual([
      'failed FORMAT',
      'failed FORMAT',
    ]);
    // A file that the bank has twice is rejected the second time: nobody knows yet what became of the first.
    expect(naming(`${TOTALS}<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf>`, '')).toEqual([
      'unknown UNKNOWN',
      'unknown UNKNOWN',
    ]);
    expect(naming(TOTALS, '<PmtInfSts>ACSC</PmtInfSts>')).toEqual(['settled', 'settled']);
  });

  it('is refused when it contradicts itself, or what was sent', () => {
    expect(naming(`${TOTALS}<GrpSts>ACSC</GrpSts>`)).toEqual([
      'control_total_mismatch 报文写明全部成功，明细里却有不成功的，共 1 笔',
    ]);
    expect(naming(`${TOTALS}<GrpSts>RJCT</GrpSts>`, SETTLED)).toEqual([
      'control_total_mismatch 报文写明全部拒绝，明细里却有成功的，共 1 笔',
    ]);
    for (const group of [TOTALS.replace('>2<', '>3<'), TOTALS.replace('1920.00', '1920.01'), per('ACSC', 2) + per('RJCT', 1)])
      expect(naming(group)).toEqual([expect.stringContaining('control_total_mismatch')]);
    expect(naming(TOTALS + per('ACSC', 2) + per('RJCT', 1))).toEqual([expect.stringContaining('多于总笔数 2')]);
  });
});

const OLD = report()
  .replace('pain.002.001.10', 'pain.002.001.02')
  .replaceAll('CstmrPmtStsRpt>', 'pain.002.001.02>')
  .replaceAll(/<\/?OrgnlPmtInfAndSts>|<OrgnlPmtInfId>R-1<\/OrgnlPmtInfId>/g, '');
/** A rejection where the message has no place for it, under the word that all have been paid. */
const OUTSIDE = report({ group: `${TOTALS}<GrpSts>ACSC</GrpSts>`, payments: '' }).replace(
  '</CstmrPmtStsRpt>',
  `${REJECTED}</CstmrPmtStsRpt>`,
);

describe('a status report is refused', () => {
  it.each<[string, string, string]>([
    ['with a fraction of a fen', report().replaceAll('960.00</InstdAmt', '960.001</InstdAmt'), 'return_amount'],
    [
      'with the account of somebody else',
      report().replace('</OrgnlTxRef>', '<CdtrAcct><Id><Othr><Id>9900000000000000002</Id></Othr></Id></CdtrAcct></OrgnlTxRef>'),
      'return_wrong_payee',
    ],
    ['without its namespace', report().replace(/ xmlns="[^"]+"/, ''), '报文不是付款状态报告'],
    ['of the version before', OLD, '报文是 pain.002.001.02，只读付款状态报告 pain.002.001 的 03 版或以后'],
    ['of another message', report().replace('pain.002.001.10', 'camt.054.001.08'), '报文是 camt.054.001.08，只读付款状态报告'],
    [
      'of the dialect of one country',
      report().replace('pain.002.001', 'pain.002.003'),
      '报文是 pain.002.003.10，只读付款状态报告',
    ],
    ['with a payment outside of what was sent', OUTSIDE, '明细（TxInfAndSts）不在付款信息（OrgnlPmtInfAndSts）之内'],
    ['with two statuses of one payment', report().replace('<TxSts>', '<TxSts>RJCT</TxSts><TxSts>'), '状态（TxSts）写了不止一次'],
    [
      'in an encoding that nobody has agreed on',
      report({ declaration: '<?xml version="1.0" encoding="Big5"?>' }),
      '编码不是 UTF-8',
    ],
    ['cut off', report().slice(0, -20), '文件不完整'],
    [
      'with a payment that has no status at all',
      report({ group: TOTALS, payments: payment(1, amount()) + REJECTED }),
      '结果码为空',
    ],
  ])('%s', (_, file, fault) => expect(answered(file)).toContainEqual(expect.stringContaining(fault)));

  it('whatever its document type would do', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">';
    for (const type of [bomb, outside, '<!DOCTYPE x>'])
      expect(answered(report().replace('<Document', `${type}<Document`))).toEqual([expect.stringContaining('DOCTYPE')]);
  });

  it('when it is deeper than any message, and quickly', () => {
    expect(answered('<a>'.repeat(100_000))).toEqual([expect.stringContaining('嵌套过深')]);
  });

  it('keeps several reasons for one rejection for people: none of them alone decides', () => {
    const both = report().replace(
      CLOSED,
      `${CLOSED}<StsRsnInf><Rsn><Prtry>X1</Prtry></Rsn><AddtlInf>见函</AddtlInf></StsRsnInf>`,
    );
    const reading = readBankReturn(ISO_20022_BANK, Buffer.from(both));
    expect(reading).toMatchObject({
      ok: true,
      lines: [{}, { outcome: 'unknown', bankText: '未登记的结果码 RJCT/AC04/X1：见函' }],
    });
  });
});
