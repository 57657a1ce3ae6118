import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { type Fen, fen, MoneyError, type Share, splitByShares, timesFen } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

type Layer = 'central' | 'province' | 'city' | 'county';
const national: Share<Layer>[] = [
  { to: 'central', percent: '60' },
  { to: 'province', percent: '20' },
  { to: 'county', percent: '20' },
];

/** Any split into hundredths of a percent that sums to exactly 100. */
const anyShares = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 0, maxLength: 5 })
  .map((cuts) => [0, ...cuts.toSorted((one, other) => one - other), 10_000])
  .map((cuts) => cuts.slice(1).map((cut, index) => ({ to: `layer${index}`, percent: hundredths(cut - (cuts[index] ?? 0)) })));

function hundredths(count: number): string {
  return `${Math.trunc(count / 100)}.${String(count % 100).padStart(2, '0')}`;
}

describe('splitting an amount between funding layers', () => {
  it('shares 960.00 yuan 60 : 20 : 20', () => {
    expect(splitByShares(fen(96_000), national, 'county')).toEqual({ central: 57_600, province: 19_200, county: 19_200 });
  });

  it('gives the fen that cannot be shared to the named layer', () => {
    const thirds: Share<Layer>[] = [
      { to: 'central', percent: '33.3333' },
      { to: 'province', percent: '33.3333' },
      { to: 'city', percent: '33.3334' },
    ];
    expect(splitByShares(fen(100), thirds, 'central')).toEqual({ central: 34, province: 33, city: 33 });
    expect(splitByShares(fen(1), thirds, 'province')).toEqual({ central: 0, province: 1, city: 0 });
  });

  it('keeps a layer with nothing to pay in the answer', () => {
    const shares: Share<Layer>[] = [
      { to: 'county', percent: '100' },
      { to: 'city', percent: '0' },
    ];
    expect(splitByShares(fen(4000), shares, 'county')).toEqual({ county: 4000, city: 0 });
  });

  it.each<[string, Share<Layer>[], Layer]>([
    ['sum to 99.99', [{ to: 'central', percent: '99.99' }], 'central'],
    ['sum to 100.000000000001', [{ to: 'central', percent: '100.000000000001' }], 'central'],
    ['name a layer twice', [{ to: 'central', percent: '50' }, { to: 'central', percent: '50' }], 'central'], // prettier-ignore
    ['leave out the layer of the remainder', [{ to: 'central', percent: '100' }], 'county'],
    ['hold a negative percent', [{ to: 'central', percent: '-10' }, { to: 'county', percent: '110' }], 'county'], // prettier-ignore
    ['hold something else than a number', [{ to: 'central', percent: '1e2' }], 'central'],
    ['are empty', [], 'county'],
  ])('refuses shares that %s', (_, shares, remainderTo) => {
    expect(() => splitByShares(fen(100), shares, remainderTo)).toThrow(MoneyError);
  });

  it('loses no fen and gains none, whatever the amount and the shares', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), anyShares, fc.nat(), (amount, shares, pick) => {
        const remainderTo = shares[pick % shares.length]?.to ?? '';
        const parts = Object.values<Fen>(splitByShares(fen(amount), shares, remainderTo));
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
        expect(parts).toHaveLength(shares.length);
      }),
      { numRuns },
    );
  });

  it('gives every layer its share to the fen, and at most one fen for each other layer more to the layer of the remainder', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), anyShares, (amount, shares) => {
        const parts: Record<string, Fen> = splitByShares(fen(amount), shares, 'layer0');
        for (const { to, percent } of shares) {
          const due = (BigInt(amount) * BigInt(percent.replace('.', ''))) / 10_000n;
          const extra = BigInt(parts[to] ?? -1) - due;
          expect(extra >= 0n && extra <= (to === 'layer0' ? BigInt(shares.length) : 0n)).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it('splits a recovery as the mirror image of its payment', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), anyShares, (amount, shares) => {
        const paid: Record<string, Fen> = splitByShares(fen(amount), shares, 'layer0');
        const recovered: Record<string, Fen> = splitByShares(fen(-amount), shares, 'layer0');
        for (const [to, part] of Object.entries(paid)) expect(recovered[to]).toBe(timesFen(part, -1));
      }),
      { numRuns },
    );
  });
});
