import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifest, type Manifest } from './manifest';
import { restoreBackup } from './restore';

const manifest: Omit<Manifest, 'files'> = {
  schema: 1,
  part: 'log',
  county: '991001',
  origin: 'ours',
  position: '0000000000000001',
  events: 1,
  head: 'ours',
  takenAt: '2023-11-25T23:59:59.999Z',
  software: '0.1.0',
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'fenming-restore-'))));
afterEach(() => rmSync(root, { recursive: true }));

describe('a backup that somebody has made up', () => {
  it.each([[['../planted']], [['log.sqlite', 'log.sqlite-wal']], [[]]])(
    'and that names the files %p is not restored: nothing is written, in the folder or beside it',
    async (names) => {
      const log = join(root, 'backup', 'log');
      mkdirSync(log, { recursive: true });
      for (const name of names) writeFileSync(join(log, name), 'x');
      writeManifest(log, { ...manifest, files: names.map((name) => ({ name, bytes: 1, sha256: '0'.repeat(64) })) });
      await expect(restoreBackup({ log, dir: join(root, 'county') })).rejects.toMatchObject({
        name: 'BackupFault',
        kind: 'damaged',
        message: expect.stringContaining('列出的文件'),
      });
      expect(readdirSync(root)).toEqual(['backup']);
    },
  );
});
