import { createHash } from 'node:crypto';
import { Option, type Command } from 'commander';
import { fen, formatYuan, type Fen } from '@fenming/money';
import { FUNDING_LAYERS, LAYER_NAMES } from '@fenming/subsidy';
import type { Ledger, LedgerSums } from '@fenming/views';
import { everyRow, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { programmeNames } from './programme-names';
import { withEngine, withSpeaker, withStanding, yearOf, yuanOf, type Desk, type Shell, type StandingOptions } from './command';

type Layers = Readonly<Partial<Record<(typeof FUNDING_LAYERS)[number], Fen>>>;
type DocumentOptions = StandingOptions & Speaker & { readonly documentNo: string; readonly on: string };
type LayerOptions = DocumentOptions & { readonly layer: string; readonly yuan: Fen };
type Budget = { readonly programme: string; readonly year: number };

const fundingOf = (layers: Layers): object =>
  Object.fromEntries(FUNDING_LAYERS.map((layer) => [`${layer}_fen`, layers[layer] ?? 0]));

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
    terminal.say('下一步: fenming appropriation ledger');
    return EXIT.ok;
  });

const COLUMNS = ['层级', '下达', '调整', '上年结转', '可用', '预留', '在途', '已发', '退票', '追回', '结转下年', '缴回'];

const HOW_IT_ADDS_UP =
  '说明: 下达 + 调整 + 上年结转 = 可用 + 预留 + 在途 + 已发 + 结转下年 + 缴回；退票已回到可用，追回的多发款已缴国库，两项只作说明。';

const cells = (name: string, sums: LedgerSums): readonly string[] => [
  name,
  ...[
    sums.appropriated_fen,
    sums.adjusted_fen,
    sums.carried_in_fen,
    sums.available_fen,
    sums.reserved_fen,
    sums.in_transit_fen,
    sums.settled_fen,
    sums.returned_fen,
    sums.recovered_fen,
    sums.carried_out_fen,
    sums.lapsed_fen,
  ].map((amount) => formatYuan(fen(amount))),
];

type Books = Omit<Ledger, 'programme'> & { readonly name: string };

const sayBooks = (terminal: Terminal, { name, year, closed_on, balanced, layers, total }: Books): void => {
  const state = closed_on === null ? '' : `  ${closed_on} 已结账`;
  terminal.out(`${name} ${year} 年度${state}  ${balanced ? terminal.good('借贷相符') : terminal.bad('借贷不符')}`);
  const columns = COLUMNS.map((title, i) => (i === 0 ? { title } : { title, align: 'right' as const }));
  const rows = layers.map((line) => cells(LAYER_NAMES[line.layer], line));
  for (const line of tableLines(columns, [...rows, cells('合计', total)])) terminal.out(line);
};

type LedgerOptions = StandingOptions & { readonly programme?: string; readonly year?: number };

const ledger = async (api: Api, terminal: Terminal, { programme, year }: LedgerOptions): Promise<ExitCode> => {
  const data = await everyRow<Ledger>(api, '/ledger', { programme, year });
  const balanced = data.every((books) => books.balanced);
  const nameOf = await programmeNames(api);
  if (terminal.json) terminal.outJson({ data, balanced });
  else for (const books of data) sayBooks(terminal, { ...books, name: nameOf(books.programme) });
  if (data.length > 0) terminal.say(HOW_IT_ADDS_UP);
  if (data.length === 0) terminal.say('还没有登记指标。下一步: fenming appropriation receive --help');
  return balanced ? EXIT.ok : EXIT.verification;
};

/** A command that books one document of a programme and year. */
const documentCommand = (parent: Command, name: string, description: string, shell: Shell): Command => {
  const { say } = shell;
  const command = parent
    .command(`${name} <项目> <年度>`)
    .description(description)
    .requiredOption('--document-no <文号>', say('依据文号', 'document number'))
    .requiredOption('--on <日期>', say('日期，如 2023-06-20', 'day, such as 2023-06-20'));
  return withStanding(withSpeaker(command, shell), say);
};

const withLayer = (command: Command, { say }: Shell): Command =>
  command
    .addOption(new Option('--layer <层级>', say('资金层级', 'funding layer')).choices(FUNDING_LAYERS).makeOptionMandatory())
    .requiredOption('--yuan <金额>', say('金额（元）；调减为负', 'amount in yuan; negative takes back'), yuanOf(say));

const withLayers = (command: Command, { say }: Shell): Command => {
  for (const layer of FUNDING_LAYERS)
    command.option(`--${layer} <金额>`, say(`${LAYER_NAMES[layer]}资金（元）`, `${layer} money in yuan`), yuanOf(say));
  return command;
};

export const addAppropriation = (program: Command, shell: Shell): void => {
  const { say, finish } = shell;
  const group = program.command('appropriation').description(say('指标与资金账', 'appropriations and the ledger'));
  const adding = <Options extends DocumentOptions>(
    command: Command,
    { path, done }: Pick<Posting, 'path' | 'done'>,
    bodyOf: (options: Options) => object,
  ): Command =>
    command.action((programme: string, year: string, options: Options) => {
      const budget: Budget = { programme, year: yearOf(say)(year) };
      const body = { ...budget, document_no: options.documentNo, ...bodyOf(options) };
      return finish((desk) => book(desk, { path, done, body, speaker: options }), options);
    });

  const receiving = documentCommand(group, 'receive', say('登记到账指标', 'book money that has arrived'), shell);
  adding<LayerOptions>(withLayer(receiving, shell), { path: '', done: '指标已登记' }, ({ layer, yuan: amount_fen, on }) => {
    return { layer, amount_fen, arrived_on: on };
  });
  const adjusting = documentCommand(group, 'adjust', say('调整指标', 'adjust what a layer gives'), shell);
  adjusting.requiredOption('--reason <理由>', say('调整理由', 'reason'));
  adding<LayerOptions & { readonly reason: string }>(
    withLayer(adjusting, shell),
    { path: '/adjustments', done: '指标已调整' },
    ({ layer, yuan: amount_fen, reason, on }) => ({ layer, amount_fen, reason, adjusted_on: on }),
  );
  const carrying = documentCommand(group, 'carry', say('结转下年', 'carry over to the next year'), shell);
  adding<DocumentOptions & Layers>(withLayers(carrying, shell), { path: '/carry-overs', done: '已结转下年' }, (options) => {
    return { funding: fundingOf(options), carried_on: options.on };
  });
  const lapsing = documentCommand(group, 'lapse', say('结余缴回财政', 'hand money back to the treasury'), shell);
  adding<DocumentOptions & Layers>(withLayers(lapsing, shell), { path: '/lapses', done: '已登记缴回' }, (options) => {
    return { funding: fundingOf(options), lapsed_on: options.on };
  });
  const closing = documentCommand(group, 'close', say('年度结账', 'close the books of the year'), shell);
  adding<DocumentOptions>(closing, { path: '/closures', done: '已结账，这一年度不再记账' }, ({ on }) => ({ closed_on: on }));

  const showing = group
    .command('ledger')
    .description(say('各级资金在哪里（借贷不符时退出码 4）', 'where the money of each layer is (exit 4 when unbalanced)'))
    .option('--programme <代码>', say('只看这个项目', 'only this programme'))
    .option('--year <年>', say('只看这个年度', 'only this year'), yearOf(say));
  withStanding(showing, say).action((options: LedgerOptions) =>
    finish((desk) => withEngine(desk, (api) => ledger(api, desk.terminal, options)), options),
  );
};
