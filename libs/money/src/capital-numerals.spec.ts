import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { capitalNumerals, fen, MoneyError, parseYuan } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

/** Zeros are what goes wrong here, so amounts are drawn digit by digit with many of them. */
const anyAmount = fc
  .array(fc.constantFrom(...Array.from('000001234567890')), { minLength: 1, maxLength: 18 })
  .map((digits) => BigInt(digits.join('')));

/** Reads capital numerals back to fen, by its own simple grammar. */
function readBack(text: string): bigint {
  const match = /^(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?整?$/u.exec(text);
  if (!match) throw new Error(`Unreadable: ${text}`);
  const [, yuan = '零', jiao = '零', cents = '零'] = match;
  return readWhole(yuan) * 100n + readWhole(jiao) * 10n + readWhole(cents);
}

function readWhole(text: string): bigint {
  for (const [sign, size] of [
    ['亿', 10n ** 8n],
    ['万', 10n ** 4n],
    ['仟', 1000n],
    ['佰', 100n],
    ['拾', 10n],
  ] as const) {
    // prettier-ignore
    const [upper, lower] = [text.slice(0, Math.max(0, text.lastIndexOf(sign))), text.slice(text.lastIndexOf(sign) + 1)];
    if (text.includes(sign)) return readWhole(upper) * size + readWhole(lower);
  }
  const digits = text.replaceAll('零', '');
  return digits === '' ? 0n : BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(digits));
}

describe('capital numerals on vouchers (人民币大写)', () => {
  it.each([
    ['13,813,520.00', '壹仟叁佰捌拾壹万叁仟伍佰贰拾元整'],
    ['3,360,560.00', '叁佰叁拾陆万零伍佰陆拾元整'],
    ['6,473,280.00', '陆佰肆拾柒万叁仟贰佰捌拾元整'],
    ['3,703,680.00', '叁佰柒拾万叁仟陆佰捌拾元整'],
    ['276,000.00', '贰拾柒万陆仟元整'],
    ['960.00', '玖佰陆拾元整'],
    ['552.00', '伍佰伍拾贰元整'],
    ['10.00', '壹拾元整'],
    ['0.00', '零元整'],
  ])('writes the county total %s as %s', (yuan, expected) => {
    expect(capitalNumerals(parseYuan(yuan))).toBe(expected);
  });

  it.each([
    ['1,409.50', '壹仟肆佰零玖元伍角'],
    ['6,007.14', '陆仟零柒元壹角肆分'],
    ['1,680.32', '壹仟陆佰捌拾元零叁角贰分'],
    ['107,000.53', '壹拾万柒仟元零伍角叁分'],
    ['16,409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
  ])('writes the example %s of 支付结算办法 as %s', (yuan, expected) => {
    expect(capitalNumerals(parseYuan(yuan))).toBe(expected);
  });

  it.each([
    ['0.05', '伍分'],
    ['0.50', '伍角'],
    ['0.53', '伍角叁分'],
    ['100.05', '壹佰元零伍分'],
    ['1,001.00', '壹仟零壹元整'],
    ['1,010.00', '壹仟零壹拾元整'],
    ['10,001.00', '壹万零壹元整'],
    ['10,010,001.00', '壹仟零壹万零壹元整'],
    ['100,000,000.00', '壹亿元整'],
    ['100,000,001.00', '壹亿零壹元整'],
    ['100,001,000.00', '壹亿零壹仟元整'],
    ['100,010,000.00', '壹亿零壹万元整'],
    ['1,010,000,000.00', '壹拾亿壹仟万元整'],
    ['1,000,000,000,000.00', '壹万亿元整'],
    ['1,000,100,000,000.00', '壹万零壹亿元整'],
    ['90,071,992,547,409.91', '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('writes %s as %s', (yuan, expected) => {
    expect(capitalNumerals(parseYuan(yuan))).toBe(expected);
  });

  it('refuses negative amounts and amounts that have no reading', () => {
    expect(() => capitalNumerals(fen(-1))).toThrow(MoneyError);
    expect(() => capitalNumerals(10n ** 18n)).toThrow(MoneyError);
    expect(capitalNumerals(10n ** 18n - 1n)).toContain('玖分');
  });

  it('can be read back to the same fen', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(readBack(capitalNumerals(amount))).toBe(amount);
      }),
      { numRuns },
    );
  });

  it('never doubles 零, never ends a group with it, and writes 整 exactly when there is neither 角 nor 分', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        const text = capitalNumerals(amount);
        expect(text).not.toMatch(/零零|零[万亿角分]|.零元|^零[^元]/);
        expect(text.endsWith('整')).toBe(amount % 100n === 0n);
        expect(text).toMatch(/^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+$/);
      }),
      { numRuns },
    );
  });
});
