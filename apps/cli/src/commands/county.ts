import { aside, say } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { each, withEngine, withSpeaker, withGlobalOptions, type Shell, type GlobalOptions } from './command';
import { sayCounty, type CountyTold } from './county-words';

type ProposeOptions = GlobalOptions & Speaker & { readonly name?: string; readonly region?: readonly string[] };

const show = (terminal: Terminal, county: CountyTold): ExitCode => {
  if (terminal.json) terminal.outJson(county);
  else if (!county.open) terminal.out(say('  这个数据目录还没有开设县', '  No county has been opened in this data folder yet'));
  else {
    terminal.out(`${county.name}${aside(county.code)}${county.demo ? say('  演示县', '  demo county') : ''}`);
    sayCounty(terminal, county);
  }
  return EXIT.ok;
};

const propose = async (api: Api, terminal: Terminal, { name, region }: ProposeOptions): Promise<ExitCode> => {
  if (name === undefined && region === undefined)
    throw new UsageError(say('请用 --name 或 --region 说明要更正什么', 'Say with --name or --region what is to be corrected'));
  const body = { ...(name === undefined ? {} : { name }), ...(region === undefined ? {} : { regions: region }) };
  const code = show(terminal, await api.post<CountyTold>('/county/corrections', body));
  terminal.say(
    say(
      '下一步（须由另一人）: fenming county confirm --as <账号>',
      'Next (by another person): fenming county confirm --as <account>',
    ),
  );
  return code;
};

/** Without an id, the one that waits: it is shown before it is confirmed, and the engine takes no other. */
const confirm = async (api: Api, terminal: Terminal, id?: string): Promise<ExitCode> => {
  const waiting = id ?? (await api.get<CountyTold>('/county')).correction?.correction;
  if (waiting === undefined) throw new UsageError(say('没有待确认的更正', 'No correction is to be confirmed'));
  return show(terminal, await api.post<CountyTold>(`/county/corrections/${encodeURIComponent(waiting)}/confirmation`, {}));
};

/** The county as it was opened, and its correction by two people until a programme is adopted. */
export const addCounty = (program: Command, shell: Shell): void => {
  const { finish } = shell;
  const county = program.command('county').description(say('本县的设置', 'the settings of the county'));
  const showing = county
    .command('show')
    .description(say('县名、代码、执行哪里的标准', 'name, code and whose rates are in force'));
  withGlobalOptions(showing).action((options: GlobalOptions) =>
    finish((desk) => withEngine(desk, async (api) => show(desk.terminal, await api.get<CountyTold>('/county'))), options),
  );
  const proposing = county
    .command('propose')
    .description(
      say('提出更正县名或地区（采用第一个项目之前）', 'propose to correct name or regions (until a programme is adopted)'),
    )
    .option(say('--name <名称>', '--name <name>'), say('正确的县名', 'the right name'))
    .option(
      say('--region <地区>', '--region <region>'),
      say('正确的地区，如 henan；可重复', 'the right region, such as henan; may be repeated'),
      each,
    );
  withGlobalOptions(withSpeaker(proposing)).action((options: ProposeOptions) =>
    finish((desk) => withEngine(desk, async (api) => propose(await speakAs(api, options), desk.terminal, options)), options),
  );
  const confirming = county
    .command(say('confirm [编号]', 'confirm [number]'))
    .description(say('确认一项更正（须由另一人）', 'confirm a correction (by another person)'));
  withGlobalOptions(withSpeaker(confirming)).action((id: string | undefined, options: GlobalOptions & Speaker) =>
    finish((desk) => withEngine(desk, async (api) => confirm(await speakAs(api, options), desk.terminal, id)), options),
  );
};
