import { fen, type Fen } from '@fenming/money';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { createHash } from 'node:crypto';
import counts from '../../../test/counts.json';
import { DEMO_BANK } from './demo-bank';
import { readBankReturn, type BankReturnReading } from './read-bank-return';
import { returnFault } from './return-fault';
import { REASON_TEXTS, type ReturnReason } from './return-reason';
import type { ReturnLine } from './return-line';
import { writeBankReturn } from './write-bank-return';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };
const head = { batchNo: 'B2023-001' };
const lines: readonly ReturnLine[] = [
  { lineNo: 1, amountFen: fen(96_000), outcome: 'settled', bankText: '成功' },
  { lineNo: 2, amountFen: fen(972_000), outcome: 'failed', reason: 'NAME_MISMATCH', bankText: '户名不符' },
  { lineNo: 3, amountFen: fen(48_000), outcome: 'unknown', reason: 'UNKNOWN', bankText: '通讯超时' },
];
const bytes = writeBankReturn(DEMO_BANK, head, lines);
const text = iconv.decode(bytes, 'gb18030');
const encode = (changed: string): Buffer => iconv.encode(changed, 'gb18030');
/** Changes the records and seals them again: what a bank that counts wrongly would send. */
const resealed = (change: (records: string[]) => string[]): Buffer => {
  const records = change(text.split('\r\n').slice(0, -2));
  const details = records
    .slice(1)
    .map((record) => `${record}\r\n`)
    .join('');
  const digest = createHash('sha256').update(encode(details)).digest('hex');
  return encode(`${records[0]}\r\n${details}文件校验|${digest}\r\n`);
};
const edit = (row: number, from: string, to: string): Buffer =>
  resealed((records) => records.map((record, index) => (index + 1 === row ? record.replace(from, to) : record)));
const faultsOf = (reading: BankReturnReading): { row: number; code: string; value: string; column: string }[] =>
  reading.ok ? [] : [...reading.faults];
const codesOf = (file: Buffer): string[] => faultsOf(readBankReturn(DEMO_BANK, file)).map((fault) => fault.code);

describe('the return file', () => {
  it('tells what became of every line, with control totals over all', () => {
    expect(text.split('\r\n')[0]).toBe('B2023-001|3|1|1|1|11160.00|960.00|9720.00|480.00');
    expect(readBankReturn(DEMO_BANK, bytes)).toMatchObject({
      ok: true,
      batchNo: 'B2023-001',
      lines,
      count: 3,
      sumFen: 1_116_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it('reads back whatever a bank wrote', () => {
    const failed = fc.constantFrom(...(Object.keys(REASON_TEXTS) as ReturnReason[]).filter((reason) => reason !== 'UNKNOWN'));
    const outcome = fc.oneof(
      fc.record({ outcome: fc.constant('settled' as const) }),
      fc.record({ outcome: fc.constant('failed' as const), reason: failed }),
      fc.record({ outcome: fc.constant('unknown' as const), reason: fc.constant('UNKNOWN' as const) }),
    );
    const amount = fc.integer({ min: 1, max: DEMO_BANK.maxAmountFen }).map((value): Fen => fen(value));
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, amount), { minLength: 1, maxLength: 50 }), (drawn) => {
        const sent = drawn.map(([what, amountFen], index): ReturnLine => ({
          ...what,
          lineNo: index + 1,
          amountFen,
          bankText: '见说明',
        }));
        expect(readBankReturn(DEMO_BANK, writeBankReturn(DEMO_BANK, head, sent))).toMatchObject({ ok: true, lines: sent });
      }),
      runs,
    );
  });

  it('counts a result code that nobody has registered as unknown, because asking is safer than paying twice', () => {
    const reading = readBankReturn(DEMO_BANK, edit(3, '1001', '7777').subarray(0));
    expect(faultsOf(reading).every((fault) => fault.code === 'control_total_mismatch')).toBe(true);
    const consistent = resealed((records) => {
      return [
        'B2023-001|3|1|0|2|11160.00|960.00|0.00|10200.00',
        ...records.slice(1).map((record) => record.replace('1001', '7777')),
      ];
    });
    expect(readBankReturn(DEMO_BANK, consistent)).toMatchObject({
      ok: true,
      lines: [
        { outcome: 'settled' },
        { outcome: 'unknown', reason: 'UNKNOWN', bankText: '未登记的结果码 7777：户名不符' },
        { outcome: 'unknown' },
      ],
    });
  });

  it('stars accounts and citizen ids that the bank quotes in its remarks', () => {
    const reading = readBankReturn(DEMO_BANK, edit(3, '户名不符', '账号9900000000000000002户名不符'));
    expect(reading).toMatchObject({ ok: true });
    expect(JSON.stringify(reading)).not.toContain('9900000000000000002');
  });
});

describe('the return file is refused as a whole', () => {
  it.each<[string, Buffer, string, number]>([
    ['its header counts one line too many', edit(1, '|3|', '|4|'), 'control_total_mismatch', 1],
    ['its header sums one fen too much', edit(1, '11160.00', '11160.01'), 'control_total_mismatch', 1],
    ['its header swaps settled and failed', edit(1, '960.00|9720.00', '9720.00|960.00'), 'control_total_mismatch', 1],
    ['a line stands in it twice', resealed((records) => [...records, records[1] ?? '']), 'return_duplicate_line', 5],
    ['an amount has three decimals', edit(3, '9720.00', '9720.000'), 'return_amount', 3],
    ['an amount has a comma', edit(3, '9720.00', '9,720.00'), 'return_amount', 3],
    ['an amount is nothing', edit(3, '9720.00', '0.00'), 'return_amount', 3],
    ['an amount is negative', edit(3, '9720.00', '-9720.00'), 'return_amount', 3],
    ['an amount is above what the bank takes', edit(3, '9720.00', '999999999999.00'), 'return_amount', 3],
    ['a line has no number', edit(4, '3|', '|'), 'return_malformed', 4],
    ['a line has a field too many', edit(4, '3|', '3||'), 'return_malformed', 4],
    ['a line has no result code', edit(2, '0000', ''), 'return_malformed', 2],
    ['the header has a field too few', edit(1, '|480.00', ''), 'return_malformed', 1],
    ['it has no lines', resealed((records) => records.slice(0, 1)), 'return_malformed', 2],
    ['a payment was changed on the way', encode(text.replace('户名不符', '无此账号')), 'return_digest_mismatch', 5],
    ['it was cut within a line', bytes.subarray(0, bytes.length - 100), 'return_truncated', 1],
    ['it was cut between lines', encode(text.split('文件校验')[0] ?? ''), 'return_truncated', 1],
    ['it is empty', Buffer.alloc(0), 'return_truncated', 1],
    ['it is UTF-8', Buffer.from(text, 'utf8'), 'return_encoding', 1],
    ['it has a byte order mark', Buffer.concat([Buffer.from('efbbbf', 'hex'), bytes]), 'return_encoding', 1],
    [
      'it holds bytes of no character',
      Buffer.concat([bytes.subarray(0, 60), Buffer.of(0xff), bytes.subarray(60)]),
      'return_encoding',
      1,
    ],
    ['it is no text at all', createHash('sha512').update('picture').digest(), 'return_encoding', 1],
  ])('when %s', (_, file, code, row) => {
    const faults = faultsOf(readBankReturn(DEMO_BANK, file));
    expect(faults).toContainEqual(expect.objectContaining({ code, row }));
  });

  it('when it has more lines than one file may have', () => {
    const small = { ...DEMO_BANK, maxLines: 2 };
    expect(faultsOf(readBankReturn(small, bytes))).toContainEqual(expect.objectContaining({ code: 'return_too_many_lines' }));
  });

  it('with every wrong row named at once', () => {
    const file = resealed((records) => records.map((record, index) => (index === 0 ? record : record.replace('.00', '.0'))));
    expect(faultsOf(readBankReturn(DEMO_BANK, file)).map((fault) => fault.row)).toEqual([2, 3, 4]);
  });

  it('without repeating a name or an account that slipped into the wrong column', () => {
    const slipped = edit(3, '2|9720.00', '王示例|990000000000');
    expect(faultsOf(readBankReturn(DEMO_BANK, slipped)).map((fault) => fault.value)).toEqual(['***', '************']);
  });

  it.each([
    ['4 笔', '4 笔'],
    ['1,961.00 元', '1,961.00 元'],
    ['王示例 元', '*** *'],
    ['990000000000 笔', '************ *'],
  ])('with the number that it counts, and nothing else: %s', (value, shown) => {
    expect(returnFault('control_total_mismatch', { row: 1, column: '总笔数', value }, '').value).toBe(shown);
  });

  it('whatever single byte of it changed, unless it says the same as before', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const reading = readBankReturn(DEMO_BANK, changed);
        // The batch number is the one field that no total covers; the caller compares it with the batch it sent.
        expect(reading.ok && reading.batchNo === 'B2023-001' ? reading.lines : lines).toEqual(lines);
      }),
      runs,
    );
  });

  it('and never by an exception, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        expect(codesOf(Buffer.from(junk))).not.toEqual([]);
      }),
      runs,
    );
  });
});
