import { Option, type Command } from 'commander';
import { fen, formatYuan } from '@fenming/money';
import { SHORTAGE_UNKNOWN } from '@fenming/words';
import { everyRow, hasCode, type Api } from '@fenming/api-client';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { closest } from '../terminal/suggest';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { bankFiles, exceptions, failures, paper } from './batch-papers';
import { pathOf, run, showProgress, turn } from './batch-run';
import { addSteps } from './batch-steps';
import { withEngine, withStanding, yearOf, type StandingOptions, type Shell } from './command';
import { sayShortage, type Shortage } from './shortage';
import { reportControls, type Controls } from './controls-report';
import { onBatch, type Acting } from './on-batch';

type Batch = {
  readonly batch_id: string;
  readonly programme: string;
  readonly year: number;
  readonly round: number;
  readonly state: string;
  readonly roster: { readonly count: number; readonly sum_fen: number } | null;
};
type Row = {
  readonly step: string;
  readonly count: number;
  readonly sum_fen: number;
  readonly difference_fen: number;
  readonly hash: string | null;
};

const STATES: Readonly<Record<string, string>> = {
  opened: '已开批',
  locked: '已锁定',
  submitted: '已提交，待审核',
  checked: '已审核，待审批',
  approved: '已审批，待放款',
  released: '放款中',
  instructed: '已放款，待送盘',
  file_issued: '已送盘，待回盘',
  result_recorded: '回盘登记中',
  result_applied: '已回盘，待对账',
  reconciled: '已对账',
  closed: '已办结',
};
const STEPS: Readonly<Record<string, string>> = {
  roster: '名单',
  submitted: '提交',
  checked: '审核',
  approved: '审批',
  released: '放款',
  instructed: '发放',
  exceptions: '未发放',
  bank_file: '送盘',
  settled: '成功',
  failed: '退票',
  unknown: '未知',
  reconciled: '对账',
};

const batches = (api: Api, year?: number): Promise<readonly Batch[]> => everyRow<Batch>(api, '/batches', { year });

const list = async (api: Api, terminal: Terminal, year?: number): Promise<ExitCode> => {
  const found = await batches(api, year);
  if (terminal.json) terminal.outJson({ batches: found });
  else {
    const columns = [
      { title: '批次' },
      { title: '轮次', align: 'right' as const },
      { title: '状态' },
      { title: '笔数', align: 'right' as const },
      { title: '金额（元）', align: 'right' as const },
    ];
    const rows = found.map(({ batch_id, round, state, roster }) => [
      batch_id,
      String(round),
      STATES[state] ?? state,
      roster === null ? '-' : roster.count.toLocaleString('en-US'),
      roster === null ? '-' : formatYuan(fen(roster.sum_fen)),
    ]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  const [next] = found.filter(({ state }) => state !== 'closed');
  const shown = next ?? found[0];
  terminal.say(
    shown === undefined
      ? '还没有批次。下一步: fenming batch create <项目> <年度>'
      : `下一步: fenming batch totals ${shown.batch_id}`,
  );
  return EXIT.ok;
};

const suggestBatch = async (api: Api, terminal: Terminal, id: string): Promise<void> => {
  const meant = closest(
    id,
    (await batches(api)).map(({ batch_id }) => batch_id),
  );
  if (meant !== undefined) terminal.complain(`是不是要找: fenming batch totals ${meant}`);
};

const totals = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const { rows } = await api
    .get<{ readonly rows: readonly Row[] }>(pathOf(id, '/control-totals'))
    .catch(async (error: unknown) => {
      if (hasCode(error, 'batch_not_found', 'not_found')) await suggestBatch(api, terminal, id);
      throw error;
    });
  const { shortage } = await api.get<{ readonly shortage: readonly Shortage[] | null }>(pathOf(id));
  const differing = rows.filter(({ difference_fen }) => difference_fen !== 0);
  if (terminal.json) terminal.outJson({ batch_id: id, rows, shortage });
  else {
    const columns = [
      { title: '步骤' },
      { title: '笔数', align: 'right' as const },
      { title: '金额（元）', align: 'right' as const },
      { title: '差异', align: 'right' as const },
      { title: '摘要' },
    ];
    const cells = rows.map(({ step, count, sum_fen, difference_fen, hash }) => [
      STEPS[step] ?? step,
      count.toLocaleString('en-US'),
      formatYuan(fen(sum_fen)),
      formatYuan(fen(difference_fen)),
      hash?.slice(0, 12) ?? '',
    ]);
    for (const line of tableLines(columns, cells)) terminal.out(line);
    if (shortage === null) terminal.out(`  ${SHORTAGE_UNKNOWN}`);
    else sayShortage(terminal, shortage);
  }
  return differing.length === 0 ? EXIT.ok : EXIT.verification;
};

export const addBatch = (program: Command, shell: Shell): void => {
  const batch = program.command('batch').description(shell.say('发放批次', 'payout batches'));
  const listing = batch
    .command('list')
    .description(shell.say('列出批次', 'list the batches'))
    .option('--year <yyyy>', shell.say('年度', 'year'), yearOf(shell.say));
  withStanding(listing, shell.say).action((options: StandingOptions & { readonly year?: number }) =>
    shell.finish((desk) => withEngine(desk, (api) => list(api, desk.terminal, options.year)), options),
  );
  const totalling = batch
    .command('totals <批次>')
    .description(
      shell.say(
        '各步骤的笔数、金额和差异（有差异时退出码 4）',
        'count, sum and difference of each step (exit 4 on a difference)',
      ),
    );
  withStanding(totalling, shell.say).action((id: string, options: StandingOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => totals(api, desk.terminal, id)), options),
  );
  addSteps(batch, shell);
  addReading(batch, shell);
  addActing(batch, shell);
};

const addReading = (batch: Command, { say, finish }: Shell): void => {
  const shell = { say, finish };
  const add = (name: string, description: string, use: Parameters<typeof onBatch<Acting>>[2]): void =>
    onBatch(batch.command(`${name} <批次>`).description(description), shell, use);
  add(
    'progress',
    say('跟着看发放进度（有暂缓或退票时退出码 3）', 'follow the payments (exit 3 when some failed)'),
    (api, terminal, { id }) => showProgress(api, terminal, id),
  );
  add('exceptions', say('暂缓发放的原因', 'why lines were held back'), (api, terminal, { id }) => exceptions(api, terminal, id));
  add(
    'controls',
    say('核对本批的控制公式（有疑点时退出码 4）', 'check the control formulas (exit 4 on a finding)'),
    async (api, terminal, { id }) => {
      const report = await api.get<Controls>(pathOf(id, '/controls'));
      if (terminal.json) terminal.outJson(report);
      else reportControls(terminal, report);
      return report.totals.found === 0 ? EXIT.ok : EXIT.verification;
    },
  );
  onBatch(
    batch
      .command('failures <批次>')
      .description(say('退票的原因、由谁更正', 'why payments came back, and who mends it'))
      .addOption(
        new Option('--by <归类>', say('按原因归类（唯一的归类）', 'grouped by reason, the only grouping'))
          .choices(['reason'])
          .default('reason'),
      ),
    shell,
    (api, terminal, { id }) => failures(api, terminal, id),
  );
  onBatch<Acting & { readonly out?: string }>(
    batch
      .command('approval-form <批次>')
      .description(say('发放审批表（PDF）', 'the approval form as PDF'))
      .option('--out <文件>', say('存到哪个文件', 'where to')),
    shell,
    (api, terminal, { id, out }) =>
      paper(api, terminal, { from: pathOf(id, '/approval-form.pdf'), to: out ?? `${id}-发放审批表.pdf` }),
  );
  onBatch<Acting & { readonly out?: string; readonly file?: string }>(
    batch
      .command('cover <批次>')
      .description(say('代发清单封面（PDF）', 'the cover of a bank file as PDF'))
      .option('--file <文件名>', say('哪一份送盘文件（默认第一份）', 'which bank file (default the first)'))
      .option('--out <文件>', say('存到哪个文件', 'where to')),
    shell,
    (api, terminal, { id, file, out }) => {
      const query = file === undefined ? '' : `?file=${encodeURIComponent(file)}`;
      return paper(api, terminal, {
        from: `/bank-files/${encodeURIComponent(id)}/cover.pdf${query}`,
        to: out ?? `${file ?? id}-封面.pdf`,
      });
    },
  );
};

const addActing = (batch: Command, shell: Shell): void => {
  const { say } = shell;
  onBatch(
    batch
      .command('run <批次>')
      .description(
        say('放款并跟到发放完毕（有暂缓时退出码 3）', 'release and follow to the end (exit 3 when some were held back)'),
      ),
    shell,
    (api, terminal, { id }) => run(api, terminal, id),
  );
  onBatch<Acting & { readonly reason: string }>(
    batch
      .command('pause <批次>')
      .description(say('暂停发放', 'stop the payments after those in hand'))
      .requiredOption('--reason <理由>', say('理由', 'why')),
    shell,
    (api, terminal, { id, reason }) => turn(api, terminal, { id, do: 'pause', reason }),
  );
  onBatch(batch.command('resume <批次>').description(say('继续发放', 'let the payments go on')), shell, (api, terminal, { id }) =>
    turn(api, terminal, { id, do: 'resume' }),
  );
  onBatch<Acting & { readonly profile?: string; readonly out?: string }>(
    batch
      .command('bank-file <批次>')
      .description(say('生成送盘文件', 'make the files for the bank'))
      .option('--profile <银行>', say('文件格式，见 fenming bank profiles list', 'file layout, see fenming bank profiles list'))
      .option('--out <目录>', say('同时存到这个目录', 'also save them into this folder')),
    shell,
    (api, terminal, given) => bankFiles(api, terminal, given),
  );
};
