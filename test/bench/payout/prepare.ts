import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { LockRoster, OpenBatch, TakeBatchStep } from '@fenming/payout';
import { openDatabase } from '@fenming/sqlite';
import { fen } from '@fenming/money';
import { batchDecider, isLocked, readAs, streams } from '@fenming/subsidy';
import { BATCH, callerOf, openCounty, openEngine, PROGRAMME, YEAR, type Engine } from './county';
import { enrolEverybody } from './enrol';

/**
 * Run by bench:payout. Makes `--dir`/county, a data folder with an approved batch of `--n` payments, and beside it `rows.jsonl`, the same
 * payees as the plain pipeline reads them, and `ready.json`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string', default: '' }, n: { type: 'string', default: '' } } });
  const people = Number(values.n);
  const began = performance.now();
  const dir = join(values.dir, 'county');
  mkdirSync(dir, { recursive: true });
  const engine = await openEngine(dir);
  const tokens = await openCounty(engine, people);
  await enrolEverybody(engine.county, people);
  const hash = await approve(engine);
  await writeRows(engine, join(values.dir, 'rows.jsonl'));
  await engine.close();
  const seconds = Math.round((performance.now() - began) / 1_000);
  writeFileSync(join(values.dir, 'ready.json'), JSON.stringify({ people, hash, seconds, tokens: Object.fromEntries(tokens) }));
}

/** The batch as people take it: opened, locked, submitted, checked and approved. Answers the hash of its roster. */
async function approve({ bus }: Engine): Promise<string> {
  await bus.execute(new OpenBatch({ programme: PROGRAMME, year: YEAR }, callerOf('maker')));
  const { hash, sumFen } = await bus.execute(new LockRoster(BATCH, callerOf('maker')));
  const sign = (by: 'maker' | 'checker' | 'approver', step: 'submit' | 'check' | 'approve'): Promise<unknown> =>
    bus.execute(new TakeBatchStep(BATCH, { do: step, hash, totalFen: fen(Number(sumFen)) }, callerOf(by)));
  await sign('maker', 'submit');
  await sign('checker', 'check');
  await sign('approver', 'approve');
  return hash;
}

/** A line per payee: the locked line, the person's wrapped key, and what is sealed with it. */
async function writeRows({ county }: Engine, path: string): Promise<void> {
  const { log, views, executor } = county;
  await county.caughtUp();
  const vault = openDatabase(join(county.dir, 'vault.sqlite'), { readonly: true });
  const key = vault.prepare('SELECT wrapped_key FROM person_keys WHERE person_id = ?').pluck();
  const file = openSync(path, 'w');
  const { state } = await executor.load(batchDecider, streams.payoutBatch(BATCH));
  if (!isLocked(state)) throw new Error('the batch is not locked');
  for (const { revision } of state.chunks) {
    const [locked] = await log.readStream(streams.payoutBatch(BATCH), { from: revision, limit: 1 });
    const said = locked === undefined ? undefined : readAs(locked, 'RosterChunkLocked');
    if (said === undefined) throw new Error(`the batch has no chunk at ${revision}`);
    const { lines } = said;
    const payees = views.payeesOf(lines);
    const rows = lines.map((line, index) => {
      const { personId, sealedIdentity, sealedAccount } = payees[index] ?? {
        personId: '',
        sealedIdentity: '',
        sealedAccount: '',
      };
      const wrappedKey = (key.get(personId) as Buffer).toString('base64');
      return `${JSON.stringify({ ...line, personId, wrappedKey, sealedIdentity, sealedAccount })}\n`;
    });
    writeSync(file, rows.join(''));
  }
  fsyncSync(file);
  closeSync(file);
  vault.close();
}

void main();
