import { say } from '@fenming/language';
import path from 'node:path';
import type { Command } from 'commander';
import { runningOwner } from '../owner/owner';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { backupFaults } from './backup-faults';
import { existing, withGlobalOptions, type Desk, type Shell, type GlobalOptions } from './command';

type BackupOptions = GlobalOptions & {
  readonly to?: string;
  readonly logTo?: string;
  readonly vaultTo?: string;
  readonly keepVaultDays?: number;
  readonly keepLogDays?: number;
};
type Taken = {
  readonly name: string;
  readonly log: string;
  readonly vault: string;
  readonly position: string;
  readonly events: number;
  readonly bytes: number;
  readonly taken_at: string;
  readonly key_fingerprint: string;
  readonly removed: readonly string[];
  readonly warnings: readonly string[];
};

/** A destroyed personal key must be gone from every backup after so many days. */
const LONGEST_VAULT_DAYS = 35;

const daysOf =
  (option: string) =>
  (text: string): number => {
    if (!/^\d{1,5}$/.test(text))
      throw new UsageError(say(`${option} 应为天数，如 30`, `${option} should be a whole number of days`));
    return Number(text);
  };
const vaultDaysOf = (text: string): number => {
  const days = daysOf('--keep-vault-days')(text);
  if (days <= LONGEST_VAULT_DAYS) return days;
  throw new UsageError(
    say(
      `个人信息库的备份最多保留 ${LONGEST_VAULT_DAYS} 天`,
      `backups of personal data are kept for at most ${LONGEST_VAULT_DAYS} days`,
    ),
  );
};

/** Where the two parts go, as the server sees it. */
const targetsOf = ({
  to,
  logTo = to,
  vaultTo = to,
}: Pick<BackupOptions, 'to' | 'logTo' | 'vaultTo'>): { readonly log_to: string; readonly vault_to: string } => {
  if (logTo === undefined || vaultTo === undefined)
    throw new UsageError(
      say(
        '请用 --to，或同时用 --log-to 和 --vault-to 指明备份目录',
        'Name the folder of the backup with --to, or with --log-to and --vault-to together',
      ),
    );
  return { log_to: path.resolve(logTo), vault_to: path.resolve(vaultTo) };
};

/** The running server takes the backup. A folder that nobody owns is copied as it lies: starting it would go on with what a crash cut off. */
const take = async (
  dir: string,
  { keepVaultDays = LONGEST_VAULT_DAYS, keepLogDays, ...options }: BackupOptions,
): Promise<Taken> => {
  const { log_to, vault_to } = targetsOf(options);
  const running = await runningOwner(dir);
  if (running !== undefined) {
    const kept = { keep_vault_days: keepVaultDays, ...(keepLogDays === undefined ? {} : { keep_log_days: keepLogDays }) };
    return running.post<Taken>('/backups', { log_to, vault_to, ...kept });
  }
  const { takeBackup } = await import('@fenming/backup');
  const kept = { keepVaultDays, ...(keepLogDays === undefined ? {} : { keepLogDays }) };
  const { takenAt, keyFingerprint, ...taken } = await takeBackup({ dir, logTo: log_to, vaultTo: vault_to, ...kept });
  return { ...taken, taken_at: takenAt, key_fingerprint: keyFingerprint };
};

const backup = async ({ dir, terminal }: Desk, options: BackupOptions): Promise<ExitCode> => {
  const taken = await take(dir, options);
  for (const warning of taken.warnings) terminal.complain(`${terminal.bad('!')} ${warning}`);
  if (terminal.json) terminal.outJson(taken);
  else {
    const { events, position, log, vault, bytes, removed, key_fingerprint } = taken;
    const size = (bytes / 1_048_576).toFixed(1);
    terminal.out(
      say(
        `${terminal.good('✓')} 已备份并核验 ${events.toLocaleString('en-US')} 条事件（至 ${position}），${size} MiB`,
        `${terminal.good('✓')} backed up and verified: ${events.toLocaleString('en-US')} events (up to ${position}), ${size} MiB`,
      ),
    );
    terminal.out(say(`  事件日志   ${log}`, `  event log      ${log}`));
    terminal.out(say(`  个人信息库 ${vault}`, `  personal data  ${vault}`));
    for (const folder of removed) terminal.out(say(`  已过保留期，删除 ${folder}`, `  past its retention, removed: ${folder}`));
    terminal.say(
      say(
        `  密钥文件 vault.key（指纹 ${key_fingerprint.slice(0, 12)}）不在备份里，请由另一人另行保管。`,
        `  The key file vault.key (fingerprint ${key_fingerprint.slice(0, 12)}) is not in the backup: somebody else should keep it elsewhere.`,
      ),
    );
  }
  terminal.say(
    say(
      `下一步: fenming restore ${taken.log} --vault ${taken.vault} --key <vault.key> --data <空目录> --verify`,
      `Next: fenming restore ${taken.log} --vault ${taken.vault} --key <vault.key> --data <empty folder> --verify`,
    ),
  );
  return EXIT.ok;
};

export const addBackup = (program: Command, { finish }: Shell): void => {
  const command = program
    .command('backup')
    .description(
      say(
        '备份事件日志和个人信息库；服务可以照常运行',
        'back up the event log and the personal data store, also while the server runs',
      ),
    )
    .option('--to <dir>', say('备份目录', 'where backups go'))
    .option('--log-to <dir>', say('事件日志的备份目录（默认同 --to）', 'where the log goes (default --to)'))
    .option('--vault-to <dir>', say('个人信息库的备份目录（默认同 --to）', 'where the personal data store goes (default --to)'))
    .option(
      '--keep-vault-days <n>',
      say('个人信息库的备份保留几天（默认且最多 35）', 'days to keep personal data backups (default and at most 35)'),
      vaultDaysOf,
    )
    .option(
      '--keep-log-days <n>',
      say('事件日志的备份保留几天（默认永久）', 'days to keep log backups (default for ever)'),
      daysOf('--keep-log-days'),
    );
  withGlobalOptions(command).action((options: BackupOptions) =>
    finish((desk) => backupFaults(desk, () => backup(existing(desk), options)), options),
  );
};
