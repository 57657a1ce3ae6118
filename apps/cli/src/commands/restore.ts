import { say } from '@fenming/language';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { fen, formatYuan, sumFen } from '@fenming/money';
import { everyRow, isProved, replayAll, type Api } from '@fenming/api-client';
import { beijing } from '../terminal/clock';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { backupFaults } from './backup-faults';
import { withEngine, withGlobalOptions, type Desk, type Shell, type GlobalOptions } from './command';
import { reportReplay } from './demo-report';

type RestoreOptions = GlobalOptions & {
  readonly vault?: string;
  readonly key?: string;
  readonly verify?: boolean;
  readonly withoutPersonalData?: boolean;
};
type Row = { readonly step: string; readonly count: number; readonly sum_fen: number; readonly difference_fen: number };
type BatchTotals = { readonly batch_id: string; readonly state: string; readonly rows: readonly Row[] };

/** A part may be named by its own folder, by the folder of the whole backup, or by the folder of all backups: the newest is meant. */
const partOf = (folder: string, part: 'log' | 'vault'): string => {
  const own = path.resolve(folder);
  const isPart = (place: string): boolean => existsSync(path.join(place, 'manifest.json'));
  if (isPart(own) || !existsSync(own)) return own;
  const backups = readdirSync(own).toSorted().toReversed();
  const inside = [path.join(own, part), ...backups.map((name) => path.join(own, name, part))];
  return inside.find(isPart) ?? own;
};

const vaultOf = ({
  vault,
  key,
  withoutPersonalData,
}: RestoreOptions): { readonly folder: string; readonly key: string } | undefined => {
  if (withoutPersonalData === true) return undefined;
  if (vault === undefined || key === undefined)
    throw new UsageError(
      say(
        '请用 --vault 指明个人信息库的备份，用 --key 指明密钥文件 vault.key；只为查阅账目，可用 --without-personal-data',
        'Name the backup of the personal data with --vault and the key file vault.key with --key; to look at the books alone, use --without-personal-data',
      ),
    );
  return { folder: partOf(vault, 'vault'), key: path.resolve(key) };
};

const controlTotals = async (api: Api): Promise<readonly BatchTotals[]> => {
  const data = await everyRow<Omit<BatchTotals, 'rows'>>(api, '/batches');
  return Promise.all(
    data.map(async ({ batch_id, state }) => {
      const { rows } = await api.get<Pick<BatchTotals, 'rows'>>(`/batches/${encodeURIComponent(batch_id)}/control-totals`);
      return { batch_id, state, rows };
    }),
  );
};

/** A backup may catch a batch half instructed or half answered: its steps need not agree before it is reconciled. */
const isFinished = ({ state }: BatchTotals): boolean => state === 'reconciled' || state === 'closed';
const differenceOf = ({ rows }: BatchTotals): number => sumFen(rows.map(({ difference_fen }) => fen(Math.abs(difference_fen))));

const reportTotals = (terminal: Terminal, batches: readonly BatchTotals[]): void => {
  const right = 'right' as const;
  const columns = [
    { title: say('批次', 'batch') },
    { title: say('笔数', 'lines'), align: right },
    { title: say('金额（元）', 'amount (yuan)'), align: right },
    { title: say('差异', 'difference'), align: right },
  ];
  const rows = batches.map((batch) => {
    const [{ count, sum_fen } = { count: 0, sum_fen: 0 }] = batch.rows;
    const difference = isFinished(batch) ? formatYuan(fen(differenceOf(batch))) : say('办理中', 'under way');
    return [batch.batch_id, count.toLocaleString('en-US'), formatYuan(fen(sum_fen)), difference];
  });
  for (const line of tableLines(columns, rows)) terminal.out(line);
};

/** Rebuilds every view from the restored log, compares, and adds the control totals of every batch. */
const verify = (desk: Desk, restored: object): Promise<ExitCode> =>
  withEngine(desk, async (api) => {
    const replay = await replayAll(api);
    const batches = await controlTotals(api);
    if (desk.terminal.json) desk.terminal.outJson({ ...restored, replay, batches });
    else {
      reportReplay(desk.terminal, replay);
      reportTotals(desk.terminal, batches);
    }
    const different = batches.some((batch) => isFinished(batch) && differenceOf(batch) !== 0);
    return !different && isProved(replay) ? EXIT.ok : EXIT.verification;
  });

const restore = async (desk: Desk, log: string, options: RestoreOptions): Promise<ExitCode> => {
  const { terminal, dir } = desk;
  const vault = vaultOf(options);
  // Loaded here alone: no other command opens a folder in its own process, and loading takes most of a second.
  const { restoreBackup } = await import('@fenming/backup');
  const { county, position, events, takenAt, personalData } = await restoreBackup({
    log: partOf(log, 'log'),
    dir,
    ...(vault === undefined ? {} : { vault }),
  });
  const restored = { data: dir, county, position, events, taken_at: takenAt, personal_data: personalData };
  if (!terminal.json)
    terminal.out(
      say(
        `${terminal.good('✓')} 已恢复 ${events.toLocaleString('en-US')} 条事件（${beijing(takenAt)} 的备份）到 ${dir}`,
        `${terminal.good('✓')} ${events.toLocaleString('en-US')} events (backup of ${beijing(takenAt)}) restored to ${dir}`,
      ),
    );
  if (options.verify !== true && terminal.json) terminal.outJson(restored);
  const code = options.verify === true ? await verify(desk, restored) : EXIT.ok;
  terminal.say(
    personalData
      ? next()
      : say(
          '  没有恢复个人信息库：只供查阅账目，不能办理业务。',
          '  The personal data was not restored: for looking at the books alone.',
        ),
  );
  return code;
};

const next = (): string =>
  say(
    '  备份之后可能已有送盘文件发往银行：核对之前不能放款、送盘。\n',
    '  Bank files may have gone to the bank after the backup: nothing is released or sent before they are reconciled.\n',
  ) +
  say(
    '下一步: 请银行出具已收到的送盘文件清单，由财政审核登记: fenming reconcile-restore <清单.csv> --document-no <银行复函文号> --as <账号>',
    'Next: have the bank list the bank files it received; the finance checker records them: fenming reconcile-restore <list.csv> --document-no <letter of the bank> --as <account>',
  );

export const addRestore = (program: Command, { finish }: Shell): void => {
  const command = program
    .command(say('restore <日志备份>', 'restore <log-backup>'))
    .description(
      say(
        '把备份恢复到一个空目录（备份被改动时退出码 4，目录不空或不相配时 5）',
        'restore a backup into an empty folder (exit 4 when the backup was changed, 5 when the folder is not empty or parts do not match)',
      ),
    )
    .option('--vault <dir>', say('个人信息库的备份', 'backup of the personal data store'))
    .option('--key <vault.key>', say('另行保管的密钥文件', 'the key file, kept elsewhere'))
    .option('--verify', say('恢复后从事件重建全部账表并核对', 'rebuild every view from the log afterwards and compare'))
    .option(
      '--without-personal-data',
      say('不恢复个人信息，只供查阅账目', 'restore without personal data, for looking at the accounts only'),
    );
  withGlobalOptions(command).action((log: string, options: RestoreOptions) =>
    finish((desk) => backupFaults(desk, () => restore(desk, log, options)), options),
  );
};
