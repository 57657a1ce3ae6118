import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { auditReplay } from '@fenming/audit';
import { openSqliteLogReader } from '@fenming/event-log';
import { computedIn, changedAt } from '@fenming/subsidy';
import counts from '../counts.json';
import { PROGRAMME } from '../bench/payout/county';
import { randomFor } from '../../libs/demo-county/src/county/random';
import { openRedetermining, prepareCounty } from './redetermining-county';

jest.setTimeout(1_200_000);

const KILLS = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).redeterminationKills;
const PEOPLE = process.env['FENMING_TEST_COUNTS'] === 'long' ? 5_000 : 1_500;
const PROGRAM = join(__dirname, '../../dist-test/test/crash/redetermining-program.js');

const folder = mkdtempSync(join(tmpdir(), 'fenming-redetermination-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (dir: string): ChildProcess => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run \`npm run build:test\` first.`);
  return fork(PROGRAM, [dir], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
};
const copyOf = (name: string): string => {
  const dir = join(folder, name);
  cpSync(join(folder, 'base'), dir, { recursive: true });
  return dir;
};
const finish = async (dir: string): Promise<void> => {
  const [code] = (await once(start(dir), 'exit')) as [number | null];
  expect(code).toBe(0);
};

type End = { readonly digest: string; readonly determined: number; readonly raisedTwice: number };
/** The rebuilt tables, which the live ones must equal, and how many determinations the log holds. */
const endOf = async (dir: string): Promise<End> => {
  const { digest, differences } = await auditReplay(dir, {});
  expect(differences).toEqual([]);
  const numbers = new Map<number, number>();
  const log = openSqliteLogReader(join(dir, 'log.sqlite'));
  for (let after: Parameters<typeof log.readSome>[0] = 'start'; ;) {
    const events = log.readSome(after, 1_000);
    for (const { type, payload } of events)
      if (type === 'EntitlementDetermined')
        numbers.set(Number(payload['number']), (numbers.get(Number(payload['number'])) ?? 0) + 1);
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  log.close();
  return { digest, determined: numbers.get(1) ?? 0, raisedTwice: numbers.get(2) ?? 0 };
};

describe('a redetermination that is killed at any instant and started again', () => {
  let reference: End;
  let milliseconds = 0;
  beforeAll(async () => {
    await prepareCounty(join(folder, 'base'), PEOPLE);
    const dir = copyOf('reference');
    const child = start(dir);
    await once(child, 'message');
    const began = performance.now();
    await once(child, 'exit');
    milliseconds = performance.now() - began;
    reference = await endOf(dir);
    expect(reference).toMatchObject({ determined: PEOPLE, raisedTwice: PEOPLE });
  });

  it('looks at everybody by the rules that were adopted during a run right after it', async () => {
    const dir = copyOf('adopted-meanwhile');
    const { county, again, adopt, state, close } = await openRedetermining(dir);
    const going = again();
    await adopt();
    await going;
    expect(computedIn(await state())?.rulesAt).toBe(changedAt(county.rules.versions(PROGRAMME)));
    await close();
  });

  const random = randomFor(1, 'redetermination-kill');
  it.each(Array.from({ length: KILLS }, (_, i) => [i + 1, random.between(0, 1_000)] as const))(
    'no. %i, at %i thousandths of its time',
    async (number, thousandth) => {
      const dir = copyOf(`kill-${number}`);
      const child = start(dir);
      const exit = once(child, 'exit');
      await once(child, 'message');
      await new Promise((resolve) => setTimeout(resolve, (milliseconds * thousandth) / 1_000));
      child.kill('SIGKILL');
      await exit;
      await finish(dir);
      expect(await endOf(dir)).toEqual(reference);
      rmSync(dir, { recursive: true });
    },
  );
});
