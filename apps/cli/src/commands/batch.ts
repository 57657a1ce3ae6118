import { say } from '@fenming/language';
import { Option, type Command } from 'commander';
import { fen, formatYuan } from '@fenming/money';
import { everyRow, hasCode, type Api } from '@fenming/api-client';
import { BATCH_ACTIONS, batchState, shortageUnknown, STEP_NAMES } from '@fenming/words';
import type { DraftAgain } from '@fenming/subsidy';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { closest } from '../terminal/suggest';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { bankFiles, exceptions, failures, paper } from './batch-papers';
import { pathOf, run, showProgress, turn } from './batch-run';
import { addSteps } from './batch-steps';
import { withEngine, withGlobalOptions, yearOf, type GlobalOptions, type Shell } from './command';
import { sayShortage, type Shortage } from './shortage';
import { reportControls, type Controls } from './controls-report';
import { onBatch, type Acting } from './on-batch';

type Batch = {
  readonly batch_id: string;
  readonly programme: string;
  readonly year: number;
  readonly round: number;
  readonly state: string;
  readonly draft_again: DraftAgain | null;
  readonly roster: { readonly count: number; readonly sum_fen: number } | null;
};
type Row = {
  readonly step: string;
  readonly count: number;
  readonly sum_fen: number;
  readonly difference_fen: number;
  readonly hash: string | null;
};

const batches = (api: Api, year?: number): Promise<readonly Batch[]> => everyRow<Batch>(api, '/batches', { year });

const list = async (api: Api, terminal: Terminal, year?: number): Promise<ExitCode> => {
  const found = await batches(api, year);
  if (terminal.json) terminal.outJson({ batches: found });
  else {
    const columns = [
      { title: say('批次', 'batch') },
      { title: say('轮次', 'round'), align: 'right' as const },
      { title: say('状态', 'state') },
      { title: say('笔数', 'lines'), align: 'right' as const },
      { title: say('金额（元）', 'amount (yuan)'), align: 'right' as const },
    ];
    const rows = found.map(({ batch_id, round, roster, ...batch }) => [
      batch_id,
      String(round),
      batchState(batch),
      roster === null ? '-' : roster.count.toLocaleString('en-US'),
      roster === null ? '-' : formatYuan(fen(roster.sum_fen)),
    ]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  const [next] = found.filter(({ state }) => state !== 'closed');
  const shown = next ?? found[0];
  terminal.say(
    shown === undefined
      ? say(
          '还没有批次。下一步: fenming batch create <项目> <年度>',
          'There is no batch yet. Next: fenming batch create <programme> <year>',
        )
      : say(`下一步: fenming batch ${nextOf(shown)} ${shown.batch_id}`, `Next: fenming batch ${nextOf(shown)} ${shown.batch_id}`),
  );
  return EXIT.ok;
};

/** A draft is locked first. */
const nextOf = ({ state }: Batch): string => (state === 'opened' ? 'lock' : 'totals');

const suggestBatch = async (api: Api, terminal: Terminal, id: string): Promise<void> => {
  const meant = closest(
    id,
    (await batches(api)).map(({ batch_id }) => batch_id),
  );
  if (meant !== undefined)
    terminal.complain(say(`是不是要找: fenming batch totals ${meant}`, `Did you mean: fenming batch totals ${meant}`));
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
      { title: say('环节', 'step') },
      { title: say('笔数', 'lines'), align: 'right' as const },
      { title: say('金额（元）', 'amount (yuan)'), align: 'right' as const },
      { title: say('差异', 'difference'), align: 'right' as const },
      { title: say('摘要', 'hash') },
    ];
    const cells = rows.map(({ step, count, sum_fen, difference_fen, hash }) => [
      STEP_NAMES[step] ?? step,
      count.toLocaleString('en-US'),
      formatYuan(fen(sum_fen)),
      formatYuan(fen(difference_fen)),
      hash?.slice(0, 12) ?? '',
    ]);
    for (const line of tableLines(columns, cells)) terminal.out(line);
    if (shortage === null) terminal.out(`  ${shortageUnknown()}`);
    else sayShortage(terminal, shortage);
  }
  return differing.length === 0 ? EXIT.ok : EXIT.verification;
};

export const addBatch = (program: Command, shell: Shell): void => {
  const batch = program.command('batch').description(say('发放批次', 'payout batches'));
  const listing = batch
    .command('list')
    .description(say('列出批次', 'list the batches'))
    .option('--year <yyyy>', say('年度', 'year'), yearOf);
  withGlobalOptions(listing).action((options: GlobalOptions & { readonly year?: number }) =>
    shell.finish((desk) => withEngine(desk, (api) => list(api, desk.terminal, options.year)), options),
  );
  onBatch(
    batch
      .command(say('totals <批次>', 'totals <batch>'))
      .description(
        say('各环节的笔数、金额和差异（有差异时退出码 4）', 'count, sum and difference of each step (exit 4 on a difference)'),
      ),
    shell,
    (api, terminal, { id }) => totals(api, terminal, id),
  );
  addSteps(batch, shell);
  addReading(batch, shell);
  addActing(batch, shell);
};

const addReading = (batch: Command, { finish }: Shell): void => {
  const shell = { finish };
  const add = (name: string, description: string, use: Parameters<typeof onBatch<Acting>>[2]): void =>
    onBatch(batch.command(say(`${name} <批次>`, `${name} <batch>`)).description(description), shell, use);
  add(
    'progress',
    say('跟着看发放进度（有暂缓或退票时退出码 3）', 'follow the payments (exit 3 when some were held back or returned)'),
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
      .command(say('failures <批次>', 'failures <batch>'))
      .description(say('退票的原因、由谁更正', 'why payments came back, and who mends it'))
      .addOption(
        new Option(say('--by <归类>', '--by <kind>'), say('按原因归类（唯一的归类）', 'grouped by reason, the only grouping'))
          .choices(['reason'])
          .default('reason'),
      ),
    shell,
    (api, terminal, { id }) => failures(api, terminal, id),
  );
  onBatch<Acting & { readonly out?: string }>(
    batch
      .command(say('approval-form <批次>', 'approval-form <batch>'))
      .description(say('发放审批表（PDF）', 'the approval form as PDF'))
      .option(say('--out <文件>', '--out <file>'), say('存到哪个文件', 'where to')),
    shell,
    (api, terminal, { id, out }) =>
      paper(api, terminal, {
        from: pathOf(id, '/approval-form.pdf'),
        to: out ?? say(`${id}-发放审批表.pdf`, `${id}-approval-form.pdf`),
      }),
  );
  onBatch<Acting & { readonly out?: string; readonly file?: string }>(
    batch
      .command(say('cover <批次>', 'cover <batch>'))
      .description(say('代发清单封面（PDF）', 'the cover of a bank file as PDF'))
      .option(say('--file <文件名>', '--file <name>'), say('哪一份送盘文件（默认第一份）', 'which bank file (default the first)'))
      .option(say('--out <文件>', '--out <file>'), say('存到哪个文件', 'where to')),
    shell,
    (api, terminal, { id, file, out }) => {
      const query = file === undefined ? '' : `?file=${encodeURIComponent(file)}`;
      return paper(api, terminal, {
        from: `/bank-files/${encodeURIComponent(id)}/cover.pdf${query}`,
        to: out ?? say(`${file ?? id}-封面.pdf`, `${file ?? id}-cover.pdf`),
      });
    },
  );
};

const addActing = (batch: Command, shell: Shell): void => {
  onBatch(
    batch
      .command(say('run <批次>', 'run <batch>'))
      .description(
        say('放款并跟到发放完毕（有暂缓时退出码 3）', 'release and follow to the end (exit 3 when some were held back)'),
      ),
    shell,
    (api, terminal, { id }) => run(api, terminal, id),
  );
  onBatch<Acting & { readonly reason: string }>(
    batch
      .command(say('pause <批次>', 'pause <batch>'))
      .description(BATCH_ACTIONS.pause)
      .requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由', 'why')),
    shell,
    (api, terminal, { id, reason }) => turn(api, terminal, { id, do: 'pause', reason }),
  );
  onBatch(
    batch.command(say('resume <批次>', 'resume <batch>')).description(BATCH_ACTIONS.resume),
    shell,
    (api, terminal, { id }) => turn(api, terminal, { id, do: 'resume' }),
  );
  onBatch<Acting & { readonly profile?: string; readonly out?: string }>(
    batch
      .command(say('bank-file <批次>', 'bank-file <batch>'))
      .description(BATCH_ACTIONS['bank-file'])
      .option(
        say('--profile <银行>', '--profile <bank>'),
        say('文件格式，见 fenming bank profiles list', 'file format, see fenming bank profiles list'),
      )
      .option(say('--out <目录>', '--out <folder>'), say('同时存到这个目录', 'also save them into this folder')),
    shell,
    (api, terminal, given) => bankFiles(api, terminal, given),
  );
};
