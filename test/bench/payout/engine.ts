import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { IssueBankFiles, TakeBatchStep } from '@fenming/payout';
import { BATCH, callerOf, openEngine } from './county';

/** Run by bench:payout in a process of its own: releases the approved batch of `--dir`, waits for the views, and issues the bank files. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string', default: '' }, hash: { type: 'string', default: '' } } });
  const { county, bus, runner, close } = await openEngine(values.dir);
  const cpu = process.cpuUsage();
  const times = [performance.now()];
  const lap = (): number => times.push(performance.now());
  await bus.execute(new TakeBatchStep(BATCH, { do: 'release', hash: values.hash }, callerOf('releaser')));
  // A release answers after ten seconds at the latest, and the run goes on.
  await runner.resume(BATCH);
  lap();
  await county.caughtUp();
  lap();
  const files = await bus.execute(new IssueBankFiles({ batch: BATCH }, callerOf('releaser')));
  lap();
  await county.caughtUp();
  lap();
  const { user, system } = process.cpuUsage(cpu);
  const [released = 0, instructed = 0, projected = 0, issued = 0, done = 0] = times;
  const seconds = {
    instruct: instructed - released,
    project: projected - instructed,
    file: issued - projected,
    whole: done - released,
  };
  const payments = files.reduce((sum, { count }) => sum + count, 0);
  const hashes = files.map(({ sha256 }) => sha256);
  await close();
  process.send?.({ payments, hashes, seconds, cpuSeconds: (user + system) / 1e6, peakRssMb: peakRssMb() });
}

const peakRssMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

void main();
