import { say } from '@fenming/language';
import path from 'node:path';
import type { Command } from 'commander';
import { everyRow, type Api, type ProblemFault } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { rowFaultLines } from '../terminal/complaint';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { readBytes } from '../terminal/file';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';
import { gathered } from './import-lines';

type Spoken = GlobalOptions & Speaker;
type Counts = Readonly<
  Record<'rows' | 'said' | 'agreed' | 'differs' | 'unknown' | 'stranger' | 'leads' | 'found' | 'enrolled', number>
> & { readonly source: string; readonly hash: string };
type Compared = Counts & { readonly warnings: readonly ProblemFault[] };
type Accuracy = { readonly accuracy_percent: string | null; readonly accuracy_reached: boolean | null };
type Figures = Counts &
  Accuracy & {
    readonly title: string;
    readonly keeper: string;
    readonly coverage_percent: string | null;
    readonly compared_at: string;
  };
type Overall = Accuracy & { readonly compared: number; readonly agreed: number };
type Source = Record<'source' | 'title' | 'keeper', string> & Record<'required' | 'columns', readonly string[]>;

const outcomes = ({ agreed, differs, unknown, stranger }: Counts): string =>
  say(
    `一致 ${agreed}，不一致 ${differs}，无从对照 ${unknown}，不在对象名册 ${stranger}`,
    `${agreed} agreed, ${differs} differ, ${unknown} unknown, ${stranger} strangers`,
  );

const compare = async (
  api: Api,
  terminal: Terminal,
  { file, source }: { readonly file: string; readonly source: string },
): Promise<ExitCode> => {
  const upload = { fields: { source }, fileName: path.basename(file), bytes: readBytes(file) };
  const compared = await api.upload<Compared>('/comparisons', upload);
  if (terminal.json) terminal.outJson(compared);
  else {
    const { rows, said, found, enrolled, hash } = compared;
    terminal.out(
      say(`  共 ${rows} 人、${said} 项: ${outcomes(compared)}`, `  ${rows} persons, ${said} statements: ${outcomes(compared)}`),
    );
    terminal.out(
      say(
        `  在办对象 ${enrolled} 人中有 ${found} 人在这份名单里；结果摘要 ${hash.slice(0, 16)}`,
        `  of ${enrolled} persons with an open case ${found} are on this list; hash of the outcomes ${hash.slice(0, 16)}`,
      ),
    );
  }
  if (compared.warnings.length > 0) for (const line of rowFaultLines(gathered(compared.warnings))) terminal.complain(line);
  terminal.say(
    compared.leads === 0
      ? say(
          '没有要核实的线索。覆盖率和准确率: fenming compare figures',
          'There is no lead to look at. Coverage and accuracy: fenming compare figures',
        )
      : say(
          `不一致的列为线索 ${compared.leads} 条，由人核实，不改动登记，也不停发: fenming lead list --source ${source}`,
          `What differs is ${compared.leads} leads for people to look at; no record is changed and no payment stopped: fenming lead list --source ${source}`,
        ),
  );
  return EXIT.ok;
};

const percent = (value: string | null): string => (value === null ? '-' : `${value}%`);
const reachedText = (reached: boolean | null): string => {
  if (reached === null) return '-';
  return reached ? say('达到 95%', 'at least 95%') : say('不到 95%', 'below 95%');
};
const right = (title: string) => ({ title, align: 'right' as const });

/** Over all sources that speak of something on record. */
const overallLine = ({ compared, agreed, accuracy_percent, accuracy_reached }: Overall): string => {
  if (compared === 0) return say('  还没有可以对照的主要数据项', '  no main item could be compared yet');
  const [accuracy, mark] = [percent(accuracy_percent), reachedText(accuracy_reached)];
  return say(
    `  全部来源的主要数据项 ${compared} 项，一致 ${agreed} 项，准确率 ${accuracy}，${mark}`,
    `  main items of all sources: ${agreed} of ${compared} agreed, accuracy ${accuracy}, ${mark}`,
  );
};

const figures = async (api: Api, terminal: Terminal): Promise<ExitCode> => {
  const all = await everyRow<Figures>(api, '/comparisons');
  const overall = await api.get<Overall>('/comparisons/accuracy');
  if (terminal.json) {
    terminal.outJson({ comparisons: all, overall });
    return EXIT.ok;
  }
  const columns = [
    { title: say('来源', 'source') },
    { title: say('比对日期', 'compared') },
    right(say('人数', 'persons')),
    right(say('一致', 'agreed')),
    right(say('不一致', 'differ')),
    right(say('无从对照', 'unknown')),
    right(say('不在对象名册', 'strangers')),
    right(say('覆盖率', 'coverage')),
    right(say('主要数据项准确率', 'accuracy of main items')),
    { title: say('标准', 'mark') },
  ];
  const rows = all.map((one) => [
    say(`${one.title}（${one.source}）`, `${one.title} (${one.source})`),
    one.compared_at.slice(0, 10),
    String(one.rows),
    String(one.agreed),
    String(one.differs),
    String(one.unknown),
    String(one.stranger),
    percent(one.coverage_percent),
    percent(one.accuracy_percent),
    reachedText(one.accuracy_reached),
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(rows.length === 0 ? say('  还没有比对过任何名单', '  no list has been compared yet') : overallLine(overall));
  return EXIT.ok;
};

const sources = async (api: Api, terminal: Terminal): Promise<ExitCode> => {
  const all = await everyRow<Source>(api, '/comparisons/sources');
  if (terminal.json) {
    terminal.outJson({ sources: all });
    return EXIT.ok;
  }
  for (const { source, title, keeper, required, columns } of all) {
    terminal.out(say(`  ${source}  ${title}（${keeper}）`, `  ${source}  ${title} (${keeper})`));
    terminal.out(say(`    必须有的列: ${required.join('、')}`, `    required columns: ${required.join(', ')}`));
    const others = columns.filter((column) => !required.includes(column));
    terminal.out(say(`    可以有的列: ${others.join('、')}`, `    other columns: ${others.join(', ')}`));
  }
  return EXIT.ok;
};

export const addCompare = (program: Command, shell: Shell): void => {
  const group = program
    .command('compare')
    .description(say('与公安、民政等部门的名单比对', 'compare lists of other bodies with the record'));
  const run = (
    command: Command,
    action: (api: Api, terminal: Terminal, given: readonly unknown[]) => Promise<ExitCode>,
  ): void => {
    withGlobalOptions(withSpeaker(command)).action((...given: unknown[]) => {
      const options = given.at(-2) as Spoken;
      return shell.finish(
        (desk) => withEngine(desk, async (api) => action(await speakAs(api, options), desk.terminal, given)),
        options,
      );
    });
  };
  const one = group
    .command(`file ${say('<文件>', '<file>')}`, { isDefault: true })
    .description(say('比对一份名单（.xlsx 或 .csv），整份比对或整份退回', 'compare a list (.xlsx or .csv), whole or not at all'))
    .requiredOption(
      say('--source <来源>', '--source <source>'),
      say('名单的来源，如 deaths', 'whose list it is, such as deaths'),
    );
  run(one, (api, terminal, [file, options]) =>
    compare(api, terminal, { file: String(file), source: (options as { readonly source: string }).source }),
  );
  run(
    group
      .command('figures')
      .description(say('各来源最近一次比对的覆盖率和准确率', 'coverage and accuracy by the last list of each source')),
    figures,
  );
  run(
    group.command('sources').description(say('有哪些来源，名单应有哪些列', 'the sources, and the columns of their lists')),
    sources,
  );
};
