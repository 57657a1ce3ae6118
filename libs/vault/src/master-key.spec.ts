import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault } from './vault';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keyFile = (): string => join(folder, 'vault.key');
const refusedAs = (code: string): Error => expect.objectContaining({ name: 'VaultError', code }) as Error;
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('the key file', () => {
  it('holds 32 random bytes, made once', () => {
    openVault(folder).close();
    const first = readFileSync(keyFile());
    openVault(folder).close();
    expect(first).toHaveLength(32);
    expect(readFileSync(keyFile()).equals(first)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  onPosix('is readable by its owner alone, and the store too, also when a restored backup was not', () => {
    openVault(folder).close();
    const modes = (): number[] => ['vault.key', 'vault.sqlite'].map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600]);
    for (const name of ['vault.key', 'vault.sqlite']) chmodSync(join(folder, name), 0o644);
    openVault(folder).close();
    expect(modes()).toEqual([0o600, 0o600]);
  });

  it('is not replaced when it is lost, because a new one would orphan every person in the store', () => {
    openVault(folder).close();
    rmSync(keyFile());
    expect(() => openVault(folder)).toThrow(refusedAs('key_missing'));
    expect(readdirSync(folder)).toEqual(['vault.sqlite']);
  });

  it('is refused when it was cut short', () => {
    openVault(folder).close();
    truncateSync(keyFile(), 31);
    expect(() => openVault(folder)).toThrow(refusedAs('key_damaged'));
  });

  it('is refused when it belongs to another vault', () => {
    const other = mkdtempSync(join(tmpdir(), 'vault-'));
    for (const each of [folder, other]) openVault(each).close();
    copyFileSync(join(other, 'vault.key'), keyFile());
    rmSync(other, { recursive: true });
    expect(() => openVault(folder)).toThrow(refusedAs('key_wrong'));
  });

  it('is made in spite of the draft that a crash left behind', () => {
    writeFileSync(`${keyFile()}.0123456789ab.draft`, 'half a ke');
    openVault(folder).close();
    expect(readFileSync(keyFile())).toHaveLength(32);
  });

  it('is enough with an empty store, as a crash between the two leaves it', () => {
    openVault(folder).close();
    const key = readFileSync(keyFile());
    rmSync(join(folder, 'vault.sqlite'));
    openVault(folder).close();
    expect(readFileSync(keyFile()).equals(key)).toBe(true);
  });
});
