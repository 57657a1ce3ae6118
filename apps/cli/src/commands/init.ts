import { say } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { beginWhole } from '../owner/new-folder';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import type { Terminal } from '../terminal/terminal';
import { readAreas, type Area } from './areas-file';
import { each, withNewEngine, withGlobalOptions, type GlobalOptions, type Shell } from './command';
import { sayCounty, type CountyTold } from './county-words';

type InitOptions = GlobalOptions & {
  readonly county: string;
  readonly name: string;
  readonly areas: string;
  readonly region: readonly string[];
};
type Offered = { readonly data: readonly { readonly id: string; readonly name: string }[] };

const TOWNSHIP_DIGITS = 9;

const countyCode = (text: string): string => {
  if (/^\d{6}$/.test(text)) return text;
  throw new UsageError(
    say('--county 应为 6 位县级区划代码，如 991003', '--county should be a county code of 6 digits, such as 991003'),
  );
};

/** What is stored is said in words: a county that pays by other rates than it means must find out before anybody is paid. */
const report = async (api: Api, terminal: Terminal, county: CountyTold, areas: readonly Area[]): Promise<void> => {
  const { data } = await api.get<Offered>('/programmes/catalogue');
  const townships = areas.filter(({ code }) => code.length === TOWNSHIP_DIGITS).length;
  const villages = areas.length - townships;
  if (terminal.json) terminal.outJson({ ...county, townships, villages, programmes: data.map(({ id }) => id) });
  else {
    terminal.out(
      say(
        `${county.name}（${county.code}）已开设，登记乡镇 ${townships} 个、村 ${villages} 个。`,
        `${county.name} (${county.code}) opened; townships registered: ${townships}, villages: ${villages}.`,
      ),
    );
    sayCounty(terminal, county);
    terminal.out(
      say(
        `  可采用的项目：${data.map(({ name }) => name).join('、')}`,
        `  Programmes that can be adopted: ${data.map(({ name }) => name).join(', ')}`,
      ),
    );
  }
  terminal.say(
    say(
      '  县名或地区有误的，采用第一个项目之前可以更正: fenming county propose --help',
      '  A wrong name or region can be corrected until the first programme is adopted: fenming county propose --help',
    ),
  );
  terminal.say(
    say(
      '下一步: fenming user add <账号> --role health --area <县代码> --title <岗位>',
      'Next: fenming user add <account> --role health --area <county code> --title <office>',
    ),
  );
};

type Opening = { readonly options: InitOptions; readonly areas: readonly Area[]; readonly recorded: () => void };

const init = async (api: Api, terminal: Terminal, { options, areas, recorded }: Opening): Promise<ExitCode> => {
  const { county: code, name, region: regions } = options;
  const county = await api.post<CountyTold>('/county', { code, name, demo: false, regions });
  recorded();
  await api.post('/county/areas', { areas });
  await report(api, terminal, county, areas);
  return EXIT.ok;
};

export const addInit = (program: Command, shell: Shell): void => {
  const command = program
    .command('init')
    .description(say('开设一个县：代码、名称、执行哪里的标准、区划清单', 'open a county: code, name, whose rates, list of areas'))
    .requiredOption(say('--county <代码>', '--county <code>'), say('6 位县级区划代码', 'county code, 6 digits'), countyCode)
    .requiredOption(say('--name <名称>', '--name <name>'), say('县名', 'name of the county'))
    .requiredOption(
      say('--areas <文件.csv>', '--areas <file.csv>'),
      say('两列：代码,名称（UTF-8）', 'two columns: code,name (UTF-8)'),
    )
    .requiredOption(
      say('--region <地区>', '--region <region>'),
      say(
        '执行哪里的标准，如 henan；只执行国家标准的写 national；可重复',
        'whose rates are in force, such as henan; national for the national ones alone; may be repeated',
      ),
      each,
    );
  withGlobalOptions(command).action((options: InitOptions) =>
    shell.finish((desk) => {
      // Read before anything is made: a list with a fault leaves no half-made county behind.
      const areas = readAreas(readBytes(options.areas), options.county);
      return beginWhole(desk.dir, (recorded) =>
        withNewEngine(desk, (api) => init(api, desk.terminal, { options, areas, recorded })),
      );
    }, options),
  );
};
