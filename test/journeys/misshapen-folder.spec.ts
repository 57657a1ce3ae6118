import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditReplay } from '@fenming/audit';
import { RunningCounty } from '@fenming/county';
import { fenming, fenmingByRightsOnly } from './command-line';

const root = mkdtempSync(join(tmpdir(), 'misshapen-'));
const county = join(root, 'county');
const dir = join(root, 'copy');
const at = (name: string): string => join(dir, name);
let digest: string;

afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  expect((await fenming('demo', '--scale', '0.01', '--data', county, '--quiet')).code).toBe(0);
  ({ digest } = await auditReplay(county, {}));
});
beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  cpSync(county, dir, { recursive: true });
});

/** What may bear a file's name and is none. */
const OTHERS = {
  'a folder': (name: string) => mkdirSync(cleared(name)),
  'a link to nothing': (name: string) => symlinkSync(join(root, 'nowhere'), cleared(name)),
  'a pipe': (name: string) => void spawnSync('mkfifo', [cleared(name)]),
  'a file': (name: string) => writeFileSync(cleared(name), ''),
} as const;
const cleared = (name: string): string => {
  rmSync(at(name), { recursive: true, force: true });
  return at(name);
};

describe('a folder in which something else bears the name of a file', () => {
  it.each([
    ['log.sqlite', 'a folder', 'is_folder'],
    ['log.sqlite-wal', 'a link to nothing', 'is_link'],
    ['log.seen', 'a folder', 'is_folder'],
    ['vault.sqlite', 'a pipe', 'is_device'],
    ['vault.key', 'a folder', 'is_folder'],
    ['access.sqlite', 'a pipe', 'is_device'],
    ['operator.token', 'a folder', 'is_folder'],
    ['owner.lock', 'a folder', 'is_folder'],
    ['views.sqlite', 'a folder', 'is_folder'],
    ['outbox', 'a file', 'is_file'],
  ] as const)('is refused where %s is %s, and what is there is left as it lies', async (name, other, fault) => {
    OTHERS[other](name);
    await expect(RunningCounty.open({ dir })).rejects.toMatchObject({ name: 'FolderUnsound', fault, file: at(name) });
    expect(existsSync(at(name)) || other === 'a link to nothing').toBe(true);
  });
});

describe('whoever gives a command over a folder in which something else bears a file’s name', () => {
  it.each([
    [['batch', 'list'], 'owner.url', 'a pipe'],
    [['serve', '--port', '0'], 'operator.token', 'a folder'],
    [['demo', '--scale', '0.01'], 'demo.json', 'a folder'],
    [['backup', '--to', join(root, 'backups')], 'vault.key', 'a folder'],
    [['audit', 'replay'], 'log.seen', 'a pipe'],
    [['audit', 'controls'], 'log.sqlite-wal', 'a folder'],
  ] as const)('is told what it is and what to do: %j, %s is %s', async (words, name, other) => {
    OTHERS[other](name);
    const { code, out, err } = await fenming(...words, '--data', dir);
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(new RegExp(`^✗ ${at(name)} 是(目录|管道).*没有改动。[^]*(请|再).*。\n$`, 'u'));
  });

  it('hears from the audit of the log alone that there was nothing to compare it with', async () => {
    OTHERS['a pipe']('views.sqlite');
    const { code, out } = await fenming('audit', 'replay', '--data', dir, '--json');
    expect([code, JSON.parse(out)]).toEqual([4, expect.objectContaining({ digest })]);
  });

  it('is not told of a demo that nobody can read by the words of the machine', async () => {
    writeFileSync(at('demo.json'), '{"seed":');
    const { code, err } = await fenming('demo', '--data', dir);
    expect([code, err]).toEqual([4, expect.stringContaining('demo.json 已损坏')]);
  });
});

describe('whoever may not use a file', () => {
  const said = (path: string): string => `✗ 没有权限读写 ${path}：请换一个有权限的系统用户，或请管理员授权。\n`;

  it.each(['log.sqlite', 'vault.sqlite', 'access.sqlite', 'vault.key'])(
    'is told which, by the server and by a backup: %s',
    async (name) => {
      chmodSync(at(name), 0);
      for (const words of [
        ['serve', '--port', '0'],
        ['backup', '--to', join(root, 'of-nobody')],
      ]) {
        const { code, out, err } = await fenmingByRightsOnly(...words, '--data', dir);
        expect([code, out, err]).toEqual([1, '', said(at(name))]);
      }
    },
  );

  it('is told which folder a backup, a restore and a new county cannot be put into', async () => {
    const shut = join(root, 'shut');
    mkdirSync(shut, { recursive: true });
    chmodSync(shut, 0o555);
    expect(await fenmingByRightsOnly('backup', '--to', join(shut, 'x'), '--data', dir)).toMatchObject({
      code: 1,
      err: said(join(shut, 'x')),
    });
    expect(await fenmingByRightsOnly('demo', '--data', join(shut, 'y'))).toMatchObject({ code: 1, err: said(join(shut, 'y')) });
  });
});
