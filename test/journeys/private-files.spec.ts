import { chmodSync, lstatSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBytes } from '../../apps/cli/src/terminal/file';
import { fenming } from './command-line';
import { COUNTY } from './county.people';
import { openHall } from './hall';
import { newFolder, removeFolder, startServer } from './real-server';

/** What others on the machine may do with something in a folder, by its name. */
const openIn = (dir: string): readonly string[] =>
  ['', ...(readdirSync(dir, { recursive: true }) as string[])].flatMap((name) => {
    const found = lstatSync(join(dir, name));
    return found.isSymbolicLink() || (found.mode & 0o077) === 0 ? [] : [`${name} ${(found.mode & 0o777).toString(8)}`];
  });

describe('what lies in a county’s folder', () => {
  const umask = process.umask(0);
  const outside = newFolder();
  afterAll(() => {
    process.umask(umask);
    removeFolder(outside);
  });

  it('is for its owner alone while the server runs, whatever the shell lets others do, and after an earlier release left it open', async () => {
    const hall = await openHall(COUNTY, '2023-02-06');
    try {
      expect(openIn(hall.dir)).toEqual([]);
      await hall.stop();
      for (const name of ['', ...(readdirSync(hall.dir, { recursive: true }) as string[])]) {
        const path = join(hall.dir, name);
        if (!lstatSync(path).isSymbolicLink()) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
      }
      const again = await startServer({ dir: hall.dir });
      expect(openIn(hall.dir)).toEqual([]);
      await again.stop();
    } finally {
      removeFolder(hall.dir);
    }
  });

  it('is so too of what commands write, also over a file that others could read', async () => {
    const dir = join(outside, 'county');
    const [fresh, old] = [join(outside, 'new', 'form.csv'), join(outside, 'old.csv')];
    writeFileSync(old, 'x', { mode: 0o666 });
    const areas = join(outside, 'areas.csv');
    writeFileSync(areas, '代码,名称\n991002101,东河镇\n991002101201,上湾村\n');
    const county = ['--county', '991002', '--name', '样例县', '--areas', areas, '--region', 'henan'];
    expect(await fenming('init', '--data', dir, ...county)).toMatchObject({ code: 0 });
    expect(openIn(dir)).toEqual([]);
    const kept = [join(outside, 'log'), join(outside, 'vault')] as const;
    expect(await fenming('backup', '--data', dir, '--log-to', kept[0], '--vault-to', kept[1])).toMatchObject({ code: 0 });
    for (const folder of kept) expect(openIn(folder)).toEqual([]);
    for (const out of [fresh, old]) {
      writeBytes(out, Buffer.from('y'));
      expect(statSync(out).mode & 0o777).toBe(0o600);
    }
    expect(openIn(join(outside, 'new'))).toEqual([]);
  });
});
