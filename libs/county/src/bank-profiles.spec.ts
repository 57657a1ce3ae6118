import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BANK_PROFILES, DEMO_BANK } from '@fenming/bank-files';
import { banksOf, readBankProfiles } from './bank-profiles';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fenming-banks-'));
  mkdirSync(join(dir, 'bank-profiles'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (name: string, profile: object): void =>
  writeFileSync(join(dir, 'bank-profiles', name), JSON.stringify({ ...DEMO_BANK, ...profile }));

describe("a county's own banks", () => {
  it('are all that a real county can send to, and the only one is the standard', () => {
    write('own.json', { id: 'OWN_BANK' });
    const { byId, standard } = banksOf(readBankProfiles(dir), false);
    expect([[...byId.keys()], standard?.id]).toEqual([['OWN_BANK'], 'OWN_BANK']);
  });

  it('stand beside the invented ones where the county is invented too', () => {
    write('own.json', { id: 'OWN_BANK' });
    const { byId, standard } = banksOf(readBankProfiles(dir), true);
    expect([[...byId.keys()], standard?.id]).toEqual([[...BANK_PROFILES.keys(), 'OWN_BANK'], 'OWN_BANK']);
  });

  it('are none where a real county has described none; the demo bank serves demo counties alone', () => {
    const none = readBankProfiles(dir);
    expect(banksOf(none, false)).toEqual({ byId: new Map() });
    expect(banksOf(none, true).standard?.id).toBe('DEMO_BANK');
  });

  it('have no standard when there are several: whoever sends a file names the bank', () => {
    write('one.json', { id: 'ONE_BANK' });
    write('two.json', { id: 'TWO_BANK' });
    for (const demo of [true, false]) expect(banksOf(readBankProfiles(dir), demo).standard).toBeUndefined();
  });

  it('are not read when two files describe the same one: nobody could say which counts', () => {
    write('bank.json', { id: 'OWN_BANK' });
    write('bank-old.json', { id: 'OWN_BANK', maxLines: 100 });
    expect(() => readBankProfiles(dir)).toThrow('两个文件都写着 id OWN_BANK');
  });

  it('are not read where a folder bears the name of one, or a link to nothing', () => {
    mkdirSync(join(dir, 'bank-profiles', 'own.yaml'));
    expect(() => readBankProfiles(dir)).toThrow('own.yaml 不是文件：请移出这个目录');
    rmSync(join(dir, 'bank-profiles', 'own.yaml'), { recursive: true });
    symlinkSync(join(dir, 'nowhere'), join(dir, 'bank-profiles', 'own.json'));
    expect(() => readBankProfiles(dir)).toThrow('own.json 不是文件');
  });

  it('are not passed over where the name of a file ends otherwise: its county would send to another bank', () => {
    write('own.yaml.txt', { id: 'OWN_BANK' });
    expect(() => readBankProfiles(dir)).toThrow('own.yaml.txt 不是银行格式文件');
    rmSync(join(dir, 'bank-profiles', 'own.yaml.txt'));
    write('.hidden', { id: 'OWN_BANK' });
    expect(readBankProfiles(dir).byId.has('OWN_BANK')).toBe(false);
  });

  it('are refused in a sentence that names the file', () => {
    write('own.json', { name: '' });
    expect(() => readBankProfiles(dir)).toThrow(`${join(dir, 'bank-profiles', 'own.json')} 第 1 行 /name（银行名称） 不得为空`);
  });
});
