import { LAYER_NAMES, LEDGER_ACCOUNTS } from '@fenming/words';
import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { Option, type Command } from 'commander';
import { fen, formatYuan, type Fen } from '@fenming/money';
import { FUNDING_LAYERS, LEDGER_SUMS, type LedgerSum } from '@fenming/subsidy';
import type { Ledger, LedgerSums } from '@fenming/views';
import { everyRow, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { programmeNames } from './programme-names';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, yuanOf, type Desk, type Shell, type GlobalOptions } from './command';

type Layers = Readonly<Partial<Record<(typeof FUNDING_LAYERS)[number], Fen>>>;
type DocumentOptions = GlobalOptions & Speaker & { readonly documentNo: string; readonly on: string };
type LayerOptions = DocumentOptions & { readonly layer: string; readonly yuan: Fen };
type Budget = { readonly programme: string; readonly year: number };

/** @throws UsageError where no layer has an amount */
const fundingOf = (layers: Layers): object => {
  if (FUNDING_LAYERS.every((layer) => layers[layer] === undefined))
    throw new UsageError(
      say(
        '请至少给出一个层级的金额（元）：--central、--province、--city 或 --county',
        'Give the amount of at least one layer, in yuan: --central, --province, --city or --county',
      ),
    );
  return Object.fromEntries(FUNDING_LAYERS.map((layer) => [`${layer}_fen`, layers[layer] ?? 0]));
};

/** The key follows from what is said, so that a command that was cut off can simply be given again. */
const keyOf = (path: string, body: object): string =>
  createHash('sha256')
    .update(`${path}\n${JSON.stringify(body)}`)
    .digest('hex');

type Posting = { readonly path: string; readonly done: string; readonly body: object; readonly speaker: Speaker };

const book = async ({ dir, terminal }: Desk, { path, done, body, speaker }: Posting): Promise<ExitCode> =>
  withEngine({ dir, terminal }, async (operator) => {
    const api = await speakAs(operator, speaker);
    const booked = await api.post<object>(`/appropriations${path}`, body, { key: keyOf(path, body) });
    if (terminal.json) terminal.outJson(booked);
    else terminal.out(`  ${done}`);
    terminal.say(say('下一步: fenming appropriation ledger', 'Next: fenming appropriation ledger'));
    return EXIT.ok;
  });

const titles = (): readonly string[] => [say('资金层级', 'layer of funds'), ...LEDGER_SUMS.map((sum) => LEDGER_ACCOUNTS[sum])];

const sumOf = (sums: readonly LedgerSum[]): string => sums.map((sum) => LEDGER_ACCOUNTS[sum]).join(' + ');

const howItAddsUp = (): string => {
  const equation = `${sumOf(['appropriated', 'adjusted', 'carried_in'])} = ${sumOf(['available', 'reserved', 'in_transit', 'settled', 'carried_out', 'lapsed'])}`;
  return say(
    `说明: ${equation}；退票已回到可用，追回的已缴${LEDGER_ACCOUNTS.treasury}，两项只作说明。`,
    `Note: ${equation}; what was returned is available again and what was recovered went to the ${LEDGER_ACCOUNTS.treasury}: these two are shown for information.`,
  );
};

const cells = (name: string, sums: LedgerSums): readonly string[] => [
  name,
  ...LEDGER_SUMS.map((sum) => formatYuan(fen(sums[`${sum}_fen`]))),
];

type Books = Omit<Ledger, 'programme'> & { readonly name: string };

const sayBooks = (terminal: Terminal, { name, year, closed_on, balanced, layers, total }: Books): void => {
  const state = closed_on === null ? '' : say(`  ${closed_on} 已结账`, `  closed on ${closed_on}`);
  terminal.out(
    say(
      `${name} ${year} 年度${state}  ${balanced ? terminal.good(say('借贷相符', 'debits and credits agree')) : terminal.bad(say('借贷不符', 'debits and credits do not agree'))}`,
      `${name} ${year}${state}  ${balanced ? terminal.good(say('借贷相符', 'debits and credits agree')) : terminal.bad(say('借贷不符', 'debits and credits do not agree'))}`,
    ),
  );
  const columns = titles().map((title, i) => (i === 0 ? { title } : { title, align: 'right' as const }));
  const rows = layers.map((line) => cells(LAYER_NAMES[line.layer], line));
  for (const line of tableLines(columns, [...rows, cells(say('合计', 'total'), total)])) terminal.out(line);
};

type LedgerOptions = GlobalOptions & { readonly programme?: string; readonly year?: number };

const ledger = async (api: Api, terminal: Terminal, { programme, year }: LedgerOptions): Promise<ExitCode> => {
  const data = await everyRow<Ledger>(api, '/ledger', { programme, year });
  const balanced = data.every((books) => books.balanced);
  const nameOf = await programmeNames(api);
  if (terminal.json) terminal.outJson({ data, balanced });
  else for (const books of data) sayBooks(terminal, { ...books, name: nameOf(books.programme) });
  if (data.length > 0) terminal.say(howItAddsUp());
  if (data.length === 0)
    terminal.say(
      say(
        '还没有登记指标。下一步: fenming appropriation receive --help',
        'No appropriation has been recorded. Next: fenming appropriation receive --help',
      ),
    );
  return balanced ? EXIT.ok : EXIT.verification;
};

/** A command that books one document of a programme and year. */
const documentCommand = (parent: Command, name: string, description: string): Command => {
  const command = parent
    .command(say(`${name} <项目> <年度>`, `${name} <programme> <year>`))
    .description(description)
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据文号', 'document number'))
    .requiredOption(say('--on <日期>', '--on <date>'), say('日期，如 2023-06-20', 'day, such as 2023-06-20'));
  return withGlobalOptions(withSpeaker(command));
};

const withLayer = (command: Command): Command =>
  command
    .addOption(
      new Option(say('--layer <层级>', '--layer <layer>'), say('资金层级', 'funding layer'))
        .choices(FUNDING_LAYERS)
        .makeOptionMandatory(),
    )
    .requiredOption(
      say('--yuan <金额>', '--yuan <amount>'),
      say('金额（元）；调减为负', 'amount in yuan; negative takes back'),
      yuanOf,
    );

const withLayers = (command: Command): Command => {
  for (const layer of FUNDING_LAYERS)
    command.option(
      say(`--${layer} <金额>`, `--${layer} <amount>`),
      say(`${LAYER_NAMES[layer]}资金（元）`, `${layer} money in yuan`),
      yuanOf,
    );
  return command;
};

export const addAppropriation = (program: Command, shell: Shell): void => {
  const { finish } = shell;
  const group = program.command('appropriation').description(say('指标与资金账', 'appropriations and the ledger'));
  const adding = <Options extends DocumentOptions>(
    command: Command,
    { path, done }: Pick<Posting, 'path' | 'done'>,
    bodyOf: (options: Options) => object,
  ): Command =>
    command.action((programme: string, year: string, options: Options) => {
      const budget: Budget = { programme, year: yearOf(year) };
      const body = { ...budget, document_no: options.documentNo, ...bodyOf(options) };
      return finish((desk) => book(desk, { path, done, body, speaker: options }), options);
    });

  const receiving = documentCommand(group, 'receive', say('登记到账指标', 'book money that has arrived'));
  adding<LayerOptions>(
    withLayer(receiving),
    { path: '', done: say('指标已登记', 'Appropriation recorded') },
    ({ layer, yuan: amount_fen, on }) => {
      return { layer, amount_fen, arrived_on: on };
    },
  );
  const adjusting = documentCommand(group, 'adjust', say('调整指标', 'adjust what a layer gives'));
  adjusting.requiredOption(say('--reason <理由>', '--reason <reason>'), say('调整理由', 'reason'));
  adding<LayerOptions & { readonly reason: string }>(
    withLayer(adjusting),
    { path: '/adjustments', done: say('指标已调整', 'Appropriation adjusted') },
    ({ layer, yuan: amount_fen, reason, on }) => ({ layer, amount_fen, reason, adjusted_on: on }),
  );
  const carrying = documentCommand(group, 'carry', say('结转下年', 'carry forward to the next year'));
  adding<DocumentOptions & Layers>(
    withLayers(carrying),
    { path: '/carry-overs', done: say('已结转下年', 'Carried forward to the next year') },
    (options) => {
      return { funding: fundingOf(options), carried_on: options.on };
    },
  );
  const lapsing = documentCommand(group, 'lapse', say('结余缴回财政', 'pay money back to the treasury'));
  adding<DocumentOptions & Layers>(
    withLayers(lapsing),
    { path: '/lapses', done: say('已登记缴回', 'Paying back recorded') },
    (options) => {
      return { funding: fundingOf(options), lapsed_on: options.on };
    },
  );
  const closing = documentCommand(group, 'close', say('年度结账', 'close the books of the year'));
  adding<DocumentOptions>(
    closing,
    { path: '/closures', done: say('已结账，这一年度不再记账', 'Closed: nothing more is posted to this year') },
    ({ on }) => ({ closed_on: on }),
  );

  const showing = group
    .command('ledger')
    .description(say('各级资金在哪里（借贷不符时退出码 4）', 'where the money of each layer is (exit 4 when unbalanced)'))
    .option(say('--programme <代码>', '--programme <code>'), say('只看这个项目', 'only this programme'))
    .option(say('--year <年>', '--year <year>'), say('只看这个年度', 'only this year'), yearOf);
  withGlobalOptions(showing).action((options: LedgerOptions) =>
    finish((desk) => withEngine(desk, (api) => ledger(api, desk.terminal, options)), options),
  );
};
