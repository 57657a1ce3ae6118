import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareBalances, recomputeBalances } from '@fenming/findings';
import { openViews } from '@fenming/views';
import { history } from '../libs/views/src/histories/history.fixture';
import { seeded } from '../libs/views/src/histories/recorder.fixture';
import counts from './counts.json';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

describe('the balances are computed twice by code that shares nothing', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'balances-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('agrees on every figure of every area after any history, wherever it is cut off', () => {
    const views = openViews(join(folder, 'views.sqlite'));
    fc.assert(
      fc.property(fc.nat(), fc.nat(12), fc.nat(400), (seed, people, cut) => {
        const whole = history(seeded(seed), { people });
        const events = whole.slice(0, Math.max(1, whole.length - cut));
        views.forget();
        views.apply(events);
        expect(compareBalances(recomputeBalances(events), views.balances())).toEqual([]);
      }),
      { numRuns },
    );
    views.close();
  });
});
