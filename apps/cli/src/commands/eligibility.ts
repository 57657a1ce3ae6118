import { aside, say, spoken } from '@fenming/language';
import type { Command } from 'commander';
import { capitalNumerals, fen, formatYuan } from '@fenming/money';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { readSecret } from '../terminal/secret';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type GlobalOptions, type Shell } from './command';

type Rung = {
  readonly outcome: 'true' | 'false' | 'unknown' | 'not_asked';
  readonly sentence: string;
  readonly clause: string;
  readonly sources: readonly string[];
  readonly facts: readonly {
    readonly name: string;
    readonly title: string;
    readonly known: boolean;
    readonly text: string;
    readonly source?: { readonly type: string; readonly revision: number; readonly date: string };
  }[];
  readonly wouldChange?: string;
};
type Line = {
  readonly layer_text: string;
  readonly from: string;
  readonly to: string;
  readonly units_text: string;
  readonly rate_fen: number;
  readonly amount_fen: number;
  readonly clause: string;
  readonly sources: readonly string[];
};
type Payment = {
  readonly entitlement: string;
  readonly attempt: number;
  readonly batch: string;
  readonly amount_fen: number;
  readonly state_text: string;
  readonly reason_text?: string;
};
type Answer = {
  readonly status: { readonly code: string; readonly sentence: string };
  readonly answer: string;
  readonly sentence: string;
  readonly version?: { readonly document_no: string; readonly effective_from: string; readonly content_hash: string };
  readonly ladder: readonly Rung[];
  readonly lines: readonly Line[];
  /** Null for whom what is owed and paid is not. */
  readonly amount_fen: number | null;
  readonly determined: boolean;
  readonly payments: readonly Payment[];
};
type Question = {
  readonly programme: string;
  readonly year: number;
  readonly case_number?: string;
  readonly citizen_id?: string;
};

type Fact = Rung['facts'][number];
const STATED: Readonly<Record<string, string>> = spoken({
  EnrolmentApplied: { zh: '申报', en: 'application' },
  EnrolmentRenewed: { zh: '年审', en: 'yearly review' },
});
const originText = ({ type, revision, date }: NonNullable<Fact['source']>): string =>
  say(
    `（${date} ${STATED[type] ?? type}，第 ${revision + 1} 条记录）`,
    ` (${date} ${STATED[type] ?? type}, record no. ${revision + 1})`,
  );

const factSaid = ({ title, text, known }: Fact): string => (known ? `${title} ${text}` : `${say('？', '?')}${title} ${text}`);

/** The documents in which a condition or a rate was read. */
const sourceText = (sources: readonly string[]): string =>
  say(`      来源：${sources.join('；')}`, `      source: ${sources.join('; ')}`);

const showLadder = (terminal: Terminal, ladder: readonly Rung[]): void => {
  const marks = { true: terminal.good('✓'), false: terminal.bad('✗'), unknown: say('？', '?'), not_asked: '—' };
  for (const { outcome, sentence, clause, sources, facts, wouldChange } of ladder) {
    const known = facts.map(factSaid).join(say('，', ', '));
    const [origin] = facts.flatMap(({ source }) => source ?? []);
    const stated = known === '' ? '' : `  ${known}${origin === undefined ? '' : originText(origin)}`;
    const apart = outcome === 'not_asked' ? say('  不适用', '  does not apply') : '';
    terminal.out(`  ${marks[outcome]} ${sentence}${aside(clause)}${apart}${stated}`);
    if (sources.length > 0) terminal.out(sourceText(sources));
    if (wouldChange !== undefined) terminal.out(say(`      若要改变：${wouldChange}`, `      To change it: ${wouldChange}`));
  }
};

/** Until the county has confirmed there is no amount, only what the rules would give. */
const showAmount = (terminal: Terminal, { determined, lines, amount_fen }: Answer): void => {
  if (lines.length === 0 || amount_fen === null) return;
  const right = 'right' as const;
  const columns = [
    { title: say('层级', 'tier') },
    { title: say('期间', 'period') },
    { title: say('数量', 'quantity'), align: right },
    { title: say('标准（元）', 'rate (yuan)'), align: right },
    { title: say('金额（元）', 'amount (yuan)'), align: right },
    { title: say('依据', 'source') },
  ];
  const rows = lines.map(({ layer_text, from, to, units_text, rate_fen, amount_fen: amount, clause }) => [
    layer_text,
    say(`${from} 至 ${to}`, `${from} to ${to}`),
    units_text,
    formatYuan(fen(rate_fen)),
    formatYuan(fen(amount)),
    clause,
  ]);
  for (const line of tableLines(columns, rows)) terminal.out(line);
  for (const source of new Set(lines.map(({ sources }) => sourceText(sources)))) terminal.out(source);
  const named = determined ? say('应发', 'entitlement') : say('测算（尚未核定）', 'computed (not determined yet)');
  terminal.out(
    say(
      `  ${named} ${formatYuan(fen(amount_fen))} 元（${capitalNumerals(fen(amount_fen))}）`,
      `  ${named} ${formatYuan(fen(amount_fen))} yuan`,
    ),
  );
};

const showPayments = (terminal: Terminal, payments: readonly Payment[]): void => {
  for (const { attempt, batch, amount_fen, state_text, reason_text } of payments) {
    const reason = aside(reason_text?.replace(/[。.]$/, ''));
    terminal.out(
      say(
        `  第 ${attempt} 次发放  ${formatYuan(fen(amount_fen))} 元  ${state_text}${reason}  批次 ${batch}`,
        `  payment no. ${attempt}  ${formatYuan(fen(amount_fen))} yuan  ${state_text}${reason}  batch ${batch}`,
      ),
    );
  }
};

const why = async (api: Api, terminal: Terminal, question: Question): Promise<ExitCode> => {
  const answer = await api.post<Answer>('/eligibility/queries', question);
  if (terminal.json) terminal.outJson(answer);
  else {
    terminal.out(answer.sentence);
    if (answer.version !== undefined)
      terminal.out(
        say(
          `  规则：${answer.version.document_no}，${answer.version.effective_from} 起生效，版本 ${answer.version.content_hash.slice(0, 12)}`,
          `  rule: ${answer.version.document_no}, in force from ${answer.version.effective_from}, version ${answer.version.content_hash.slice(0, 12)}`,
        ),
      );
    showLadder(terminal, answer.ladder);
    showAmount(terminal, answer);
    showPayments(terminal, answer.payments);
  }
  return EXIT.ok;
};

type WhyOptions = GlobalOptions & Speaker & { readonly programme?: string; readonly year?: number };

/** A case number names its programme and first year; a citizen id is typed or piped in, because arguments are seen by everybody on the machine. */
const questionOf = async (subject: string, { programme, year }: WhyOptions): Promise<Question> => {
  const [, own, first] = /^([A-Z][A-Z0-9_]*)-(\d{4})-\d+-\d+$/.exec(subject) ?? [];
  const asked = { programme: programme ?? own, year: year ?? (first === undefined ? undefined : Number(first)) };
  if (asked.programme === undefined || asked.year === undefined || Number.isNaN(asked.year))
    throw new UsageError(
      subject === '-'
        ? say('按身份证号查询，须同时给出 --programme 和 --year', 'To ask by citizen id, give --programme and --year as well')
        : say(
            '给出的不是档案号：应如 RURAL_REWARD-2023-1-00002；按身份证号查询的写“-”，并给出 --programme 和 --year',
            'This is no case number, which looks like RURAL_REWARD-2023-1-00002; to ask by citizen id write “-”, and give --programme and --year',
          ),
    );
  const named = { programme: asked.programme, year: asked.year };
  if (subject !== '-') return { ...named, case_number: subject };
  const missing = say(
    '没有读到身份证号：请在键盘输入，或用管道从标准输入给出。',
    'No citizen id was read: type it, or pipe it to standard input.',
  );
  return { ...named, citizen_id: await readSecret(say('身份证号：', 'Citizen id: '), missing) };
};

export const addEligibility = (program: Command, shell: Shell): void => {
  const eligibility = program.command('eligibility').description(say('资格查询', 'eligibility'));
  const asking = eligibility
    .command(say('why <档案号>', 'why <case>'))
    .description(
      say(
        '为什么有（没有）资格，金额怎么算；档案号写“-”时从标准输入读身份证号',
        'why (not) eligible and how the amount comes about; "-" reads a citizen id from stdin',
      ),
    )
    .option(
      say('--programme <代码>', '--programme <code>'),
      say('项目代码，默认取自档案号', 'programme, by default that of the case number'),
    )
    .option('--year <yyyy>', say('年度，默认取自档案号', 'year, by default that of the case number'), yearOf);
  withGlobalOptions(withSpeaker(asking)).action((subject: string, options: WhyOptions) =>
    shell.finish(async (desk) => {
      const question = await questionOf(subject, options);
      return withEngine(desk, async (api) => why(await speakAs(api, options), desk.terminal, question));
    }, options),
  );
};
