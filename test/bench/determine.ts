import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { assessYear, type Facts } from '@fenming/programmes';
import { enrolmentDecider, streams } from '@fenming/subsidy';
import { openRedetermining, prepareCounty, type Redetermining } from '../crash/redetermining-county';
import { PROGRAMME, YEAR } from './payout/county';

/**
 * bench:determine -- --n 250000: everybody determined on trial after a rate has changed (`run`), and again when nothing has (`again`),
 * beside the bare rules asked about the same people with their facts opened (`bare`). Then the totals are signed and everything is written.
 */
const SLICE = 1_000;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

/** The rules alone over facts that are opened already. */
const bareSeconds = async ({ county }: Redetermining): Promise<number> => {
  const texts = county.rules.textsOf(PROGRAMME, YEAR);
  if (texts === undefined) throw new Error('no programme is in force');
  let spent = 0;
  let page = county.views.determinedCases({ programme: PROGRAMME, limit: SLICE });
  for (let after = page.at(-1); after !== undefined; after = page.at(-1)) {
    const states = await county.executor.peek(
      enrolmentDecider,
      page.map(({ enrolment_id }) => streams.enrolment(enrolment_id)),
    );
    const opened = [...states.values()].map((state) => {
      const sealed = state.years[YEAR]?.sealedFacts;
      if (state.key === undefined || sealed === undefined) throw new Error('a determined case has no facts');
      return county.vault.unseal(state.personId, 'facts', sealed) as Facts;
    });
    const began = performance.now();
    for (const facts of opened) assessYear(texts, { facts, year: YEAR });
    spent += performance.now() - began;
    page = county.views.determinedCases({ programme: PROGRAMME, after, limit: SLICE });
  }
  return spent / 1_000;
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { n: { type: 'string', default: '250000' } } });
  const n = Number(values.n);
  if (!Number.isSafeInteger(n) || n < 1) throw new Error('--n must be a whole number from 1');
  const dir = mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  try {
    await prepareCounty(dir, n);
    const county = await openRedetermining(dir);
    const events = async (): Promise<string> => String(await county.county.log.head());
    const run = await seconds(() => county.adopt());
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1_024);
    const bare = await bareSeconds(county);
    const write = await seconds(() => county.sign());
    const before = await events();
    const again = await seconds(() => county.again());
    const written = Number(await events()) - Number(before);
    await county.close();
    const perSecond = (spent: number): number => Math.round(n / spent);
    const figures = {
      n,
      runPerSecond: perSecond(run),
      againPerSecond: perSecond(again),
      writePerSecond: perSecond(write),
      barePerSecond: perSecond(bare),
      ratioBare: Number((bare / run).toPrecision(3)),
      eventsOfUnchanged: written,
      peakRssMb,
    };
    console.log(
      `on trial   ${figures.runPerSecond.toLocaleString('en')} cases/s; nothing changed: ${figures.againPerSecond.toLocaleString('en')}`,
    );
    console.log(`bare rules ${figures.barePerSecond.toLocaleString('en')} cases/s with their facts opened`);
    console.log(`written    ${figures.writePerSecond.toLocaleString('en')} cases/s`);
    console.log(JSON.stringify(figures));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

void main();
