import type { Month } from '@fenming/calendar';
import { fen } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import type { AmountRow, CapRow, Counted, FundingLayer, RateUnit } from './definition';
import { entitlementOf } from './entitlement';
import { spanOf } from './proration';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };
const UNITS: readonly RateUnit[] = ['person-month', 'person-year', 'parent-month', 'household-year', 'child-month', 'once'];

const anyMonth = fc
  .tuple(fc.integer({ min: 2021, max: 2024 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${`${month}`.padStart(2, '0')}` as Month);
const anyShares = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([a, b]) => {
  const [low, high] = a < b ? [a, b] : [b, a];
  return (['central', 'province', 'county'] as const).map((to, at) => ({
    to,
    percent: String([low, high - low, 100 - high][at]),
  }));
});
const anyRow: fc.Arbitrary<AmountRow> = fc
  .record({
    category: fc.constantFrom('all', 'death'),
    unit: fc.constantFrom(...UNITS),
    rate: fc.integer({ min: 0, max: 2_000_000 }),
    from: anyMonth,
    to: anyMonth,
    shares: anyShares,
  })
  .map(({ rate, ...row }) => ({
    ...row,
    regions: ['national'],
    layer: 'national',
    rateFen: fen(rate),
    remainderTo: 'county',
    confidence: 'found',
    clause: 'c',
    source: 's',
  }));
const anySpan = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([a, b]) => spanOf(Math.min(a, b), Math.max(a, b)));
const situation = fc.record({
  rows: fc.array(anyRow, { maxLength: 6 }),
  span: anySpan,
  death: anySpan,
  parents: fc.integer({ min: 0, max: 3 }),
  cap: fc.option(fc.integer({ min: 0, max: 3_000_000 }), { nil: undefined }),
});

const LAYERS: readonly FundingLayer[] = ['central', 'province', 'city', 'county'];

describe('an entitlement', () => {
  it('is lines that add up to the amount to the fen, and so is every budget', () => {
    fc.assert(
      fc.property(situation, ({ rows, span, death, parents, cap }) => {
        const capRow: CapRow | undefined = cap === undefined ? undefined : { perYearFen: fen(cap), clause: 'c', source: 's' };
        const spans = new Map([
          ['all', span],
          ['death', death],
        ]);
        const { lines, amountFen, funding } = entitlementOf(
          { rows, cap: capRow, contentHash: 't' },
          {
            year: 2023,
            spans,
            counts: new Map<Counted, number>([['parent', parents]]),
          },
        );
        expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(amountFen);
        expect(LAYERS.reduce((sum, layer) => sum + funding[layer], 0)).toBe(amountFen);
        for (const layer of LAYERS) {
          expect(lines.reduce((sum, line) => sum + (line.funding[layer] ?? 0), 0)).toBe(funding[layer]);
          expect(funding[layer]).toBeGreaterThanOrEqual(0);
        }
        for (const line of lines.filter(({ unit }) => !unit.endsWith('/12')))
          expect(line.units * line.rateFen).toBe(line.amountFen);
        if (cap !== undefined) expect(amountFen).toBeLessThanOrEqual(cap);
      }),
      runs,
    );
  });

  const row = (over: Partial<AmountRow>): AmountRow => ({
    regions: ['national'],
    layer: 'national',
    category: 'all',
    unit: 'person-year',
    rateFen: fen(96_000),
    from: '2012-01' as Month,
    shares: [
      { to: 'central', percent: '60' },
      { to: 'county', percent: '40' },
    ],
    remainderTo: 'county',
    confidence: 'found',
    clause: 'c',
    source: 's',
    ...over,
  });
  const paid = (rows: readonly AmountRow[], span: number, cap?: CapRow) =>
    entitlementOf({ rows, cap, contentHash: 't' }, { year: 2023, spans: new Map([['all', span]]), counts: new Map() });

  it('pays part of a yearly rate by twelfths, half a fen upwards', () => {
    expect(paid([row({ rateFen: fen(1_000) })], 107)).toMatchObject({
      amountFen: 583,
      lines: [{ units: 7, unit: 'person-year/12', rateFen: 1_000 }],
    });
    expect(paid([row({ rateFen: fen(6) })], 101).amountFen).toBe(1);
  });

  it('changes the rate in the month in which the new row begins', () => {
    const rows = [
      row({ unit: 'person-month', rateFen: fen(100), to: '2023-06' as Month }),
      row({ unit: 'person-month', rateFen: fen(200), from: '2023-07' as Month }),
    ];
    expect(paid(rows, 512).lines.map(({ from, to, units, amountFen }) => [from, to, units, amountFen])).toEqual([
      ['2023-05', '2023-06', 2, 200],
      ['2023-07', '2023-12', 6, 1_200],
    ]);
  });

  it('takes back what passes a cap in one line of its own, each budget in proportion', () => {
    const { lines, amountFen, funding } = paid([row({})], 112, { perYearFen: fen(50_001), clause: '每户每年封顶', source: 's' });
    expect(amountFen).toBe(50_001);
    expect(lines.at(-1)).toMatchObject({ category: 'cap', amountFen: -45_999, clause: '每户每年封顶' });
    expect(funding.central + funding.county).toBe(50_001);
  });
});
