import { say } from '@fenming/language';
import path from 'node:path';
import type { Command } from 'commander';
import { ApiProblem, type Api, type ProblemFault } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { rowFaultLines } from '../terminal/complaint';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type GlobalOptions, type Shell } from './command';
import { gathered, rowLeftLine, type RowLeft } from './import-lines';

type ImportOptions = GlobalOptions &
  Speaker & {
    readonly programme: string;
    readonly year: number;
    readonly acceptGoodRows?: boolean;
    readonly samePeople?: boolean;
  };
type Imported = {
  readonly import_id: string;
  readonly rows: number;
  readonly accepted: number;
  readonly left_out: readonly RowLeft[];
  readonly refused: readonly RowLeft[];
  /** All rows that the sheet holds, by what became of them. */
  readonly sheet_rows: Readonly<Record<'sheet' | 'heading' | 'taken' | 'refused' | 'skipped' | 'blank', number>>;
  readonly villages: readonly { readonly name: string; readonly accepted: number }[];
  readonly warnings: readonly ProblemFault[];
};

const report = (terminal: Terminal, imported: Imported): ExitCode => {
  const { rows, accepted, left_out, refused, warnings, villages } = imported;
  const { sheet, heading, skipped, blank } = imported.sheet_rows;
  if (terminal.json) terminal.outJson(imported);
  else
    terminal.out(
      say(
        `共 ${rows} 行，导入 ${accepted} 行，留下 ${left_out.length} 行，不予受理 ${refused.length} 行，提醒 ${warnings.length} 处`,
        `${rows} lines: ${accepted} imported, ${left_out.length} left out, ${refused.length} refused, ${warnings.length} warnings`,
      ),
    );
  terminal.say(
    say(
      `工作表共 ${sheet} 行：表头及以上 ${heading}，对象 ${rows}，合计、签字等跳过 ${skipped}，空白 ${blank}`,
      `the sheet has ${sheet} lines: heading and above ${heading}, persons ${rows}, totals and signatures skipped ${skipped}, blank ${blank}`,
    ),
  );
  if (accepted > 0)
    terminal.say(
      say(
        `各村导入: ${villages.map(({ name, accepted: some }) => `${name} ${some}`).join('，')}`,
        `Imported by village: ${villages.map(({ name, accepted: some }) => `${name} ${some}`).join(', ')}`,
      ),
    );
  for (const left of [...left_out, ...refused]) terminal.say(rowLeftLine(left));
  if (warnings.length > 0) for (const line of rowFaultLines(gathered(warnings))) terminal.complain(line);
  if (accepted > 0) terminal.say(say('下一步: 各村确认与公示', 'Next: the villages confirm and post'));
  return left_out.length + refused.length === 0 ? EXIT.ok : EXIT.partial;
};

const adviceOn = ({ code, problem: { errors = [] } }: ApiProblem): readonly string[] => {
  if (code === 'forbidden_role')
    return [
      say(
        '花名册由县卫健委或乡镇导入: 加上 --as <账号>',
        'A list is imported by the county health commission or a township: add --as <account>',
      ),
    ];
  if (code !== 'import_refused') return [];
  const named = errors.some((fault) => fault.code === 'name_differs');
  return [
    say('只导入正确的行: 加上 --accept-good-rows', 'To import the right lines alone: add --accept-good-rows'),
    ...(named
      ? [
          say(
            '经核实确为同一人，沿用先登记的姓名: 加上 --same-people',
            'Where it has been verified that they are the same person, keep the name that was registered first: add --same-people',
          ),
        ]
      : []),
  ];
};

const send = async (
  operator: Api,
  terminal: Terminal,
  { file, ...options }: ImportOptions & { readonly file: string },
): Promise<ExitCode> => {
  const bytes = readBytes(file);
  const api = await speakAs(operator, options);
  const fields = {
    programme: options.programme,
    year: String(options.year),
    accept_good_rows: String(options.acceptGoodRows === true),
    same_people: String(options.samePeople === true),
  };
  try {
    return report(terminal, await api.upload<Imported>('/imports', { fields, fileName: path.basename(file), bytes }));
  } catch (error) {
    throw error instanceof ApiProblem ? error.advising(...adviceOn(error)) : error;
  }
};

export const addImport = (program: Command, shell: Shell): void => {
  const command = program
    .command(say('import <文件.xlsx>', 'import <file.xlsx>'))
    .description(say('导入申报花名册（有行未导入时退出码 3）', 'import a roster (exit 3 when rows were left out)'))
    .requiredOption(
      say('--programme <代码>', '--programme <code>'),
      say('项目代码，如 RURAL_REWARD', 'programme, such as RURAL_REWARD'),
    )
    .requiredOption('--year <yyyy>', say('年度', 'year'), yearOf)
    .option('--accept-good-rows', say('有错误的行留下，只导入正确的行', 'leave faulty rows out and import the good ones'))
    .option(
      '--same-people',
      say(
        '身份证号已以另一姓名登记的，已核实为同一人，沿用先登记的姓名',
        'those known under another name are the same people and keep the name they have',
      ),
    );
  withGlobalOptions(withSpeaker(command)).action((file: string, options: ImportOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => send(api, desk.terminal, { ...options, file })), options),
  );
};
