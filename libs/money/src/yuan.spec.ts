import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { type Fen, fen, fenText, formatYuan, MoneyError, parseFenText, parseTypedYuan, parseYuan, plainYuan } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyFen = fc.maxSafeInteger().map(fen);

describe('yuan as people type it', () => {
  it.each([
    ['79,680.00元', 7_968_000],
    ['￥７９，６８０．００ 元', 7_968_000],
    [' ¥960 ', 96_000],
    ['-5.20元', -520],
  ])('reads %p as %i fen', (text, expected) => {
    expect(parseTypedYuan(text)).toBe(expected);
  });

  it.each(['', '元', '9元60', '元960', '960万元', '1.005元'])('refuses %p', (text) => {
    expect(() => parseTypedYuan(text)).toThrow(MoneyError);
  });
});

describe('yuan as people write it', () => {
  it.each([
    ['960', 96_000],
    ['960.0', 96_000],
    ['960.00', 96_000],
    ['6,473,280.00', 647_328_000],
    ['0.07', 7],
    ['-5.2', -520],
    ['-0.00', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s as %i fen', (text, expected) => {
    expect(parseYuan(text)).toBe(expected);
  });

  it.each([
    '',
    ' 960',
    '960.',
    '.5',
    '1.005',
    '0960',
    '1,23',
    '12,34,567',
    '1,234567',
    '+1',
    '--1',
    '1e3',
    '960元',
    '９６０',
    'NaN',
    '90071992547409.92',
  ])('refuses %p', (text) => {
    expect(() => parseYuan(text)).toThrow(MoneyError);
  });

  it.each<[Fen | bigint, string, string]>([
    [fen(1_381_352_000), '13,813,520.00', '13813520.00'],
    [fen(0), '0.00', '0.00'],
    [fen(7), '0.07', '0.07'],
    [fen(-123_456), '-1,234.56', '-1234.56'],
    [fen(99_999), '999.99', '999.99'],
    [fen(100_000), '1,000.00', '1000.00'],
    [10n ** 20n, '1,000,000,000,000,000,000.00', '1000000000000000000.00'],
  ])('writes %s fen as %s', (amount, formatted, plain) => {
    expect(formatYuan(amount)).toBe(formatted);
    expect(plainYuan(amount)).toBe(plain);
  });

  it('refuses to print half a fen', () => {
    expect(() => formatYuan(0.5 as Fen)).toThrow(MoneyError);
  });

  it('reads back every amount it writes, with and without commas', () => {
    fc.assert(
      fc.property(anyFen, (amount) => {
        expect(parseYuan(formatYuan(amount))).toBe(amount);
        expect(parseYuan(plainYuan(amount))).toBe(amount);
      }),
      { numRuns },
    );
  });
});

describe('fen in JSON', () => {
  it.each(['', '+5', '05', '-0', '-', '1.0', '1e3', ' 1', '1 ', '9007199254740992'])(
    'refuses %p, which is not canonical or not exact',
    (text) => {
      expect(() => parseFenText(text)).toThrow(MoneyError);
    },
  );

  it('writes sums past the safe integers too', () => {
    expect(fenText(2n ** 60n)).toBe('1152921504606846976');
  });

  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(anyFen, (amount) => {
        expect(parseFenText(fenText(amount))).toBe(amount);
      }),
      { numRuns },
    );
  });
});
