import { fen } from '@fenming/money';
import iconv from 'iconv-lite';
import { DEMO_BANK } from './demo-bank';
import { POSTAL_FIXED } from './postal-fixed';
import { readBankReturn, type BankReturnReading } from './read-bank-return';
import type { ReturnLine } from './return-line';
import { writeBankReturn } from './write-bank-return';

const lines: readonly ReturnLine[] = [
  { lineNo: 1, amountFen: fen(96_000), outcome: 'settled', bankText: '成功' },
  { lineNo: 2, amountFen: fen(96_000), outcome: 'failed', reason: 'NAME_MISMATCH', bankText: '户名不符' },
  { lineNo: 3, amountFen: fen(96_000), outcome: 'unknown', reason: 'UNKNOWN', bankText: '通讯超时' },
];
const bytes = writeBankReturn(DEMO_BANK, { batchNo: 'R-1' }, lines);
const changed = (change: (text: string) => string, from = bytes): Buffer =>
  iconv.encode(change(iconv.decode(from, 'gb18030')), 'gb18030');
const faultsOf = (reading: BankReturnReading): readonly string[] =>
  reading.ok ? [] : reading.faults.map(({ code, row, reason }) => `${code}@${row} ${reason}`);

describe("a bank's return is read although", () => {
  it.each<[string, (text: string) => string]>([
    ['it ends with Ctrl-Z', (text) => `${text}\u001A`],
    ['it ends with Ctrl-Z after a blank row', (text) => `${text}\r\n\u001A\r\n`],
    ['it ends with Ctrl-Z in its last row', (text) => `${text.trimEnd()}\u001A`],
    ['it ends with blank rows', (text) => `${text}\r\n\r\n  \r\n`],
    ['its last row has no line end', (text) => text.trimEnd()],
    ['its line ends are LF', (text) => text.replaceAll('\r\n', '\n')],
    ['its line ends are CR', (text) => text.replaceAll('\r\n', '\r')],
    ['its line ends are mixed', (text) => text.replace('\r\n', '\n')],
    ['its carriage returns are doubled', (text) => text.replaceAll('\r\n', '\r\r\n')],
    ['its digest is in capitals', (text) => text.replace(/[0-9a-f]{64}/, (digest) => digest.toUpperCase())],
    ['spaces stand at the end of its first and last row', (text) => text.replace('\r\n', '  \r\n').replace(/\r\n$/, ' \t\r\n')],
  ])('%s', (_, change) => {
    expect(readBankReturn(DEMO_BANK, changed(change))).toMatchObject({ ok: true, batchNo: 'R-1', lines });
    const fixed = writeBankReturn(POSTAL_FIXED, { batchNo: 'R-1' }, lines);
    expect(readBankReturn(POSTAL_FIXED, changed(change, fixed))).toMatchObject({ ok: true, batchNo: 'R-1', lines });
  });

  it('it was sealed with LF and travelled as CRLF, or the other way round', () => {
    for (const lineEnd of ['\r\n', '\n'] as const) {
      const written = writeBankReturn({ ...DEMO_BANK, lineEnd }, { batchNo: 'R-1' }, lines);
      const travelled = changed((text) => text.replaceAll(/\r?\n/g, lineEnd === '\n' ? '\r\n' : '\n'), written);
      expect(readBankReturn(DEMO_BANK, travelled)).toMatchObject({ ok: true, lines });
    }
  });

  it('it begins with the byte order mark of its own encoding', () => {
    const utf8 = { ...DEMO_BANK, encoding: 'utf-8' as const };
    const marked = Buffer.concat([Buffer.from('efbbbf', 'hex'), writeBankReturn(utf8, { batchNo: 'R-1' }, lines)]);
    expect(readBankReturn(utf8, marked)).toMatchObject({ ok: true, batchNo: 'R-1', lines });
  });
});

describe("a bank's return is refused, whatever it ends with, when", () => {
  it.each<[string, (text: string) => string, string]>([
    ['a payment was changed', (text) => `${text.replace('户名不符', '无此账号')}\u001A`, 'return_digest_mismatch@5'],
    [
      'a payment was changed and its line ends too',
      (text) => text.replace('户名不符', '无此账号').replaceAll('\r', ''),
      'return_digest_mismatch@5',
    ],
    ['a null character stands in it', (text) => text.replace('户名', '户\0'), 'return_malformed@3 行内有空字符（NUL）'],
    ['a null character stands at its end', (text) => `${text}\0`, 'return_malformed@6 行内有空字符（NUL）'],
    ['Ctrl-Z stands in its middle', (text) => text.replace('\r\n2|', '\u001A\r\n2|'), 'return_malformed@2 行内有控制字符'],
    ['its digest is that of nothing', (text) => text.replace(/[0-9a-f]{64}/, '0'.repeat(64)), 'return_digest_mismatch@5'],
    [
      'its last row has more than its digest',
      (text) => text.replace('文件校验|', '文件校验|3|960.00|'),
      'return_malformed@5 末行',
    ],
    ['only Ctrl-Z is left of it', () => '\u001A', 'return_truncated@1 文件是空的'],
  ])('%s', (_, change, fault) => {
    expect(faultsOf(readBankReturn(DEMO_BANK, changed(change)))).toContainEqual(expect.stringContaining(fault));
  });
});

describe('a file made to keep the reader busy', () => {
  it('is refused at once', () => {
    for (const filler of [' ', '\r', '\n', '\t', '|', '0', '\u001A'])
      for (const profile of [DEMO_BANK, POSTAL_FIXED])
        expect(readBankReturn(profile, Buffer.from(`${filler.repeat(300_000)}x`)).ok).toBe(false);
  });
});

describe('a code that the county has not registered', () => {
  /** Three lines of 960 yuan, without a digest: the head is the bank's own count. */
  const plain = { ...DEMO_BANK, returnTrailer: [] };
  const read = (head: string, ...codes: readonly string[]) =>
    readBankReturn(
      plain,
      iconv.encode([head, ...codes.map((code, i) => `${i + 1}|960.00|${code}|x`), ''].join('\r\n'), 'gb18030'),
    );
  const [all, two, one, none] = ['2880.00', '1920.00', '960.00', '0.00'];

  it('makes its line unknown and no other, whichever way the bank counts it', () => {
    for (const head of [
      `R-1|3|1|1|1|${all}|${one}|${one}|${one}`,
      `R-1|3|2|0|1|${all}|${two}|${none}|${one}`,
      `R-1|3|1|0|2|${all}|${one}|${none}|${two}`,
    ])
      expect(read(head, '0000', '7777', '9999')).toMatchObject({
        ok: true,
        lines: [{ outcome: 'settled' }, { outcome: 'unknown', unregistered: '7777' }, { outcome: 'unknown', reason: 'UNKNOWN' }],
      });
  });

  it('does not open the head to other numbers', () => {
    for (const head of [
      `R-1|3|0|2|1|${all}|${none}|${two}|${one}`,
      `R-1|3|1|1|0|${all}|${one}|${one}|${none}`,
      `R-1|3|1|1|1|${all}|${one}|${two}|${one}`,
      `R-1|3|2|1|1|${all}|${two}|${one}|${one}`,
      `R-1|4|1|2|1|${all}|${one}|${one}|${one}`,
    ])
      expect(faultsOf(read(head, '0000', '7777', '9999'))).toContainEqual(expect.stringContaining('control_total_mismatch@1'));
  });

  it("is told with the two numbers in people's words", () => {
    expect(faultsOf(read(`R-1|3|2|1|0|${all}|${one}|${one}|${none}`, '0000', '1001', '0000'))).toEqual([
      'control_total_mismatch@1 回盘的成功金额写 960.00 元，按明细应为 1,920.00 元',
    ]);
  });

  it('is not needed by a bank that counts what it does not know among its failures', () => {
    const counting = { ...plain, returnHeader: ['batchNo', 'settledCount', 'failedCount'] as const };
    const file = (head: string) => iconv.encode(`${head}\r\n1|960.00|0000|x\r\n2|960.00|9999|x\r\n`, 'gb18030');
    expect(readBankReturn(counting, file('R-1|1|1'))).toMatchObject({ ok: true });
    expect(readBankReturn(counting, file('R-1|0|2')).ok).toBe(false);
  });
});
