import { listed, say } from '@fenming/language';
import { Option, type Command } from 'commander';
import { fen, formatYuan } from '@fenming/money';
import { CONDITION_OUTCOMES, RATE_LAYER_NAMES, unitsText } from '@fenming/words';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { caseCommands, type CaseDesk, type CaseOptions } from './case-command';
import { yearOf, type Shell } from './command';

type Condition = {
  readonly condition: string;
  readonly outcome: keyof typeof CONDITION_OUTCOMES;
  readonly first: number;
  readonly last: number;
  readonly sentence: string | null;
  readonly clause: string | null;
  readonly sources: readonly string[];
};
type Part = {
  readonly layer: keyof typeof RATE_LAYER_NAMES;
  readonly from: string;
  readonly to: string;
  readonly units: number;
  readonly unit: string;
  readonly rate_fen: number;
  readonly amount_fen: number;
  readonly clause: string;
};
type Text = { readonly document_no: string | null; readonly content_hash: string; readonly first: number; readonly last: number };
type Determination = {
  readonly year: number;
  readonly number: number;
  readonly cause_text: string;
  readonly amount_fen: number;
  readonly parts: readonly Part[];
  readonly texts: readonly Text[];
  readonly conditions: readonly Condition[];
  readonly statements: readonly { readonly document_no: string }[];
  readonly determined_at: string;
  readonly determined_by: string;
};
type Told = { readonly case_number: string; readonly data: readonly Determination[] };

const monthsOf = ({ first, last }: Pick<Condition, 'first' | 'last'>): string =>
  first === last ? say(`${first} 月`, `${first}`) : say(`${first} 至 ${last} 月`, `${first} to ${last}`);

/** What the amount is made of, and the texts that govern its months. */
const sayParts = (terminal: Terminal, { parts, texts }: Determination): void => {
  const right = 'right' as const;
  const columns = [
    { title: say('标准', 'rate') },
    { title: say('月份', 'months') },
    { title: say('计算', 'computed'), align: right },
    { title: say('金额（元）', 'amount (yuan)'), align: right },
    { title: say('条款', 'clause') },
  ];
  const rows = parts.map(({ layer, from, to, units, unit, rate_fen, amount_fen, clause }) => [
    RATE_LAYER_NAMES[layer],
    from === to ? from : say(`${from} 至 ${to}`, `${from} to ${to}`),
    `${formatYuan(fen(rate_fen))} × ${unitsText(units, unit)}`,
    formatYuan(fen(amount_fen)),
    clause,
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  for (const { document_no, content_hash, ...months } of texts) {
    const named = document_no ?? content_hash.slice(0, 12);
    terminal.out(say(`  适用规则：${named}（${monthsOf(months)}）`, `  by ${named} (months ${monthsOf(months)})`));
  }
};

const sayOne = (terminal: Terminal, one: Determination): void => {
  const { year, number, cause_text, amount_fen, determined_at, determined_by, conditions, statements } = one;
  const day = determined_at.slice(0, 10);
  terminal.out(
    say(
      `  ${year} 年度第 ${number} 次核定  ${formatYuan(fen(amount_fen))} 元  ${cause_text}  ${day}  ${determined_by}`,
      `  ${year}, determination ${number}  ${formatYuan(fen(amount_fen))} yuan  ${cause_text}  ${day}  ${determined_by}`,
    ),
  );
  const documents = [...new Set(statements.map(({ document_no }) => document_no))];
  if (documents.length > 0)
    terminal.out(say(`  所依据的更正：${listed(documents)}`, `  facts as stated by ${listed(documents)}`));
  sayParts(terminal, one);
  const columns = [
    say('条件', 'condition'),
    say('月份', 'months'),
    say('结论', 'outcome'),
    say('条款', 'clause'),
    say('文件', 'document'),
  ].map((title) => ({ title }));
  const rows = conditions.map((each) => [
    each.sentence ?? each.condition,
    monthsOf(each),
    CONDITION_OUTCOMES[each.outcome],
    each.clause ?? '',
    each.sources.join('；'),
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
};

type Asked = CaseOptions & { readonly year?: number };
const show = async ({ api, terminal, caseNumber }: CaseDesk, { year }: Asked): Promise<ExitCode> => {
  const told = await api.get<Told>(`/enrolments/${await caseOf(api, caseNumber)}/determinations`);
  const data = told.data.filter((one) => year === undefined || one.year === year);
  if (terminal.json) terminal.outJson({ ...told, data });
  else if (data.length === 0) terminal.out(say('  还没有核定', '  nothing has been determined yet'));
  else for (const one of data) sayOne(terminal, one);
  return EXIT.ok;
};

/** Why each year of a case came to what it did, each time that it was determined. */
export const addDeterminations = (program: Command, shell: Shell): void => {
  const about = say(
    '历次核定：金额、原因、逐项条件的结论和依据',
    'every determination of a case: the amount, why, and what each condition came to by which text',
  );
  caseCommands(program, shell)('determinations', about, show).addOption(
    new Option(say('--year <年>', '--year <year>'), say('只看一个年度', 'of one year')).argParser(yearOf),
  );
};
