import { aside, say } from '@fenming/language';
import { capitalNumerals, fen, formatYuan } from '@fenming/money';
import { factsStatedIn } from '@fenming/words';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';

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
/** A text of the rules, the months that it governs, and the document that withdrew it. */
type Rule = {
  readonly document_no: string;
  readonly effective_from: string;
  readonly content_hash: string;
  readonly from: string;
  readonly to: string;
  readonly withdrawn_by?: string;
};
type Payment = {
  readonly kind_text: string;
  readonly attempt: number;
  readonly batch: string;
  readonly amount_fen: number;
  readonly state_text: string;
  readonly reason_text?: string;
};
/** What is answered about one programme, or one case in it. */
export type Answer = {
  readonly status: { readonly code: string; readonly sentence: string };
  readonly answer: string;
  readonly sentence: string;
  readonly case_number?: string;
  readonly rules: readonly Rule[];
  readonly ladder: readonly Rung[];
  readonly lines: readonly Line[];
  /** Null for whom what is owed and paid is not. */
  readonly amount_fen: number | null;
  readonly determined: boolean;
  readonly payments: readonly Payment[];
};
type Fact = Rung['facts'][number];
const originText = ({ type, revision, date }: NonNullable<Fact['source']>): string =>
  say(
    `（${date} ${factsStatedIn(type)}，第 ${revision + 1} 条记录）`,
    ` (${date} ${factsStatedIn(type)}, record no. ${revision + 1})`,
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
  for (const { kind_text, attempt, batch, amount_fen, state_text, reason_text } of payments) {
    const reason = aside(reason_text?.replace(/[。.]$/, ''));
    terminal.out(
      say(
        `  ${kind_text}第 ${attempt} 次  ${formatYuan(fen(amount_fen))} 元  ${state_text}${reason}  批次 ${batch}`,
        `  ${kind_text} no. ${attempt}  ${formatYuan(fen(amount_fen))} yuan  ${state_text}${reason}  batch ${batch}`,
      ),
    );
  }
};

/** A text that was withdrawn since is not called in force. */
const ruleText = ({ document_no, effective_from, content_hash, from, to, withdrawn_by }: Rule): string => {
  const version = content_hash.slice(0, 12);
  return withdrawn_by === undefined
    ? say(
        `  规则：${document_no}，${effective_from} 起生效，管 ${from} 至 ${to}，版本 ${version}`,
        `  rule: ${document_no}, in force from ${effective_from}, governs ${from} to ${to}, version ${version}`,
      )
    : say(
        `  规则：${document_no}，管 ${from} 至 ${to}，已由 ${withdrawn_by} 废止，版本 ${version}`,
        `  rule: ${document_no}, governs ${from} to ${to}, withdrawn by ${withdrawn_by}, version ${version}`,
      );
};

/** The status first, then the rules, the conditions, the amount and the payments. */
export const showAnswer = (terminal: Terminal, answer: Answer): void => {
  terminal.out(answer.sentence);
  for (const rule of answer.rules) terminal.out(ruleText(rule));
  showLadder(terminal, answer.ladder);
  showAmount(terminal, answer);
  showPayments(terminal, answer.payments);
};
