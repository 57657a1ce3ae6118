import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Api } from '../owner/api';
import type { Terminal } from '../terminal/terminal';
import { withStanding, withEngine, type StandingOptions, type Shell } from './command';

type InitOptions = StandingOptions & {
  readonly county: string;
  readonly name: string;
  readonly areas: string;
  readonly region: readonly string[];
};
type Area = { readonly code: string; readonly name: string };

/** Two columns, code and name, with or without a header line; UTF-8. Throws UsageError naming the line. */
export const readAreas = (text: string): readonly Area[] => {
  const rows = parse(text, {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as readonly (readonly string[])[];
  return rows.flatMap(([code = '', name = ''], index): readonly Area[] => {
    if (index === 0 && !/^\d/.test(code)) return [];
    if (!/^\d{9}(\d{3})?$/.test(code) || name === '')
      throw new UsageError(`区划文件第 ${index + 1} 行有误：应为 9 位（乡镇）或 12 位（村）代码和名称`);
    return [{ code, name }];
  });
};

const init = async (api: Api, terminal: Terminal, options: InitOptions): Promise<ExitCode> => {
  const areas = readAreas(readFileSync(options.areas, 'utf8'));
  const regions = ['national', ...options.region];
  await api.post('/county', { code: options.county, name: options.name, demo: false, regions });
  await api.post('/county/areas', { areas });
  if (terminal.json) terminal.outJson({ county: options.county, name: options.name, regions, areas: areas.length });
  else terminal.out(`${options.name}（${options.county}）已开设，登记区划 ${areas.length} 个。`);
  terminal.say('下一步: fenming user add <账号> --role health --area <县代码> --title <岗位>');
  return EXIT.ok;
};

export const addInit = (program: Command, shell: Shell): void => {
  const command = program
    .command('init')
    .description(shell.say('开设一个县：代码、名称和区划清单', 'open a county: code, name and list of areas'))
    .requiredOption('--county <代码>', shell.say('6 位县级区划代码', 'county code, 6 digits'))
    .requiredOption('--name <名称>', shell.say('县名', 'name of the county'))
    .requiredOption('--areas <文件.csv>', shell.say('两列：代码,名称（UTF-8）', 'two columns: code,name (UTF-8)'))
    .option('--region <地区...>', shell.say('适用的地方标准，如 henan', 'regional rows of the catalogue, such as henan'), [
      'henan',
    ]);
  withStanding(command, shell.say).action((options: InitOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => init(api, desk.terminal, options)), options),
  );
};
