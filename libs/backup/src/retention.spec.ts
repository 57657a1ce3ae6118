import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifest, type Manifest } from './manifest';
import { removeExpired } from './retention';

const NOW = '2023-12-31T00:00:00.000Z';
const OLD = '20231125T235959999Z-0000000000000001';
const YOUNG = '20231126T000000000Z-0000000000000002';
const manifest: Manifest = {
  schema: 1,
  part: 'vault',
  county: '991001',
  origin: 'ours',
  position: '0000000000000001',
  events: 1,
  head: 'ours',
  takenAt: '2023-11-25T23:59:59.999Z',
  software: '0.1.0',
  files: [],
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'fenming-retention-'))));
afterEach(() => rmSync(root, { recursive: true }));

const taken = (name: string, part: Manifest['part'], origin?: string): void => {
  mkdirSync(join(root, name, part), { recursive: true });
  if (origin !== undefined) writeManifest(join(root, name, part), { ...manifest, part, origin });
};
const expire = (part: Manifest['part'] = 'vault') => removeExpired({ root, part, days: 35 }, NOW, 'ours');

describe('backups of the vault older than 35 days', () => {
  it('are deleted, and the log beside them is kept', () => {
    taken(OLD, 'vault', 'ours');
    taken(OLD, 'log', 'ours');
    taken(YOUNG, 'vault', 'ours');
    expect(expire()).toEqual([join(root, OLD, 'vault')]);
    expect(readdirSync(join(root, OLD))).toEqual(['log']);
    expect(existsSync(join(root, YOUNG, 'vault'))).toBe(true);
  });

  it('are deleted too when they were never finished or nobody can read what they are: they may hold keys', () => {
    taken(OLD, 'vault');
    expect(expire()).toHaveLength(1);
    taken(OLD, 'vault', 'ours');
    writeFileSync(join(root, OLD, 'vault', 'manifest.json'), '{}');
    expect(expire()).toHaveLength(1);
    expect(readdirSync(root)).toEqual([]);
  });

  it('leave another county and whatever else lies there alone', () => {
    taken(OLD, 'vault', 'theirs');
    mkdirSync(join(root, '2019', 'vault'), { recursive: true });
    expect(expire()).toEqual([]);
  });
});
