import { say } from '@fenming/language';
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BANK_PROFILES, DEMO_BANK, profileFaultText, readProfile, type BankProfile } from '@fenming/bank-files';
import { Refused } from '@fenming/commands';

/** The banks that a folder's county can send files to: its own, one profile a file in `bank-profiles/`, and in a demo county the invented ones. */
export type BankProfiles = {
  readonly byId: ReadonlyMap<string, BankProfile>;
  /** The county's own, where it has exactly one: the bank where nobody names one. */
  readonly standard?: BankProfile;
};

/**
 * Every shipped bank is invented: what a county's own is begun from. A demo county can send to each of them, and to the demo bank where
 * it has none of its own; money of a real county never goes to a bank that does not exist, named or not.
 */
export const banksOf = (own: BankProfiles, demo: boolean): BankProfiles => {
  if (!demo) return own;
  const byId = new Map([...BANK_PROFILES, ...own.byId]);
  return own.byId.size === 0 ? { byId, standard: DEMO_BANK } : { ...own, byId };
};

/** Why no file can go there: nobody named a bank, or none of this county's is called so. */
export const bankMissing = ({ byId }: BankProfiles, id?: string): Refused =>
  new Refused({
    refused: id === undefined ? 'bank_unnamed' : 'bank_unknown',
    detail: [id ?? '', ...byId.keys()].join('\n'),
  });

/** File, place and reason of every fault, for the person who wrote the files. */
export class BankProfilesWrong extends Error {
  override readonly name = 'BankProfilesWrong';
}

/** The county's own. @throws BankProfilesWrong: a bank that is misdescribed must not be found out by a refused file. */
export const readBankProfiles = (dir: string): BankProfiles => {
  const folder = join(dir, 'bank-profiles');
  // A hidden file is the system's own, such as .DS_Store.
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  const other = files.find((name) => !/\.(ya?ml|json)$/.test(name));
  if (other !== undefined)
    throw new BankProfilesWrong(
      say(
        `${join(folder, other)} 不是银行格式文件：文件名应以 .yaml、.yml 或 .json 结尾；别的文件请移出这个目录`,
        `${join(folder, other)} is no format file of a bank: its name should end in .yaml, .yml or .json; move other files out of this folder`,
      ),
    );
  const noFile = files.find((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() !== true);
  if (noFile !== undefined)
    throw new BankProfilesWrong(
      say(`${join(folder, noFile)} 不是文件：请移出这个目录`, `${join(folder, noFile)} is no file: move it out of this folder`),
    );
  const own = files.sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    if (!isUtf8(bytes))
      throw new BankProfilesWrong(
        say(`${join(folder, name)} 不是 UTF-8 编码：请另存为 UTF-8`, `${join(folder, name)} is not UTF-8: save it as UTF-8`),
      );
    const reading = readProfile(bytes.toString('utf8'));
    if (reading.ok) return reading.profile;
    throw new BankProfilesWrong(reading.faults.map((fault) => `${join(folder, name)} ${profileFaultText(fault)}`).join('\n'));
  });
  const twice = own.find(({ id }, at) => own.findIndex((other) => other.id === id) < at);
  if (twice !== undefined)
    throw new BankProfilesWrong(
      say(`${folder} 里有两个文件都写着 id ${twice.id}`, `Two files in ${folder} bear the id ${twice.id}`),
    );
  const byId = new Map(own.map((profile) => [profile.id, profile]));
  const [standard, ...others] = own;
  return standard === undefined || others.length > 0 ? { byId } : { byId, standard };
};
