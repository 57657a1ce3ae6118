import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCharacter, readCitizenId } from '@fenming/citizen';
import { checkStore } from './sound';
import { openVault, type PersonId } from './vault';

let folder: string;
const someone = readCitizenId(`99100119600101001${checkCharacter('99100119600101001')}`);
const file = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenming-vault-'));
  const vault = openVault(folder);
  if (someone.ok) vault.admitPersons([{ citizenId: someone.id, personId: 'p-1' as PersonId }]);
  vault.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const codeOf = (): unknown => {
  try {
    return checkStore(folder);
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};

describe('a vault that is looked through before it is opened', () => {
  it('is left as it lies, and its persons are counted', () => {
    const before = readFileSync(file('vault.sqlite'));
    expect(codeOf()).toBe(1);
    expect(readFileSync(file('vault.sqlite'))).toEqual(before);
  });

  it.each([
    ['is not there', () => rmSync(file('vault.sqlite')), 'store_missing'],
    ['holds nothing', () => writeFileSync(file('vault.sqlite'), ''), 'store_missing'],
    ['is a text', () => writeFileSync(file('vault.sqlite'), 'text\n'.repeat(3000)), 'store_damaged'],
    ['was cut', () => truncateSync(file('vault.sqlite'), 9000), 'store_damaged'],
    ['has lost its key', () => rmSync(file('vault.key')), 'key_missing'],
    ['has half a key', () => truncateSync(file('vault.key'), 16), 'key_damaged'],
    ['has the key of another', () => writeFileSync(file('vault.key'), Buffer.alloc(32, 1)), 'key_wrong'],
  ])('is refused where it %s', (_, damage, code) => {
    damage();
    expect(codeOf()).toBe(code);
  });
});
