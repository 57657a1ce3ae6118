import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup } from '@fenming/backup';
import { fenming, fenmingJson } from './command-line';
import { COUNTY } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { startServer } from './real-server';
import { FARMERS, farmersFile, RURAL } from './rural-year';
import { importRoster } from './walk';

type Backup = { readonly log: string; readonly vault: string };

const elsewhere = mkdtempSync(join(tmpdir(), 'fenming-refused-'));
let hall: Hall;
let before: Backup;
let backup: Backup;
const key = (): string => join(hall.dir, 'vault.key');

beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const backUp = () => fenmingJson<Backup>('backup', '--data', hall.dir, '--to', elsewhere);
  before = await backUp();
  await importRoster(hall, { programme: RURAL, bytes: await farmersFile(hall) });
  await moveClock(hall, '2023-02-13');
  backup = await backUp();
});
afterAll(async () => {
  await hall.close();
  rmSync(elsewhere, { recursive: true });
});

const folder = (name: string): string => join(elsewhere, name);
/** A restore that is expected to fail leaves nothing behind: neither the folder nor a part of it. */
const restoreInVain = async (log: string, vault: string, keyFile = key()): Promise<string> => {
  const dir = folder('never');
  const told = await restoreBackup({ log, vault: { folder: vault, key: keyFile }, dir }).then(
    () => 'restored',
    (error: unknown) => (error instanceof Error ? `${Reflect.get(error, 'kind')} ${error.message}` : ''),
  );
  expect(readdirSync(elsewhere).filter((name) => name.startsWith('never'))).toEqual([]);
  return told;
};
/** A backup of which one byte in the middle of one file has changed. */
const flipped = (part: keyof Backup, file: string): string => {
  const copy = folder(`flipped-${file}`);
  cpSync(backup[part], copy, { recursive: true });
  const bytes = readFileSync(join(copy, file));
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(join(copy, file), bytes);
  return copy;
};

describe('a backup with one changed byte', () => {
  it('is told by its file, with exit code 4', async () => {
    const log = flipped('log', 'log.sqlite');
    const words = ['restore', log, '--vault', backup.vault, '--key', key(), '--data', folder('never'), '--verify'];
    const { code, err } = await fenming(...words);
    expect([code, err]).toEqual([4, expect.stringContaining(join(log, 'log.sqlite'))]);
  });

  it.each(['vault.sqlite', 'access.sqlite', 'manifest.json'])(
    'is not restored when the byte lies in the vault’s %s',
    async (file) => {
      const vault = flipped('vault', file);
      const told = await restoreInVain(backup.log, vault);
      expect(told).toMatch(/^damaged /);
      expect(told).toContain(join(vault, file));
    },
  );

  it.each(['log.sqlite', 'manifest.json'])('is not restored where a folder bears the name of its %s', async (name) => {
    const log = folder(`no-file-${name}`);
    cpSync(backup.log, log, { recursive: true });
    rmSync(join(log, name));
    mkdirSync(join(log, name));
    expect(await restoreInVain(log, backup.vault)).toMatch(new RegExp(`^damaged .*${name}`));
  });

  it('is told in Chinese where what was named is no backup, no key or no folder', async () => {
    const file = folder('a-file');
    writeFileSync(file, '');
    const parts = ['--vault', backup.vault, '--key', key()];
    const never = ['--data', folder('never')];
    for (const [words, said] of [
      [[file, ...parts, ...never], `${file} 是文件，不是目录。`],
      [[backup.log, '--vault', file, '--key', key(), ...never], `${file} 是文件，不是目录。`],
      [[backup.log, '--vault', backup.vault, '--key', elsewhere, ...never], `找不到密钥文件 ${elsewhere}。`],
      [[backup.log, ...parts, '--data', file], `${file} 不是目录，没有恢复。`],
    ] as const)
      expect((await fenming('restore', ...words)).err).toContain(said);
  });

  it('is not restored when its manifest never came to be written', async () => {
    const log = folder('unfinished');
    cpSync(backup.log, log, { recursive: true });
    rmSync(join(log, 'manifest.json'));
    expect(await restoreInVain(log, backup.vault)).toMatch(/^damaged .*manifest\.json/);
  });
});

describe('a restore', () => {
  it('goes into an empty folder only, and says so with exit code 5', async () => {
    const dir = folder('occupied');
    mkdirSync(dir);
    writeFileSync(join(dir, '账.txt'), '');
    const { code, err } = await fenming('restore', backup.log, '--vault', backup.vault, '--key', key(), '--data', dir);
    expect([code, err]).toEqual([5, expect.stringContaining('不是空的')]);
    expect(readdirSync(dir)).toEqual(['账.txt']);
  });

  it('needs the county’s own key, which no backup holds, and neither does it hold a person in clear', async () => {
    const other = folder('other.key');
    writeFileSync(other, Buffer.alloc(32, 7));
    expect(await restoreInVain(backup.log, backup.vault, other)).toMatch(/^refused .*不属于这份备份/);
    expect(readdirSync(backup.vault).sort()).toEqual(['access.sqlite', 'manifest.json', 'vault.sqlite']);
    expect(readdirSync(backup.log).sort()).toEqual(['log.sqlite', 'manifest.json']);
    const secrets = FARMERS.flatMap(({ who: { id, name, account } }) => [id, name, account]).map((text) => Buffer.from(text));
    for (const part of [backup.log, backup.vault])
      for (const file of readdirSync(part)) {
        const bytes = readFileSync(join(part, file));
        for (const secret of [readFileSync(key()), ...secrets]) expect(bytes.includes(secret)).toBe(false);
      }
  });

  it('takes no vault that is older than the log, but a younger one', async () => {
    expect(await restoreInVain(backup.log, before.vault)).toMatch(/^refused .*--without-personal-data/);
    const dir = folder('younger-vault');
    const restored = await restoreBackup({ log: before.log, vault: { folder: backup.vault, key: key() }, dir });
    expect(restored).toMatchObject({ county: COUNTY.code, personalData: true });
  });

  it('without personal data shows every total and records nothing', async () => {
    const dir = folder('blind');
    const words = ['restore', backup.log, '--data', dir, '--without-personal-data', '--verify'];
    expect(await fenmingJson(...words)).toMatchObject({ personal_data: false, replay: { differences: [] } });
    const server = await startServer({ dir });
    const refused = { status: 409, code: 'without_personal_data' };
    expect((await server.operator.post('/county/clock', { to: '2023-03-01T01:00:00.000Z' })).problem).toMatchObject(refused);
    const looker = { id: 'looker', title: '财政局', role: 'finance-checker', area: COUNTY.code, kind: 'service' };
    expect((await server.operator.post('/actors', { actors: [looker] })).problem).toMatchObject(refused);
    await server.stop();
  });
});

describe('a reconciliation', () => {
  it('is no business of a county that was never restored', async () => {
    const body = { document_no: '行函〔2023〕7号', bank_files: [], none_received: true };
    expect((await hall.seat('finance-checker').post('/restores/reconciliation', body)).problem.code).toBe('not_restored');
  });
});
