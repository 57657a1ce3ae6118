import { say } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { STATEMENT_STATES } from '@fenming/words';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { withBasis } from './case-command';
import { sayChanges, type Change } from './shown-changes';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';

type Recorded = {
  readonly title: string;
  readonly fact: string;
  readonly year: number;
  readonly value: string | null;
  readonly row?: number;
  readonly document_no?: string;
  readonly recorded_at: string;
};
type Statement = {
  readonly statement: string;
  readonly title: string;
  readonly fact: string;
  readonly value: string | null;
  readonly since: string | null;
  readonly document_no: string;
  readonly state: 'waiting' | 'accepted' | 'dropped';
  readonly made_by: string;
  readonly changes: readonly Change[];
  readonly basis: string | null;
};
type Facts = { readonly facts: readonly Recorded[]; readonly statements: readonly Statement[] };
type Spoken = GlobalOptions & Speaker;

const NONE = (): string => say('（无）', '(none)');
const noYear = (): string => say('  没有年度因此改变', '  no year changes by it');
const titled = (...titles: readonly string[]) => titles.map((title) => ({ title }));

const factsOf = async (api: Api, enrolment: string): Promise<Facts> => api.get<Facts>(`/enrolments/${enrolment}/facts`);

const list = async (api: Api, terminal: Terminal, caseNumber: string): Promise<ExitCode> => {
  const answer = await factsOf(api, await caseOf(api, caseNumber));
  if (terminal.json) {
    terminal.outJson(answer);
    return EXIT.ok;
  }
  const columns = titled(
    say('事实', 'fact'),
    say('年度', 'year'),
    say('内容', 'value'),
    say('来源', 'from'),
    say('登记日期', 'recorded'),
  );
  const rows = answer.facts.map(({ title, fact, year, value, row, document_no, recorded_at }) => [
    say(`${title}（${fact}）`, `${fact} (${title})`),
    String(year),
    value ?? NONE(),
    document_no ?? say(`花名册第 ${row} 行`, `line ${row} of the roster`),
    recorded_at.slice(0, 10),
  ]);
  for (const line of tableLines(columns, rows)) terminal.out(line);
  for (const one of answer.statements) {
    const { title, value, since, document_no, state, made_by } = one;
    const from = since === null ? say('更正为', 'corrected to') : say(`自 ${since} 起为`, `from ${since} on`);
    terminal.out(`  ${title}  ${from} ${value ?? NONE()}  ${document_no}  ${made_by}  ${STATEMENT_STATES[state] ?? state}`);
    if (state === 'waiting') sayChanges(terminal, one.changes, noYear());
  }
  const [next] = answer.statements.filter(({ state }) => state === 'waiting');
  if (next !== undefined)
    terminal.say(
      say(`下一步: fenming fact accept ${caseNumber} ${next.fact}`, `Next: fenming fact accept ${caseNumber} ${next.fact}`),
    );
  return EXIT.ok;
};

type Saying = Spoken & {
  readonly value?: string;
  readonly since?: string;
  readonly insteadOf?: string;
  readonly documentNo: string;
  readonly reason: string;
};

const state = async (
  api: Api,
  terminal: Terminal,
  {
    caseNumber,
    fact,
    value,
    since,
    insteadOf,
    documentNo,
    reason,
  }: Saying & { readonly caseNumber: string; readonly fact: string },
): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const said = { enrolment_id, fact, value, since, instead_of: insteadOf, document_no: documentNo, reason };
  const { statement } = await api.post<{ readonly statement: string }>('/statements', said);
  const made = (await factsOf(api, enrolment_id)).statements.find((one) => one.statement === statement);
  if (terminal.json) terminal.outJson(made ?? { statement });
  else if (made !== undefined) sayChanges(terminal, made.changes, noYear());
  terminal.say(
    say(
      `已登记，待县卫健委另一人确认后生效。下一步: fenming fact accept ${caseNumber} ${fact}`,
      `Recorded; it counts once another person of the health commission accepts it. Next: fenming fact accept ${caseNumber} ${fact}`,
    ),
  );
  return EXIT.ok;
};

type Settling = { readonly caseNumber: string; readonly fact: string; readonly reason?: string; readonly basis?: string };

/** One statement of a fact waits at a time, so that the fact names it. What it changes is shown before it is settled. */
const settle = async (
  api: Api,
  terminal: Terminal,
  step: 'acceptance' | 'dropping',
  { caseNumber, fact, reason, basis }: Settling,
): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const { statements } = await factsOf(api, enrolment_id);
  const waiting = statements.find((one) => one.fact === fact && one.state === 'waiting');
  if (waiting === undefined)
    throw new UsageError(say(`${caseNumber} 的 ${fact} 没有待确认的更正`, `no statement of ${fact} waits in ${caseNumber}`));
  if (!terminal.json) sayChanges(terminal, waiting.changes, noYear());
  const signed = step === 'acceptance' ? { basis: basis ?? waiting.basis } : { reason };
  await api.post(`/statements/${waiting.statement}/${step}`, { enrolment_id, ...signed });
  if (terminal.json) terminal.outJson(waiting);
  else
    terminal.out(
      step === 'acceptance'
        ? say('  已确认，所列年度已按更正后的事实核定', '  accepted; the years above are determined by the facts as stated')
        : say('  已撤回，事实不变', '  dropped; the facts stay as they were'),
    );
  return EXIT.ok;
};

export const addFact = (program: Command, shell: Shell): void => {
  const fact = program
    .command('fact')
    .description(say('对象的事实：来源、更正和变更', 'the facts of a case: where they come from, corrections and changes'));
  const add = <Options extends Spoken>(
    name: string,
    description: string,
    action: (api: Api, terminal: Terminal, words: readonly [string, string], options: Options) => Promise<ExitCode>,
  ): Command => {
    const command = fact.command(name).description(description);
    return withGlobalOptions(withSpeaker(command)).action((...given: unknown[]) => {
      const options = given.at(-2) as Options;
      const [caseNumber = '', named = ''] = given.slice(0, -2) as readonly string[];
      return shell.finish(
        (desk) =>
          withEngine(desk, async (api) => action(await speakAs(api, options), desk.terminal, [caseNumber, named], options)),
        options,
      );
    });
  };
  const both = (verb: string): string => `${verb} ${say('<档案号> <事实>', '<case> <fact>')}`;
  const reasonOption = say('--reason <理由>', '--reason <reason>');
  add(
    `list ${say('<档案号>', '<case>')}`,
    say('列出事实的历次登记和更正', 'the facts as they were recorded, and what documents say of them'),
    (api, terminal, [caseNumber]) => list(api, terminal, caseNumber),
  );
  add<Saying>(
    both('state'),
    say('凭文件提出更正或变更；待另一人确认', 'state a fact otherwise, by a document; another person accepts it'),
    (api, terminal, [caseNumber, named], options) => state(api, terminal, { ...options, caseNumber, fact: named }),
  )
    .option(
      say('--value <内容>', '--value <value>'),
      say('按花名册的写法；没有的不写', 'as a roster writes it; left out, there is none'),
    )
    .option(
      say('--since <日期>', '--since <day>'),
      say('自何日起变更；登记时就有误的不写', 'the day from which it changed; left out, it always was so'),
    )
    .option(
      say('--instead-of <内容>', '--instead-of <value>'),
      say('更正的是哪一个内容；不写的，更正最近的', 'which value was wrong; left out, the one that stood last'),
    )
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据的文件或证明', 'the document'))
    .requiredOption(reasonOption, say('理由', 'why'));
  withBasis(
    add<Spoken & { readonly basis?: string }>(
      both('accept'),
      say('第二人确认更正，重新核定有关年度', 'the second signature; the years are determined again'),
      (api, terminal, [caseNumber, named], { basis }) =>
        settle(api, terminal, 'acceptance', { caseNumber, fact: named, ...(basis === undefined ? {} : { basis }) }),
    ),
  );
  add<Spoken & { readonly reason: string }>(
    both('drop'),
    say('撤回还没有确认的更正', 'drop a statement that waits'),
    (api, terminal, [caseNumber, named], { reason }) => settle(api, terminal, 'dropping', { caseNumber, fact: named, reason }),
  ).requiredOption(reasonOption, say('理由', 'why'));
};
