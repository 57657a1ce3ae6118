import { Fens, hash32, Ints, Names } from './columns';

describe('columns by slot', () => {
  it('are zero where nothing was written, and grow to any slot', () => {
    const ints = new Ints();
    expect([ints.get(5), ints.get(1_000_000)]).toEqual([0, 0]);
    ints.set(100_000, 7);
    expect(ints.add(100_000, 3)).toBe(10);
    expect([ints.mark(3, 2), ints.mark(3, 4), ints.get(3)]).toEqual([0, 2, 6]);
  });

  it('add amounts exactly', () => {
    const fens = new Fens();
    fens.set(300, 2n ** 60n);
    expect(fens.add(300, 1n)).toBe(2n ** 60n + 1n);
    expect(fens.get(299)).toBe(0n);
  });

  it('number the names that repeat from 1; 0 is nobody', () => {
    const names = new Names();
    expect([names.numberOf('甲'), names.numberOf('乙'), names.numberOf('甲')]).toEqual([1, 2, 1]);
    expect([names.nameOf(2), names.nameOf(0), names.nameOf(9)]).toEqual(['乙', '', '']);
  });

  it('tell texts apart by 32 bits', () => {
    expect(hash32('a')).not.toBe(hash32('b'));
    expect(hash32('')).toBe(hash32(''));
  });
});
