import { readBankAccount, type BankAccount } from '@fenming/citizen';
import { fen, parseYuan } from '@fenming/money';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { createHash } from 'node:crypto';
import counts from '../../../test/counts.json';
import { DEMO_BANK } from './demo-bank';
import type { PaymentLine } from './payment-line';
import { writeBankFile } from './write-bank-file';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };
const head = { batchNo: 'B2023-001', paidFor: '2023年奖扶' };
const account = (text: string): BankAccount => {
  const reading = readBankAccount(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.account;
};
const line = (lineNo: number, change: Partial<PaymentLine> = {}): PaymentLine => ({
  lineNo,
  account: account(`99000000000000${String(lineNo).padStart(5, '0')}`),
  payeeName: '王示例',
  amountFen: fen(96_000),
  remark: '奖扶',
  ...change,
});
const refusedAs = (code: string): Error => expect.objectContaining({ name: 'BankFileError', code }) as Error;

describe('the file for the bank', () => {
  it('is a header with control totals, one record per payment, and a trailer that seals the payments', () => {
    const file = writeBankFile(DEMO_BANK, head, [line(1), line(2, { payeeName: '欧阳·示例𠮷', amountFen: fen(48_005) })]);
    const payments = '1|王示例|9900000000000000001|960.00|奖扶\r\n' + '2|欧阳·示例𠮷|9900000000000000002|480.05|奖扶\r\n';
    const digest = createHash('sha256').update(iconv.encode(payments, 'gb18030')).digest('hex');
    expect(iconv.decode(file.bytes, 'gb18030')).toBe(`B2023-001|2|1440.05|2023年奖扶\r\n${payments}文件校验|${digest}\r\n`);
    expect(file).toMatchObject({ fileName: 'DF_B2023-001.txt', count: 2, sumFen: 144_005 });
    expect(file.sha256).toBe(createHash('sha256').update(file.bytes).digest('hex'));
  });

  it('has no byte order mark, no thousands comma, and the same bytes each time', () => {
    const write = (): Buffer => writeBankFile(DEMO_BANK, head, [line(1, { amountFen: fen(12_345_678) })]).bytes;
    expect(write().equals(write())).toBe(true);
    expect(write().subarray(0, 9).toString('latin1')).toBe('B2023-001');
    expect(write().includes('123456.78')).toBe(true);
  });

  it('states exactly the count and the sum of its payments', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: DEMO_BANK.maxAmountFen }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (all) => {
        const file = writeBankFile(
          DEMO_BANK,
          head,
          all.map((amount, index) => line(index + 1, { amountFen: fen(amount) })),
        );
        const [first, ...rest] = iconv
          .decode(file.bytes, 'gb18030')
          .split('\r\n')
          .map((record) => record.split('|'));
        const written = rest.slice(0, -2).map((record) => parseYuan(record[3] ?? ''));
        expect(written).toEqual(all);
        expect(parseYuan(first?.[2] ?? '')).toBe(all.reduce((sum, amount) => sum + amount, 0));
        expect([first?.[1], file.count]).toEqual([String(all.length), all.length]);
      }),
      runs,
    );
  });

  it('carries the citizen id for a bank whose layout asks for it, and is refused without one', () => {
    const asking = { ...DEMO_BANK, fields: [...DEMO_BANK.fields, 'citizenId' as const] };
    expect(() => writeBankFile(asking, head, [line(1)])).toThrow(refusedAs('field'));
  });

  it('can be summed exactly even when it is full', () => {
    expect(Number.isSafeInteger(DEMO_BANK.maxLines * DEMO_BANK.maxAmountFen)).toBe(true);
  });
});

describe('a bank file is not written', () => {
  it('with more payments than the bank takes: the batch must be split', () => {
    const small = { ...DEMO_BANK, maxLines: 2 };
    expect(writeBankFile(small, head, [line(1), line(2)]).count).toBe(2);
    expect(() => writeBankFile(small, head, [line(1), line(2), line(3)])).toThrow(refusedAs('too_many_lines'));
    expect(() => writeBankFile(small, head, [line(1), line(2), line(3)])).toThrow('每个文件最多 2 笔，请把批次拆分');
  });

  it('without any payment', () => {
    expect(() => writeBankFile(DEMO_BANK, head, [])).toThrow(refusedAs('no_lines'));
  });

  it.each([0, -1, 1.5, Number.NaN])('with line number %p', (lineNo) => {
    expect(() => writeBankFile(DEMO_BANK, head, [{ ...line(1), lineNo }])).toThrow(refusedAs('line_number'));
  });

  it('with one line number twice, because the return could not be told apart', () => {
    expect(() => writeBankFile(DEMO_BANK, head, [line(1), line(2), line(1)])).toThrow(refusedAs('line_number'));
  });

  it.each([0, -96_000, DEMO_BANK.maxAmountFen + 1])('with an amount of %p fen', (amount) => {
    expect(() => writeBankFile(DEMO_BANK, head, [line(1, { amountFen: fen(amount) })])).toThrow(refusedAs('amount'));
  });

  it.each(['王|示例', '王\r\n2', '', ' 王示例', '王示例\t', '王\u2028示例', '王\uD800'])(
    'with the name %j, which would break the record',
    (payeeName) => {
      expect(() => writeBankFile(DEMO_BANK, head, [line(1, { payeeName })])).toThrow(refusedAs('field'));
    },
  );

  it('with a name that its message would repeat', () => {
    expect(() => writeBankFile(DEMO_BANK, head, [line(1, { payeeName: '王|示例' })])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('王') as string }) as Error,
    );
  });

  it.each([
    { batchNo: '../B1', paidFor: '奖扶' },
    { batchNo: '', paidFor: '奖扶' },
    { batchNo: 'B1', paidFor: '奖|扶' },
  ])('under the heading %j', (wrong) => {
    expect(() => writeBankFile(DEMO_BANK, wrong, [line(1)])).toThrow(refusedAs('head'));
  });

  it('with a remark longer than a passbook prints', () => {
    expect(() => writeBankFile(DEMO_BANK, head, [line(1, { remark: '育儿补贴费' })])).toThrow(refusedAs('field'));
  });
});
