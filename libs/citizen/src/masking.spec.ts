import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { maskBankAccount, maskCitizenId, maskName, maskPhone } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

describe('masking', () => {
  it.each([
    ['11010519491231002X', '11*************02X'],
    ['340524800101001', '34**********001'],
    ['4.11E+17', '4.***+17'],
    ['12345', '*****'],
    ['', ''],
  ])('shows the citizen id %p as %p', (id, masked) => {
    expect(maskCitizenId(id)).toBe(masked);
  });

  it.each([
    ['9900001234567890128', '***************0128'],
    ['99000012', '****0012'],
    ['9900001', '*******'],
  ])('shows the account %p as %p', (account, masked) => {
    expect(maskBankAccount(account)).toBe(masked);
  });

  it.each([
    ['张三', '张*'],
    ['张小强', '张*强'],
    ['欧阳小明', '欧**明'],
    ['𬱖𫗧', '𬱖*'],
    ['阿依古丽·艾合买提', '阿*******提'],
    ['张', '*'],
    ['', ''],
  ])('shows the name %p as %p', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['13800001234', '138****1234'],
    ['1380000', '*******'],
  ])('shows the phone %p as %p', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it('keeps the length and never shows more than five characters of an id or four of an account', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('0', '5', 'X', '𬱖'), maxLength: 40 }), (text) => {
        for (const [mask, most] of [
          [maskCitizenId, 5],
          [maskBankAccount, 4],
          [maskName, 2],
          [maskPhone, 7],
        ] as const) {
          // prettier-ignore
          const masked = Array.from(mask(text));
          expect(masked).toHaveLength(Array.from(text).length);
          expect(masked.filter((character) => character !== '*').length).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns },
    );
  });
});
