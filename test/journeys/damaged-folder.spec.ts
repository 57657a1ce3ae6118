import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditControls, auditReplay } from '@fenming/audit';
import { RunningCounty, FolderUnsound, OtherLog } from '@fenming/county';
import { Definite, LogDamaged } from '@fenming/event-log';
import { openDatabase } from '@fenming/sqlite';
import { seeded, type Choose } from '../../libs/views/src/histories/recorder.fixture';
import counts from '../counts.json';
import { fenming } from './command-line';
import { startServer } from './real-server';

const root = mkdtempSync(join(tmpdir(), 'damaged-'));
const county = join(root, 'county');
const dir = join(root, 'copy');
const at = (name: string): string => join(dir, name);
let digest: string;

afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  expect((await fenming('demo', '--scale', '0.01', '--data', county, '--quiet')).code).toBe(0);
  for (const name of ['log', 'views', 'access']) {
    const database = openDatabase(join(county, `${name}.sqlite`), {});
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
  }
  ({ digest } = await auditReplay(county, {}));
});
beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  cpSync(county, dir, { recursive: true });
});

/** Why the folder was not opened. */
const opened = async (): Promise<Error | 'in doubt' | undefined> => {
  try {
    const county = await RunningCounty.open({ dir });
    const inDoubt = county.gate.awaitsReconciliation();
    await county.close();
    return inDoubt ? 'in doubt' : undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Every file of the county but the empty lock, by its content. */
const contents = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => !/^owner\.|-(wal|shm)$/.test(name) && statSync(at(name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(at(name)))
          .digest('hex'),
      ]),
  );

const overwrite = (name: string, from: number, bytes: Uint8Array): void => {
  const content = readFileSync(at(name));
  content.set(bytes, from);
  writeFileSync(at(name), content);
};
const garbage = (length: number): Buffer => Buffer.alloc(length, 'garbage ');
const middleOf = (name: string): number => Math.floor(statSync(at(name)).size / 2 / 8192) * 8192;

/** The ways in which a file goes. */
const WAYS: Readonly<Record<string, (name: string) => void>> = {
  missing: (name) => rmSync(at(name)),
  'of no length': (name) => writeFileSync(at(name), ''),
  'a text': (name) => writeFileSync(at(name), 'no database\n'.repeat(2000)),
  'damaged in its header': (name) => overwrite(name, 0, garbage(100)),
  'damaged in its middle': (name) => overwrite(name, middleOf(name), garbage(4096)),
  cut: (name) => writeFileSync(at(name), readFileSync(at(name)).subarray(0, middleOf(name) + 5)),
};
const all = (name: string, fault: string, except: Readonly<Record<string, string>> = {}) =>
  Object.keys(WAYS).map((way) => [name, way, except[way] ?? fault] as const);

/** The head of a rollback journal that says that the log had no page. */
const JOURNAL = Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(504)]);

const FAULTS = [
  ...all('log.sqlite', 'log_damaged', { missing: 'log_missing', 'of no length': 'log_empty' }),
  ...all('vault.sqlite', 'vault_damaged', { missing: 'vault_missing', 'of no length': 'vault_missing' }),
  ...all('access.sqlite', 'access_damaged', { missing: 'access_missing' }),
  ['vault.key', 'missing', 'key_missing'],
  ['vault.key', 'of no length', 'key_damaged'],
  ['vault.key', 'a text', 'key_damaged'],
  ['operator.token', 'of no length', 'token_empty'],
  ['owner.lock', 'a text', 'lock_damaged'],
] as const;

describe('a folder of which a file is damaged', () => {
  it.each(FAULTS)('is refused where %s is %s (%s), and the rest is left as it lies', async (name, way, fault) => {
    WAYS[way]?.(name);
    const before = contents();
    const error = await opened();
    expect(error).toBeInstanceOf(FolderUnsound);
    expect(error).toMatchObject({ fault, file: at(name) });
    expect(contents()).toEqual(before);
  });

  it.each([
    ['the key of another vault', () => writeFileSync(at('vault.key'), Buffer.alloc(32, 7)), 'key_wrong'],
    ['nothing but blanks for the operator', () => writeFileSync(at('operator.token'), ' \n\t\n'), 'token_empty'],
    ['a token that can be guessed', () => writeFileSync(at('operator.token'), 'admin'), 'token_empty'],
    ['a rollback journal beside the log', () => writeFileSync(at('log.sqlite-journal'), JOURNAL), 'log_journal'],
    ['neither log nor key', () => ['log.sqlite', 'vault.key'].forEach((name) => rmSync(at(name))), 'log_missing'],
    ['neither vault nor key', () => ['vault.sqlite', 'vault.key'].forEach((name) => rmSync(at(name))), 'vault_missing'],
  ])('is refused where it has %s', async (_, damage, fault) => {
    damage();
    expect(await opened()).toMatchObject({ fault });
  });

  it('is refused by the audit too where the log is of no length', async () => {
    WAYS['of no length']?.('log.sqlite');
    await expect(auditControls(dir, {})).rejects.toMatchObject({ fault: 'log_empty' });
  });

  it.each(Object.entries(WAYS))('builds its views anew where they are %s', async (_, damage) => {
    damage('views.sqlite');
    expect(await opened()).toBeUndefined();
    expect(await auditReplay(dir, {})).toMatchObject({ digest, differences: [], findings: [] });
  });

  it('makes accounts anew where the operator took away both what holds them and the token', async () => {
    for (const name of ['access.sqlite', 'operator.token']) rmSync(at(name));
    expect(await opened()).toBeUndefined();
  });
});

describe('whoever gives a command over a damaged folder', () => {
  it.each([
    ['batch', 'list'],
    ['serve', '--port', '0'],
    ['start', '--port', '0'],
    ['backup', '--to', join(root, 'backups')],
    ['audit', 'replay'],
  ])('is told so in a sentence: %s %s', async (...words) => {
    WAYS['damaged in its middle']?.('log.sqlite');
    const { code, out, err } = await fenming(...words, '--data', dir);
    expect(err).toMatch(/log\.sqlite 已损坏.*fenming restore。/u);
    expect([code, out]).toEqual([4, '']);
    expect(err).not.toMatch(/ {4}at |Error|SQLITE/);
  });

  it.each([
    ['init', '--county', '991003', '--name', '样县', '--region', 'national', '--areas', join(root, 'areas.csv')],
    ['demo', '--quiet'],
    ['audit', 'controls'],
    ['backup', '--to', join(root, 'backups')],
  ])('makes no second county where the log is missing: %s', async (...words) => {
    writeFileSync(join(root, 'areas.csv'), '991003101,青石镇\n991003101201,上河村\n');
    rmSync(at('log.sqlite'));
    const { code, err } = await fenming(...words, '--data', dir);
    expect([code, existsSync(at('log.sqlite'))]).toEqual([4, false]);
    expect(err).toMatch(/log\.sqlite 不见了/u);
  });
});

describe('a server under which its tables are damaged', () => {
  it.each(['of no length', 'a text'])(
    'ends with a sentence at the first question that meets it (%s), and answers after the next start',
    async (way) => {
      const server = await startServer({ dir });
      WAYS[way]?.('views.sqlite');
      const asked = ['/batches', '/ledger?year=2023', '/balances?year=2023', '/actors?limit=500'];
      let over = false;
      void server.ended.then(() => (over = true));
      const statuses = new Set<number>();
      while (!over)
        for (const path of asked)
          await server.operator.get(path).then(
            ({ status }) => statuses.add(status),
            () => undefined,
          );
      expect(await server.ended).toBe(1);
      expect(server.said()).not.toMatch(/FATAL|^ +at /mu);
      expect(server.said()).toMatch(/(views\.sqlite|数据目录里有文件)已损坏，服务停止。请重新启动.*账表会由日志自动重建/u);
      expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
      const again = await startServer({ dir });
      for (const path of asked) expect((await again.operator.get(path)).status).toBe(200);
      await again.stop();
    },
  );
});

const SOME = ['log.sqlite', 'vault.sqlite', 'access.sqlite', 'views.sqlite', 'vault.key', 'operator.token'] as const;

/** As disks fail: bits turn, a sector comes back as noise or as zeros, the end is lost. */
const damageAnywhere = (choose: Choose): void => {
  const name = SOME[choose(SOME.length)] ?? 'log.sqlite';
  const content = readFileSync(at(name));
  const sector = Math.min(512, content.length);
  const start = Math.floor(choose(content.length) / sector) * sector;
  const way = choose(4);
  if (way === 0) content[choose(content.length)]! ^= 1 << choose(8);
  else if (way === 1) for (let i = start; i < Math.min(start + sector, content.length); i += 1) content[i] = choose(256);
  else if (way === 2) content.fill(0, start, start + sector);
  writeFileSync(at(name), way === 3 ? content.subarray(0, choose(content.length)) : content);
};

const SENTENCES = [FolderUnsound, OtherLog, Definite];

/** Refused at the start, or by the audit, or the same county as before; the words for all else would be a stack trace. */
const outcome = async (): Promise<string> => {
  const refused = await opened();
  if (refused === 'in doubt') return 'found';
  if (refused !== undefined) return SENTENCES.some((kind) => refused instanceof kind) ? 'refused' : refused.message;
  try {
    const { digest: found, differences, findings } = await auditReplay(dir, {});
    if (differences.length + findings.length > 0) return 'found';
    return found === digest ? 'equal' : 'changed without a word';
  } catch (error) {
    return error instanceof LogDamaged ? 'found' : String(error);
  }
};

describe('a folder that is damaged anywhere', () => {
  const { damages } = counts[process.env['FENMING_TEST_COUNTS'] === 'long' ? 'long' : 'ci'];
  const seeds = Array.from({ length: damages }, (_, seed) => seed + 1);
  it.each(seeds)('is equal, refused in a sentence, or found by the audit (seed %i)', async (seed) => {
    damageAnywhere(seeded(seed));
    expect(['equal', 'refused', 'found']).toContain(await outcome());
  });
});
