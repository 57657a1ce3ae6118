import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BANK_PROFILES, DEMO_BANK, readProfile, type BankProfile } from '@fenming/bank-files';

/** The banks that a folder's county can send files to: the shipped ones, and one profile a file in `bank-profiles/` of the folder. */
export type BankProfiles = {
  readonly byId: ReadonlyMap<string, BankProfile>;
  /** The bank where nobody names one: the county's own where it has exactly one, and the demo bank where it has none. */
  readonly standard?: BankProfile;
};

/** File, place and reason of every fault, for the person who wrote the files. */
export class BankProfilesWrong extends Error {
  override readonly name = 'BankProfilesWrong';
}

/** @throws BankProfilesWrong: a bank that is misdescribed must not be found out by a refused file. */
export const readBankProfiles = (dir: string): BankProfiles => {
  const folder = join(dir, 'bank-profiles');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name)) : [];
  const own = files.sort().map((name) => {
    const reading = readProfile(readFileSync(join(folder, name), 'utf8'));
    if (reading.ok) return reading.profile;
    throw new BankProfilesWrong(
      reading.faults.map(({ pointer, reason }) => `${join(folder, name)} ${pointer} ${reason}`).join('\n'),
    );
  });
  const twice = own.find(({ id }, at) => own.findIndex((other) => other.id === id) < at);
  if (twice !== undefined) throw new BankProfilesWrong(`${folder} 里有两个文件都写着 id ${twice.id}`);
  const byId = new Map([...BANK_PROFILES, ...own.map((profile) => [profile.id, profile] as const)]);
  const [standard, ...others] = own.length === 0 ? [DEMO_BANK] : own;
  return standard === undefined || others.length > 0 ? { byId } : { byId, standard };
};
