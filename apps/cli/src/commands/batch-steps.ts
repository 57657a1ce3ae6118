import { aside, say } from '@fenming/language';
import path from 'node:path';
import { type Command } from 'commander';
import { fen, formatYuan, type Fen } from '@fenming/money';
import type { BatchFile } from '@fenming/views';
import type { Api } from '@fenming/api-client';
import { BATCH_ACTIONS, STATE_NAMES, STEPS_TAKEN } from '@fenming/words';
import { speakAs } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import type { Terminal } from '../terminal/terminal';
import { keyOf, pathOf, rosterHash, showProgress } from './batch-run';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, yuanOf, type Shell } from './command';
import { onBatch, type Acting } from './on-batch';
import { sayShortage, type Shortage } from './shortage';

type Locked = {
  readonly count: number;
  readonly sum_fen: number;
  readonly left_out: readonly { readonly case_number: string; readonly message: string }[];
  readonly unreviewed: number;
  readonly shortage: readonly Shortage[];
};
type Sum = { readonly count: number; readonly sum_fen: number };
type Unregistered = { readonly code?: string; readonly count: number; readonly lines: readonly number[] };
type Returned = {
  readonly settled: Sum;
  readonly failed: Sum;
  readonly unknown: Sum;
  readonly unregistered: readonly Unregistered[];
};
/** `done`: what is recorded. `next`: the command that whoever comes next gives. `said`: what is said with the step. */
type StepOrder = {
  readonly step: string;
  readonly done: keyof typeof STEPS_TAKEN;
  readonly next?: string;
  readonly said?: object;
};

const sumText = ({ count, sum_fen }: Sum): string =>
  say(
    `${count.toLocaleString('en-US')} 笔 ${formatYuan(fen(sum_fen))} 元`,
    `${count.toLocaleString('en-US')} lines, ${formatYuan(fen(sum_fen))} yuan`,
  );

/** A code that the bank's profile does not know, for whoever asks the bank. */
const unregisteredText = ({ code, count, lines }: Unregistered): string =>
  say(
    `没有登记的结果码${code === undefined ? say('（见回盘文件）', ' (see the bank return)') : `“${code}”`}：${count} 笔（序号 ${lines.join('、')}${count > lines.length ? say(' 等', ' and others') : ''}）结果未知，请向银行问明，再由管理员登记到这家银行的文件格式里`,
    `Result code that is not registered${code === undefined ? say('（见回盘文件）', ' (see the bank return)') : `“${code}”`}: the outcome of ${count} lines (nos. ${lines.join(', ')}${lines.join('、')}) is unknown; ask the bank, then have the administrator register the code in the format file of this bank`,
  );

const create = async (api: Api, terminal: Terminal, programme: string, year: number): Promise<ExitCode> => {
  const { data } = await api.get<{ readonly data: readonly { readonly programme: string }[] }>(`/batches?year=${year}`);
  // Asked again after the batch of this round is closed, it opens the next one.
  const before = data.filter((batch) => batch.programme === programme).length;
  const key = keyOf('create', programme, year, before);
  const opened = await api.post<{ readonly batch_id: string; readonly round: number }>('/batches', { programme, year }, { key });
  if (terminal.json) terminal.outJson(opened);
  else
    terminal.out(
      say(`  已开批 ${opened.batch_id}（第 ${opened.round} 轮）`, `  opened batch ${opened.batch_id} (round ${opened.round})`),
    );
  terminal.say(say(`下一步: fenming batch lock ${opened.batch_id}`, `Next: fenming batch lock ${opened.batch_id}`));
  return EXIT.ok;
};

/** Where a batch stands is part of the key: the same step taken anew after it was sent back is another request. */
const rosterAndSteps = async (api: Api, id: string): Promise<{ readonly hash: string; readonly steps: number }> => {
  const { roster, steps } = await api.get<BatchFile>(pathOf(id));
  return { hash: rosterHash(roster), steps: steps.length };
};

const lock = async (api: Api, terminal: Terminal, id: string): Promise<ExitCode> => {
  const { steps } = await rosterAndSteps(api, id);
  const locked = await api.post<Locked>(pathOf(id, '/lock'), {}, { key: keyOf('lock', id, steps) });
  if (terminal.json) terminal.outJson(locked);
  else {
    terminal.out(say(`  名单已锁定：${sumText(locked)}`, `  list locked: ${sumText(locked)}`));
    if (locked.left_out.length > 0)
      terminal.out(say(`  未列入 ${locked.left_out.length} 人`, `  ${locked.left_out.length} persons not listed`));
    for (const { case_number, message } of locked.left_out) terminal.out(`    ${case_number}  ${message}`);
    if (locked.unreviewed > 0)
      terminal.out(
        say(
          `  另有 ${locked.unreviewed} 人上年已确认、本年没有年审：fenming unreviewed`,
          `  ${locked.unreviewed} more were confirmed last year and are on no list of this one: fenming unreviewed`,
        ),
      );
    sayShortage(terminal, locked.shortage);
  }
  terminal.say(say(`下一步: fenming batch submit ${id}`, `Next: fenming batch submit ${id}`));
  return EXIT.ok;
};

/** What the batch waits for then; a step that is called like its state says it already. */
const stateAfter = (done: keyof typeof STEPS_TAKEN): string | undefined => {
  const state = STATE_NAMES[done];
  return state === STEPS_TAKEN[done] ? undefined : state;
};

const report = (terminal: Terminal, id: string, { done, next }: StepOrder, answer: object): ExitCode => {
  if (terminal.json) terminal.outJson(answer);
  else terminal.out(`  ${STEPS_TAKEN[done]}${aside(stateAfter(done))}`);
  if (next !== undefined) terminal.say(say(`下一步: fenming batch ${next} ${id}`, `Next: fenming batch ${next} ${id}`));
  return EXIT.ok;
};

/** A signature under the roster that is locked now. */
const sign = async (api: Api, terminal: Terminal, id: string, signed: StepOrder): Promise<ExitCode> => {
  const { step, said = {} } = signed;
  const { hash, steps } = await rosterAndSteps(api, id);
  const body = { roster_hash: hash, ...said };
  const key = keyOf(step, id, hash, steps, JSON.stringify(said));
  return report(terminal, id, signed, await api.post<object>(pathOf(id, `/${step}`), body, { key }));
};

/** A step without a roster to sign. */
const take = async (api: Api, terminal: Terminal, id: string, taken: StepOrder): Promise<ExitCode> => {
  const { step, said = {} } = taken;
  const { steps } = await rosterAndSteps(api, id);
  const key = keyOf(step, id, steps);
  return report(terminal, id, taken, await api.post<object>(pathOf(id, `/${step}`), said, { key }));
};

const takeReturn = async (api: Api, terminal: Terminal, id: string, file: string): Promise<ExitCode> => {
  const bytes = readBytes(file);
  const upload = { fields: { batch_id: id }, fileName: path.basename(file), bytes };
  const { settled, failed, unknown, unregistered } = await api.upload<Returned>('/bank-returns', upload, {
    key: keyOf('bank-return', id, bytes.toString('base64')),
  });
  if (!terminal.json)
    terminal.out(
      say(
        `  回盘：到账 ${sumText(settled)}，退票 ${sumText(failed)}，结果未知 ${sumText(unknown)}`,
        `  bank return: arrived ${sumText(settled)}, returned ${sumText(failed)}, outcome unknown ${sumText(unknown)}`,
      ),
    );
  for (const each of terminal.json ? [] : unregistered) terminal.out(`  ${unregisteredText(each)}`);
  const code = await showProgress(api, terminal, id);
  return unknown.count > 0 ? EXIT.partial : code;
};

/** The steps from an empty batch to a closed one, each by its own office. */
export const addSteps = (batch: Command, shell: Shell): void => {
  const { finish } = shell;
  const creating = batch.command(say('create <项目> <年度>', 'create <programme> <year>')).description(BATCH_ACTIONS.create);
  withGlobalOptions(withSpeaker(creating)).action((programme: string, year: string, options: Acting) => {
    const asked = yearOf(year);
    return finish(
      (desk) => withEngine(desk, async (api) => create(await speakAs(api, options), desk.terminal, programme, asked)),
      options,
    );
  });
  onBatch(batch.command(say('lock <批次>', 'lock <batch>')).description(BATCH_ACTIONS.lock), shell, (api, terminal, { id }) =>
    lock(api, terminal, id),
  );
  onBatch(
    batch.command(say('submit <批次>', 'submit <batch>')).description(BATCH_ACTIONS.submit),
    shell,
    (api, terminal, { id }) => sign(api, terminal, id, { step: 'submit', done: 'submitted', next: 'check' }),
  );
  onBatch(batch.command(say('check <批次>', 'check <batch>')).description(BATCH_ACTIONS.check), shell, (api, terminal, { id }) =>
    sign(api, terminal, id, { step: 'check', done: 'checked', next: 'approve' }),
  );
  onBatch<Acting & { readonly total: Fen }>(
    batch
      .command(say('approve <批次>', 'approve <batch>'))
      .description(say(`${BATCH_ACTIONS.approve}；须输入合计金额`, `${BATCH_ACTIONS.approve}; the total has to be typed`))
      .requiredOption(say('--total <元>', '--total <yuan>'), say('名单的合计金额（元）', 'total of the roster in yuan'), yuanOf),
    shell,
    (api, terminal, { id, total }) =>
      sign(api, terminal, id, {
        step: 'approve',
        done: 'approved',
        next: 'run',
        said: { total_fen: total },
      }),
  );
  onBatch<Acting & { readonly reason: string }>(
    batch
      .command(say('send-back <批次>', 'send-back <batch>'))
      .description(BATCH_ACTIONS['send-back'])
      .requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由', 'why')),
    shell,
    (api, terminal, { id, reason }) =>
      take(api, terminal, id, { step: 'send-back', done: 'sent_back', next: 'lock', said: { reason } }),
  );
  addBankSteps(batch, shell);
};

const addBankSteps = (batch: Command, shell: Shell): void => {
  const { finish } = shell;
  const returning = batch
    .command(say('bank-return <批次> <文件>', 'bank-return <batch> <file>'))
    .description(
      say('登记银行回盘文件（有退票或未知时退出码 3）', 'record the bank return (exit 3 when payments came back or are unknown)'),
    );
  withGlobalOptions(withSpeaker(returning)).action((id: string, file: string, options: Acting) =>
    finish((desk) => withEngine(desk, async (api) => takeReturn(await speakAs(api, options), desk.terminal, id, file)), options),
  );
  onBatch(
    batch.command(say('reconcile <批次>', 'reconcile <batch>')).description(BATCH_ACTIONS.reconcile),
    shell,
    (api, terminal, { id }) => take(api, terminal, id, { step: 'reconcile', done: 'reconciled', next: 'close' }),
  );
  onBatch(batch.command(say('close <批次>', 'close <batch>')).description(BATCH_ACTIONS.close), shell, (api, terminal, { id }) =>
    take(api, terminal, id, { step: 'close', done: 'closed' }),
  );
};
