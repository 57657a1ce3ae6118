import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { LEAD_ABOUTS, LEAD_STATES, ROLE_NAMES } from '@fenming/words';
import type { LeadAbout, LeadState } from '@fenming/subsidy';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';

type Spoken = GlobalOptions & Speaker;
type Lead = {
  readonly lead_id: string;
  readonly case_number: string;
  readonly number: number;
  readonly village: string;
  readonly source_title: string;
  readonly about: LeadAbout;
  readonly title: string;
  readonly fact: string;
  readonly state: LeadState;
  readonly says: string | null;
  readonly since: string | null;
  readonly name: string | null;
  readonly on_record: string | null;
  readonly looked_at_by: string;
  readonly looked_at_in: string;
};
type Filter = { readonly programme?: string; readonly source?: string; readonly area?: string; readonly state?: LeadState };

/** What people call a lead: its case, and its number there. */
const nameOf = ({ case_number, number }: Lead): string => `${case_number}/${number}`;
const none = (): string => say('（无）', '(none)');
const whatOf = ({ about, fact, title }: Lead): string => say(title, about === 'fact' ? fact : (LEAD_ABOUTS[about] ?? about));
const saysOf = ({ says, since, name }: Lead): string =>
  [
    says ?? say('（已不可读）', '(cannot be read any more)'),
    ...(since === null ? [] : [say(`自 ${since}`, `since ${since}`)]),
    ...(name === null ? [] : [say(`姓名写作${name}`, `named ${name} there`)]),
  ].join(say('，', ', '));

const list = async (api: Api, terminal: Terminal, { programme, source, area, state }: Filter): Promise<ExitCode> => {
  const leads = await everyRow<Lead>(api, '/leads', { programme, source, area, state });
  if (terminal.json) {
    terminal.outJson({ leads });
    return EXIT.ok;
  }
  const columns = [
    say('线索', 'lead'),
    say('来源', 'source'),
    say('事项', 'what'),
    say('来源所载', 'says'),
    say('对象名册现有', 'on record'),
    say('由谁核实', 'looked at by'),
    say('状态', 'state'),
  ].map((title) => ({ title }));
  const rows = leads.map((one) => [
    nameOf(one),
    one.source_title,
    whatOf(one),
    saysOf(one),
    one.on_record ?? none(),
    `${ROLE_NAMES[one.looked_at_by] ?? one.looked_at_by} ${one.looked_at_in}`,
    LEAD_STATES[one.state],
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(say(`  共 ${leads.length} 条`, `  ${leads.length} in all`));
  const [next] = leads.filter(({ state: now }) => now === 'open');
  if (next !== undefined)
    terminal.say(
      say(
        `核实后: 属实的 fenming lead state ${nameOf(next)}；不属实或无须更正的 fenming lead close ${nameOf(next)}`,
        `Once verified: fenming lead state ${nameOf(next)} where it is so, fenming lead close ${nameOf(next)} where it is not, or changes nothing`,
      ),
    );
  return EXIT.ok;
};

const openLead = async (api: Api, named: string): Promise<Lead> => {
  const [, case_number = '', number] = /^(.+)\/(\d{1,4})$/.exec(named) ?? [];
  if (number === undefined)
    throw new UsageError(
      say(
        `线索写成“档案号/序号”，如 RURAL_REWARD-2026-1-00002/1，不是“${named}”`,
        `a lead is written case/number, such as RURAL_REWARD-2026-1-00002/1, not "${named}"`,
      ),
    );
  const leads = await everyRow<Lead>(api, '/leads', { case_number });
  const found = leads.find((one) => one.number === Number(number));
  if (found === undefined)
    throw new UsageError(say(`没有待核实的线索 ${named}，见 fenming lead list`, `no lead ${named} waits; see fenming lead list`));
  return found;
};

type Stating = { readonly documentNo: string; readonly reason: string };

const state = async (
  api: Api,
  terminal: Terminal,
  { named, documentNo, reason }: Stating & { readonly named: string },
): Promise<ExitCode> => {
  const lead = await openLead(api, named);
  const path = `/leads/${lead.lead_id}/statement`;
  const made = await api.post<{ readonly statement: string | null }>(path, { document_no: documentNo, reason });
  if (terminal.json) terminal.outJson(made);
  else if (lead.about === 'death')
    terminal.out(say(`  已提出死亡登记，日期 ${lead.says}`, `  the death on ${lead.says} is proposed`));
  else terminal.out(say(`  已提出更正: ${lead.title} ${saysOf(lead)}`, `  stated: ${lead.fact} ${saysOf(lead)}`));
  if (lead.about === 'death')
    terminal.say(
      say(
        `待县卫健委另一人确认后生效。下一步: fenming death show ${lead.case_number}`,
        `It counts once another person of the health commission confirms it. Next: fenming death show ${lead.case_number}`,
      ),
    );
  if (made.statement !== null)
    terminal.say(
      say(
        `待县卫健委另一人确认后生效。下一步: fenming fact accept ${lead.case_number} ${lead.fact}`,
        `It counts once another person of the health commission accepts it. Next: fenming fact accept ${lead.case_number} ${lead.fact}`,
      ),
    );
  return EXIT.ok;
};

const close = async (
  api: Api,
  terminal: Terminal,
  { named, reason }: { readonly named: string; readonly reason: string },
): Promise<ExitCode> => {
  const lead = await openLead(api, named);
  await api.post(`/leads/${lead.lead_id}/closing`, { reason });
  if (terminal.json) terminal.outJson({ lead_id: lead.lead_id });
  else terminal.out(say('  已关闭，对象名册不变', '  closed; the record stays as it was'));
  return EXIT.ok;
};

export const addLead = (program: Command, shell: Shell): void => {
  const group = program
    .command('lead')
    .description(say('线索：外部名单与对象名册不一致、有待核实的', 'leads: where lists of other bodies differ from the record'));
  const add = <Options extends Spoken>(
    name: string,
    description: string,
    action: (api: Api, terminal: Terminal, named: string, options: Options) => Promise<ExitCode>,
  ): Command => {
    const command = group.command(name).description(description);
    return withGlobalOptions(withSpeaker(command)).action((...given: unknown[]) => {
      const options = given.at(-2) as Options;
      const named = given.length > 2 ? String(given[0]) : '';
      return shell.finish(
        (desk) => withEngine(desk, async (api) => action(await speakAs(api, options), desk.terminal, named, options)),
        options,
      );
    });
  };
  const one = (verb: string): string => `${verb} ${say('<线索>', '<lead>')}`;
  const reasonOption = say('--reason <理由>', '--reason <reason>');
  add<Spoken & Filter>(
    'list',
    say('列出待核实的线索', 'the leads that wait for somebody to look at them'),
    (api, terminal, _, options) => list(api, terminal, options),
  )
    .option(say('--programme <代码>', '--programme <code>'), say('只看一个项目', 'of one programme'))
    .option(say('--source <来源>', '--source <source>'), say('只看一个来源', 'of one source'))
    .option(say('--area <区划代码>', '--area <code>'), say('只看一个乡镇或村', 'of one township or village'))
    .option(say('--state <状态>', '--state <state>'), say('open、stated、settled 或 closed', 'open, stated, settled or closed'));
  add<Spoken & Stating>(
    one('state'),
    say('属实：按线索提出更正，或登记死亡', 'it is so: state the fact, or record the death, that a lead says'),
    (api, terminal, named, { documentNo, reason }) => state(api, terminal, { named, documentNo, reason }),
  )
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据的文件或证明', 'the document'))
    .requiredOption(reasonOption, say('理由', 'why'));
  add<Spoken & { readonly reason: string }>(
    one('close'),
    say('不属实或无须更正：写明理由关闭', 'it is not so, or changes nothing: close a lead'),
    (api, terminal, named, { reason }) => close(api, terminal, { named, reason }),
  ).requiredOption(reasonOption, say('理由', 'why'));
};
