import { say, spoken } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { readText } from '../terminal/text-file';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type Shell, type GlobalOptions } from './command';

type Table = {
  readonly year: number;
  readonly title: string;
  readonly document_no: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly working_days: number;
  readonly lawful_working_days: number;
};
type ListedTable = Table & { readonly origin: 'release' | 'county' };
type Proposed = Table & { readonly content_hash: string; readonly proposed_by: string };
type Lists<Row> = { readonly data: readonly Row[] };

const ORIGINS = spoken({
  release: { zh: '随版本附带', en: 'shipped' },
  county: { zh: '本县确认', en: 'confirmed by the county' },
});
const columns = () => [
  { title: say('年度', 'year') },
  { title: say('工作日', 'working days'), align: 'right' as const },
  { title: say('状态', 'state') },
  { title: say('依据', 'source') },
];

const sayDoubt = (terminal: Terminal, { year, working_days: working, lawful_working_days: lawful }: Table): void => {
  if (working !== lawful)
    terminal.complain(
      say(
        `${year} 年有 ${working} 个工作日，按法定节假日天数应有 ${lawful} 个：请核对是否漏了一行，或当年另有放假。`,
        `${year} has ${working} working days and should have ${lawful} by the statutory holidays: check whether a line is missing, or whether there were other days off that year.`,
      ),
    );
};

const rowOf = ({ year, working_days, title, document_no }: Table, state: string): readonly string[] => [
  String(year),
  String(working_days),
  state,
  `${title}（${document_no}）`,
];

const list = async (api: Api, terminal: Terminal): Promise<ExitCode> => {
  const { data: known, notices_until } = await api.get<Lists<ListedTable> & { readonly notices_until?: string }>('/calendar');
  const { data: proposals } = await api.get<Lists<Proposed>>('/calendar/proposals');
  if (terminal.json) {
    terminal.outJson({ years: known, proposals, ...(notices_until === undefined ? {} : { notices_until }) });
    return EXIT.ok;
  }
  const rows = [
    ...known.map((table) => rowOf(table, ORIGINS[table.origin])),
    ...proposals.map((table) =>
      rowOf(table, say(`待确认 ${table.content_hash.slice(0, 12)}`, `to be confirmed ${table.content_hash.slice(0, 12)}`)),
    ),
  ];
  for (const line of tableLines(columns(), rows)) terminal.out(line);
  for (const table of [...known, ...proposals]) sayDoubt(terminal, table);
  if (notices_until !== undefined)
    terminal.say(
      say(
        `按现有安排，公示最晚 ${notices_until} 张贴，再晚要先导入 ${(known.at(-1)?.year ?? 0) + 1} 年的放假通知: fenming calendar import <文件>`,
        `With the tables there are, notices can be posted until ${notices_until}; for later ones import the holiday notice of ${(known.at(-1)?.year ?? 0) + 1} first: fenming calendar import <file>`,
      ),
    );
  return EXIT.ok;
};

const nextDay = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** Days in a row as one line, the way a notice names them. */
const linesOf = (kind: string, days: readonly string[]): readonly string[] => {
  const runs: [string, string][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && nextDay(last[1]) === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => `${kind},${first}${first === last ? '' : `,${last}`}`);
};

/** Prints a year as the file that would bring it, so that it serves as a pattern for the next one. */
const show = async (api: Api, terminal: Terminal, year: number): Promise<ExitCode> => {
  const table = await api.get<Table>(`/calendar/${year}`);
  if (terminal.json) terminal.outJson(table);
  else {
    terminal.out(`年度,${year}\n文件,${table.title}\n文号,${table.document_no}`);
    for (const line of [...linesOf('放假', table.holidays), ...linesOf('上班', table.workdays)]) terminal.out(line);
  }
  return EXIT.ok;
};

const bring = async (operator: Api, terminal: Terminal, file: string, speaker: Speaker): Promise<ExitCode> => {
  const text = readText(file);
  const api = await speakAs(operator, speaker);
  type Answer = { readonly year: number; readonly content_hash: string; readonly outcome: 'proposed' | 'already' };
  const answer = await api.post<Answer>('/calendar/proposals', { text });
  const { data } = await api.get<Lists<Proposed>>('/calendar/proposals');
  for (const table of data.filter(({ content_hash }) => content_hash === answer.content_hash)) sayDoubt(terminal, table);
  if (terminal.json) terminal.outJson(answer);
  else
    terminal.out(
      `  ${answer.outcome === 'already' ? say('已有', 'already there') : say('已提出', 'proposed')}  ${answer.year}  ${answer.content_hash}`,
    );
  terminal.say(
    say(
      '下一步（须由另一人对照通知核对）: fenming calendar confirm <年度> --as <账号>',
      'Next (by another person, who checks it against the notice): fenming calendar confirm <year> --as <account>',
    ),
  );
  return EXIT.ok;
};

type Confirming = Speaker & { readonly year: number; readonly version?: string };

/** Without a version, the one that waits; a version may be given by its first digits, as the list prints it. */
const confirm = async (operator: Api, terminal: Terminal, { year, version = '', ...speaker }: Confirming): Promise<ExitCode> => {
  const api = await speakAs(operator, speaker);
  const { data } = await api.get<Lists<Proposed>>('/calendar/proposals');
  const meant = data.filter((table) => table.year === year && table.content_hash.startsWith(version));
  if (meant.length > 1)
    throw new UsageError(
      say(
        `${year} 年有 ${meant.length} 个版本待确认，请写明版本，见 fenming calendar list`,
        `${meant.length} versions of ${year} are to be confirmed: name the version, see fenming calendar list`,
      ),
    );
  const [only] = meant;
  const content_hash = meant.length === 1 && only !== undefined ? only.content_hash : version;
  if (!/^[0-9a-f]{64}$/.test(content_hash))
    throw new UsageError(
      say(
        `没有待确认的 ${year} 年版本${version && ` ${version}`}，见 fenming calendar list`,
        `No version of ${year} is to be confirmed${version && ` ${version}`}, see fenming calendar list`,
      ),
    );
  const confirmed = await api.post<object>('/calendar/confirmations', { year, content_hash });
  if (terminal.json) terminal.outJson(confirmed);
  else
    terminal.out(
      say(
        `  已确认  ${year} 年的节假日安排，此后张贴的公示按它计算`,
        `  confirmed: the holiday table of ${year}; notices posted from now on are counted by it`,
      ),
    );
  return EXIT.ok;
};

const addWriting = (calendar: Command, shell: Shell): void => {
  const importing = calendar
    .command(say('import <文件>', 'import <file>'))
    .description(say('导入一年的放假通知，由另一人确认后生效', 'bring a year’s holiday notice; another person confirms it'));
  withGlobalOptions(withSpeaker(importing)).action((file: string, options: GlobalOptions & Speaker) =>
    shell.finish((desk) => withEngine(desk, (api) => bring(api, desk.terminal, file, options)), options),
  );
  const confirming = calendar
    .command(say('confirm <年度> [版本]', 'confirm <year> [version]'))
    .description(
      say('确认一年的节假日安排（须由另一人；只有一个待确认时不用写版本）', 'confirm a year’s holidays (by another person)'),
    );
  withGlobalOptions(withSpeaker(confirming)).action(
    (year: string, version: string | undefined, options: GlobalOptions & Speaker) => {
      const asked = { ...options, year: yearOf(year), ...(version === undefined ? {} : { version }) };
      return shell.finish((desk) => withEngine(desk, (api) => confirm(api, desk.terminal, asked)), options);
    },
  );
};

export const addCalendar = (program: Command, shell: Shell): void => {
  const calendar = program.command('calendar').description(say('节假日安排', 'holidays and working days'));
  const listing = calendar
    .command('list')
    .description(say('列出可以计算工作日的年度及其依据', 'the years whose working days are known, and by which notice'));
  withGlobalOptions(listing).action((options: GlobalOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => list(api, desk.terminal)), options),
  );
  const showing = calendar
    .command(say('show <年度>', 'show <year>'))
    .description(say('按导入文件的写法打印一年的安排，可作下一年的样式', 'a year as its file: the pattern for the next one'));
  withGlobalOptions(showing).action((year: string, options: GlobalOptions) => {
    const asked = yearOf(year);
    return shell.finish((desk) => withEngine(desk, (api) => show(api, desk.terminal, asked)), options);
  });
  addWriting(calendar, shell);
};
