import fc from 'fast-check';
import counts from '../../../../../test/counts.json';
import { IdTable } from './id-table';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

describe('the table of ids', () => {
  it('gives every id one slot from 1, and writes it out again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(fc.uuid(), fc.string({ minLength: 1 })), { maxLength: 2000 }), (ids) => {
        const table = new IdTable();
        expect(ids.map((id) => table.slotOf(id))).toEqual(ids.map((_, at) => at + 1));
        expect(ids.map((id) => table.slotOf(id))).toEqual(ids.map((_, at) => at + 1));
        expect(ids.map((_, at) => table.idOf(at + 1))).toEqual(ids);
        expect(table.size).toBe(ids.length);
      }),
      { numRuns },
    );
  });

  it('keeps apart a hundred thousand ids that follow one another', () => {
    const table = new IdTable();
    const idOf = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
    for (let number = 0; number < 100_000; number += 1) table.slotOf(idOf(number));
    expect(table.size).toBe(100_000);
    expect(table.find(idOf(99_999))).toBe(100_000);
    expect(table.find(idOf(100_000))).toBe(0);
  });
});
