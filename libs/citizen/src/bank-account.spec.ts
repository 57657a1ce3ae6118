import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { type BankAccountReading, readBankAccount } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

function outcome(reading: BankAccountReading): string {
  return reading.ok ? reading.warnings.join() || 'ok' : reading.code;
}

describe('bank accounts', () => {
  it('takes the example of ISO/IEC 7812 without a warning and its neighbour with one', () => {
    expect(readBankAccount('49927398716')).toEqual({ ok: true, account: '49927398716', warnings: [] });
    expect(readBankAccount('49927398717')).toEqual({ ok: true, account: '49927398717', warnings: ['luhn'] });
  });

  it.each([' 9900 0012 3456 7890 128 ', '９９０００01234567890128', "'9900001234567890128", 9900001234567890128n])(
    'repairs the writing of %p',
    (raw) => {
      expect(readBankAccount(raw)).toMatchObject({ ok: true, account: '9900001234567890128' });
    },
  );

  it('takes a number cell that is short enough to be intact', () => {
    expect(readBankAccount(990_000_123_456)).toMatchObject({ ok: true, account: '990000123456' });
  });

  it.each([undefined, null, '', ' \t'])('calls %p missing', (raw) => {
    expect(outcome(readBankAccount(raw))).toBe('account_missing');
  });

  it.each([6.217e18, 1e15, '6.21700E+18', '6.217e18', '6217000012345670000'])('calls %p damaged by a spreadsheet', (raw) => {
    expect(outcome(readBankAccount(raw))).toBe('account_damaged');
  });

  it('only warns about zeros at the end of an account that need not carry a Luhn digit', () => {
    expect(readBankAccount('9900001234567890000')).toMatchObject({ ok: true });
    expect(readBankAccount('990000000000001000')).toMatchObject({ ok: true });
  });

  it.each([
    ['99000012-3456789', 'account_characters'],
    ['9900001234567O0', 'account_characters'],
    ['见存折', 'account_characters'],
    ['990000123', 'account_length'],
    ['9'.repeat(33), 'account_length'],
  ])('refuses %s as %s', (text, code) => {
    expect(outcome(readBankAccount(text))).toBe(code);
  });

  it('warns about every single wrong digit of a card', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
      .map((drawn) => `990000${drawn.join('')}`);
    fc.assert(
      fc.property(digits, fc.nat({ max: 17 }), fc.integer({ min: 1, max: 9 }), (first18, place, shift) => {
        const card =
          Array.from({ length: 10 }, (_, check) => `${first18}${check}`).find(
            (candidate) => outcome(readBankAccount(candidate)) === 'ok',
          ) ?? '';
        const wrong = `${card.slice(0, place)}${(Number(card.charAt(place)) + shift) % 10}${card.slice(place + 1)}`;
        // A wrong digit may turn the invented prefix into a card prefix, where damage is named instead; both are told to the clerk.
        expect(['luhn', 'account_damaged']).toContain(outcome(readBankAccount(wrong)));
      }),
      { numRuns },
    );
  });

  it('never throws and never repeats the account', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' })), (raw) => {
        const reading = readBankAccount(raw);
        if (!reading.ok) expect(`${reading.reason}${reading.hint}`).not.toMatch(/\d{6}/);
      }),
      { numRuns },
    );
  });
});
