import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPrivate, makeFolder, mendRights, writePrivate } from './index';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('files with personal data', () => {
  let dir: string;
  let umask: number;
  beforeEach(() => {
    umask = process.umask(0);
    dir = mkdtempSync(join(tmpdir(), 'fenming-private-'));
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(dir, { recursive: true });
  });

  it('are for their owner alone, whatever the shell says', () => {
    makeFolder(join(dir, 'a', 'b'));
    writePrivate(join(dir, 'a', 'b', 'new'), 'x');
    expect([join('a'), join('a', 'b'), join('a', 'b', 'new')].map((name) => modeOf(join(dir, name)))).toEqual([
      0o700, 0o700, 0o600,
    ]);
    keepPrivate();
    writeFileSync(join(dir, 'later'), 'x');
    mkdirSync(join(dir, 'folder'));
    expect([modeOf(join(dir, 'later')), modeOf(join(dir, 'folder'))]).toEqual([0o600, 0o700]);
  });

  it('are so where a file lay that everybody could read', () => {
    const file = join(dir, 'old');
    writeFileSync(file, 'longer than the new one');
    chmodSync(file, 0o666);
    writePrivate(file, 'new');
    expect([modeOf(file), readFileSync(file, 'utf8')]).toEqual([0o600, 'new']);
  });

  it('that an earlier release left open are closed with their folders, and what a link names is left alone', () => {
    const outside = join(dir, 'outside');
    const county = join(dir, 'county');
    mkdirSync(join(county, 'outbox'), { recursive: true, mode: 0o755 });
    for (const file of [outside, join(county, 'log.sqlite'), join(county, 'outbox', 'bank.txt')])
      writeFileSync(file, 'x', { mode: 0o644 });
    symlinkSync(outside, join(county, 'link'));
    mendRights(county);
    mendRights(join(dir, 'nothing here'));
    expect(['', 'outbox', 'log.sqlite', 'outbox/bank.txt'].map((name) => modeOf(join(county, name)))).toEqual([
      0o700, 0o700, 0o600, 0o600,
    ]);
    expect([modeOf(outside), lstatSync(join(county, 'link')).isSymbolicLink()]).toEqual([0o644, true]);
  });
});
