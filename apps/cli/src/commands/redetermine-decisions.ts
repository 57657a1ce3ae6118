import { say } from '@fenming/language';
import { Option, type Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { fen, formatYuan } from '@fenming/money';
import { CASE_DECISIONS as DECISIONS, type CaseDecision } from '@fenming/subsidy';
import { CASE_DECISIONS, PERSON_CAUSES } from '@fenming/words';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, yearOf, type GlobalOptions, type Shell } from './command';

type Spoken = GlobalOptions & Speaker;
export type Changed = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly year: number;
  readonly was_fen: number;
  readonly becomes_fen: number;
  readonly cause: keyof typeof PERSON_CAUSES | null;
  readonly proposed: CaseDecision | null;
  readonly proposed_by: string | null;
  readonly decision: CaseDecision | null;
};
export const pathOf = (programme: string): string => `/redeterminations/${encodeURIComponent(programme)}`;
export const yuan = (amount: number): string => formatYuan(fen(amount));

export const casesOf = (api: Api, programme: string, waiting: boolean): Promise<readonly Changed[]> =>
  everyRow<Changed>(api, `${pathOf(programme)}/cases`, waiting ? { state: 'waiting' } : {});

type Proposal = Spoken & {
  readonly year: number;
  readonly decision: CaseDecision;
  readonly documentNo: string;
  readonly reason: string;
};
type Outcome = { readonly enrolment_id: string; readonly outcome: string; readonly message?: string };
const AT_ONCE = 500;

/** Sends cases in lists of 500, and says of how many it was done and why not of the others. */
const settle = async (
  api: Api,
  terminal: Terminal,
  chosen: readonly Changed[],
  { path, body, done }: { readonly path: string; readonly body: object; readonly done: (count: number) => string },
): Promise<ExitCode> => {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < chosen.length; at += AT_ONCE) {
    const cases = chosen.slice(at, at + AT_ONCE).map(({ enrolment_id, year }) => ({ enrolment_id, year }));
    outcomes.push(...(await api.post<{ readonly data: readonly Outcome[] }>(path, { ...body, cases })).data);
  }
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  const count = outcomes.length - refused.length;
  if (terminal.json) terminal.outJson({ done: count, refused });
  else {
    terminal.out(say(`  ${done(count)}，未能办理 ${refused.length} 例`, `  ${done(count)}, ${refused.length} not`));
    for (const { enrolment_id, message = '' } of refused)
      terminal.out(`    ${chosen.find((one) => one.enrolment_id === enrolment_id)?.case_number ?? ''}  ${message}`);
  }
  return refused.length > 0 ? EXIT.partial : EXIT.ok;
};

const propose = async (
  api: Api,
  terminal: Terminal,
  programme: string,
  { named, year, decision, documentNo, reason }: Proposal & { readonly named: readonly string[] },
): Promise<ExitCode> => {
  const waiting = (await casesOf(api, programme, true)).filter((one) => one.year === year);
  const unknown = named.find((each) => !waiting.some(({ case_number }) => case_number === each));
  if (unknown !== undefined)
    throw new UsageError(say(`${unknown} 不在待决定的对象里`, `${unknown} does not wait for a decision`));
  const chosen = waiting.filter(({ case_number }) => named.includes(case_number));
  const ended = await settle(api, terminal, chosen, {
    path: `${pathOf(programme)}/decisions`,
    body: { decision, document_no: documentNo, reason },
    done: (count) => say(`已提出 ${count} 例`, `${count} proposed`),
  });
  terminal.say(
    say(
      `下一步（须由另一人）: fenming redetermine confirm ${programme} --decision ${decision} --as <账号>`,
      `Next (by another person): fenming redetermine confirm ${programme} --decision ${decision} --as <account>`,
    ),
  );
  return ended;
};

/** The sums are shown before they are signed: of every year, how many cases, and what they come to before and after. */
const sayTotals = (terminal: Terminal, cases: readonly Changed[], decision: CaseDecision): void => {
  const years = [...new Set(cases.map(({ year }) => year))].toSorted((a, b) => a - b);
  const columns = [
    say('年度', 'year'),
    say('例数', 'cases'),
    say('原核定合计（元）', 'was (yuan)'),
    say('将核定合计（元）', 'becomes (yuan)'),
  ].map((title) => ({ title }));
  const rows = years.map((year) => {
    const ofYear = cases.filter((one) => one.year === year);
    const was = ofYear.reduce((sum, { was_fen }) => sum + was_fen, 0);
    const becomes = decision === 'kept' ? was : ofYear.reduce((sum, { becomes_fen }) => sum + becomes_fen, 0);
    return [String(year), String(ofYear.length), yuan(was), yuan(becomes)];
  });
  for (const line of tableLines(columns, rows)) terminal.out(line);
};

const confirm = async (
  api: Api,
  terminal: Terminal,
  programme: string,
  { decision, named }: { readonly decision: CaseDecision; readonly named: readonly string[] },
): Promise<ExitCode> => {
  const proposed = (await casesOf(api, programme, true)).filter(
    (one) => one.proposed === decision && (named.length === 0 || named.includes(one.case_number)),
  );
  if (proposed.length === 0)
    throw new UsageError(
      say(
        `${programme} 没有提出${CASE_DECISIONS[decision]}而待确认的对象`,
        `${programme} has no case of which “${CASE_DECISIONS[decision]}” is proposed`,
      ),
    );
  if (!terminal.json) sayTotals(terminal, proposed, decision);
  return settle(api, terminal, proposed, {
    path: `${pathOf(programme)}/decisions/confirmation`,
    body: { decision },
    done: (count) => say(`已决定 ${count} 例`, `${count} decided`),
  });
};

const decisionOption = (): Option =>
  new Option(
    say('--decision <决定>', '--decision <decision>'),
    DECISIONS.map((each) => `${each} ${CASE_DECISIONS[each]}`).join(say('，', ', ')),
  )
    .choices(DECISIONS)
    .makeOptionMandatory();

/** Deciding the cases that the machine may not: one person proposes, another confirms. */
export const addDecisions = (redetermine: Command, shell: Shell): void => {
  const proposing = redetermine
    .command(say('decide <代码> <档案号...>', 'decide <code> <case...>'))
    .description(
      say('逐例提出决定（系统不能自行核定的对象）', 'propose what becomes of the cases that the system may not decide'),
    )
    .requiredOption(say('--year <年>', '--year <year>'), say('年度', 'year'), yearOf)
    .addOption(decisionOption())
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据文号', 'document number'))
    .requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由', 'reason'));
  withGlobalOptions(withSpeaker(proposing)).action((programme: string, named: string[], options: Proposal) =>
    shell.finish(
      (desk) =>
        withEngine(desk, async (api) => propose(await speakAs(api, options), desk.terminal, programme, { ...options, named })),
      options,
    ),
  );
  const confirming = redetermine
    .command(say('confirm <代码> [档案号...]', 'confirm <code> [case...]'))
    .description(
      say('另一人确认所提出的决定；不写档案号为全部', 'the second signature of what was proposed; of all without a case'),
    )
    .addOption(decisionOption());
  withGlobalOptions(withSpeaker(confirming)).action(
    (programme: string, named: string[], options: Spoken & { readonly decision: CaseDecision }) =>
      shell.finish(
        (desk) =>
          withEngine(desk, async (api) =>
            confirm(await speakAs(api, options), desk.terminal, programme, { decision: options.decision, named }),
          ),
        options,
      ),
  );
};
