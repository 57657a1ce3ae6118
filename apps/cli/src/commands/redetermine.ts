import { say } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { CASE_DECISIONS, PERSON_CAUSES, RUN_STATES } from '@fenming/words';
import type { RunState } from '@fenming/subsidy';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';
import { addDecisions, casesOf, pathOf, yuan, type Changed } from './redetermine-decisions';

type Run = {
  readonly state: RunState;
  readonly looked: number;
  readonly unchanged: number;
  readonly raised: number;
  readonly raised_fen: number;
  readonly for_person: number;
  readonly waiting: number;
  readonly failed: number;
  readonly hash: string;
};
type Redetermination = {
  readonly running?: { readonly looked: number };
  readonly last?: Run;
  readonly totals: readonly {
    readonly year: number;
    readonly township: string;
    readonly raised: number;
    readonly raised_fen: number;
    readonly for_person: number;
  }[];
};
type Spoken = GlobalOptions & Speaker;

/** What to do next; nothing where nobody waits for anything. */
const nextStep = (programme: string, { state, raised, waiting }: Run): string | undefined => {
  if (raised > 0 && (state === 'computed' || state === 'signed')) return `fenming redetermine sign ${programme}`;
  return waiting > 0 ? `fenming redetermine list ${programme} --waiting` : undefined;
};

/** Every figure but the amount counts cases and years. What a person still has to decide stands last, so that nobody takes it for done. */
const runText = ({ state, looked, unchanged, raised, raised_fen, for_person, waiting }: Run): string => {
  const signed = raised > 0 ? say(`；${RUN_STATES[state]}`, `; ${RUN_STATES[state]}`) : '';
  const left =
    waiting > 0 ? say(`；还有 ${waiting} 例次待人逐例决定`, `; ${waiting} still wait for a person to decide each`) : '';
  return say(
    `  核对 ${looked} 例次：不变 ${unchanged}，增加 ${raised}（${yuan(raised_fen)} 元），由人决定 ${for_person}${signed}${left}`,
    `  ${looked} cases and years looked at: ${unchanged} unchanged, ${raised} raised (${yuan(raised_fen)} yuan), ${for_person} for a person${signed}${left}`,
  );
};

const sayRun = (terminal: Terminal, programme: string, { running, last, totals }: Redetermination): void => {
  if (running !== undefined)
    terminal.out(
      say(`  正在试算：已核对 ${running.looked} 例次`, `  being computed: ${running.looked} cases and years looked at`),
    );
  if (last === undefined) {
    if (running === undefined)
      terminal.out(say('  规则没有变动，没有重新核定', '  the rules have not changed, nothing to redetermine'));
    return;
  }
  terminal.out(runText(last));
  const columns = [
    say('年度', 'year'),
    say('乡镇', 'township'),
    say('增加', 'raised'),
    say('增加合计（元）', 'rise (yuan)'),
    say('由人决定', 'for a person'),
  ].map((title) => ({ title }));
  const rows = totals.map((one) => [one.year, one.township, one.raised, yuan(one.raised_fen), one.for_person].map(String));
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  const next = nextStep(programme, last);
  if (next !== undefined) terminal.say(say(`下一步: ${next}`, `Next: ${next}`));
};

/** After the rules have changed: whether cases that were determined before wait for somebody now. */
export const sayWhatFollows = async (api: Api, terminal: Terminal, programme: string): Promise<void> => {
  const { running, last } = await api.get<Redetermination>(pathOf(programme));
  const waits = running !== undefined || (last !== undefined && nextStep(programme, last) !== undefined);
  if (waits)
    terminal.say(
      say(
        `此前已核定的对象要按现行规则重新核定，办完之前不能锁定名单。下一步: fenming redetermine show ${programme}`,
        `Cases that were determined before are determined again, and no list is locked until then. Next: fenming redetermine show ${programme}`,
      ),
    );
};

const told = (terminal: Terminal, programme: string, answer: Redetermination): ExitCode => {
  if (terminal.json) terminal.outJson(answer);
  else sayRun(terminal, programme, answer);
  return EXIT.ok;
};

const show = async (api: Api, terminal: Terminal, programme: string): Promise<ExitCode> =>
  told(terminal, programme, await api.get<Redetermination>(pathOf(programme)));

const run = async (api: Api, terminal: Terminal, programme: string): Promise<ExitCode> =>
  told(terminal, programme, await api.post<Redetermination>(`${pathOf(programme)}/runs`, {}));

/** The totals are shown before they are signed, and what is signed is what was shown. */
const sign = async (api: Api, terminal: Terminal, programme: string): Promise<ExitCode> => {
  const { last } = await api.get<Redetermination>(pathOf(programme));
  if (last === undefined || last.raised === 0)
    throw new UsageError(say(`${programme} 没有待签字的重新核定`, `${programme} has no redetermination to be signed`));
  return told(terminal, programme, await api.post<Redetermination>(`${pathOf(programme)}/signatures`, { hash: last.hash }));
};

const list = async (api: Api, terminal: Terminal, programme: string, waiting: boolean): Promise<ExitCode> => {
  const cases = await casesOf(api, programme, waiting);
  if (terminal.json) {
    terminal.outJson({ cases });
    return EXIT.ok;
  }
  const columns = [
    say('档案号', 'case'),
    say('年度', 'year'),
    say('原核定（元）', 'was (yuan)'),
    say('将核定（元）', 'becomes (yuan)'),
    say('由人决定的原因', 'why a person decides'),
    say('决定', 'decision'),
  ].map((title) => ({ title }));
  const proposal = ({ proposed, proposed_by }: Changed): string =>
    proposed === null
      ? ''
      : say(`${proposed_by} 提出${CASE_DECISIONS[proposed]}`, `${CASE_DECISIONS[proposed]}, proposed by ${proposed_by}`);
  const rows = cases.map((one) => {
    const { case_number, year, was_fen, becomes_fen, cause, decision } = one;
    return [
      case_number,
      String(year),
      yuan(was_fen),
      yuan(becomes_fen),
      cause === null ? '' : PERSON_CAUSES[cause],
      decision === null ? proposal(one) : CASE_DECISIONS[decision],
    ];
  });
  for (const line of tableLines(columns, rows)) terminal.out(line);
  if (waiting && cases.length > 0)
    terminal.say(
      say(
        `下一步: fenming redetermine decide ${programme} <档案号> --year <年> --decision determined --document-no <文号> --reason <理由>`,
        `Next: fenming redetermine decide ${programme} <case> --year <year> --decision determined --document-no <number> --reason <reason>`,
      ),
    );
  return EXIT.ok;
};

type Action<Options> = (api: Api, terminal: Terminal, programme: string, options: Options) => Promise<ExitCode>;

export const addRedetermine = (program: Command, shell: Shell): void => {
  const redetermine = program
    .command('redetermine')
    .description(say('规则变动后的重新核定', 'redetermination after the rules have changed'));
  const add = <Options extends Spoken>(name: string, description: string, action: Action<Options>): Command => {
    const command = redetermine.command(`${name} ${say('<代码>', '<code>')}`).description(description);
    withGlobalOptions(withSpeaker(command)).action((programme: string, options: Options) =>
      shell.finish(
        (desk) => withEngine(desk, async (api) => action(await speakAs(api, options), desk.terminal, programme, options)),
        options,
      ),
    );
    return command;
  };
  add('show', say('看重新核定到了哪一步', 'where the redetermination stands'), show);
  add('run', say('按现行规则试算全部已核定的对象', 'determine all determined cases on trial by the rules in force'), run);
  add('sign', say('签署合计；须由两人先后签字', 'sign the totals; two people, one after the other'), sign);
  add<Spoken & { readonly waiting?: boolean }>(
    'list',
    say('逐例列出将变动的对象', 'the cases that would change'),
    (api, terminal, programme, { waiting = false }) => list(api, terminal, programme, waiting),
  ).option('--waiting', say('只列待人决定的', 'only those that wait for a person'));
  addDecisions(redetermine, shell);
};
