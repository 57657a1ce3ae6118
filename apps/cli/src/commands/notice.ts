import { say, spoken } from '@fenming/language';
import type { Command } from 'commander';
import { LEVEL_NAMES } from '@fenming/words';
import { everyRow, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type Shell, type GlobalOptions } from './command';
import { withLevel, withProgramme } from './confirm';
import { enrolmentsAt, STAGE_CONFIRMED, type Level } from './enrolments';
import { programmeNames } from './programme-names';

type Notice = {
  readonly notice_id: string;
  readonly level: Level;
  readonly area: string;
  readonly programme: string;
  readonly count: number;
  readonly posted_on: string;
  readonly closes_on: string;
};
type Area = { readonly code: string; readonly name: string };
type ListOptions = GlobalOptions & Speaker & { readonly year: number; readonly programme?: string; readonly area?: string };
type PostOptions = GlobalOptions &
  Speaker & { readonly level: Level; readonly year: number; readonly area: string; readonly programme?: string };

/** What follows on a notice over which nobody has objected. */
const AFTER: Readonly<Record<Level, string>> = spoken({
  village: { zh: '由乡级确认', en: 'the township confirms' },
  township: { zh: '由县级确认', en: 'the county confirms' },
  county: {
    zh: '可以列入发放批次: fenming batch create --help',
    en: 'can be listed in a payout batch: fenming batch create --help',
  },
});

const columns = () => [
  { title: say('级别', 'level') },
  { title: say('辖区', 'area') },
  { title: say('项目', 'programme') },
  { title: say('人数', 'persons'), align: 'right' as const },
  { title: say('张贴', 'posted') },
  { title: say('公示期至', 'open until') },
];

/** What people call the areas of the county, by their codes. */
const areaNames = async (api: Api): Promise<(code: string) => string> => {
  const [{ code, name }, areas] = await Promise.all([api.get<Area>('/county'), everyRow<Area>(api, '/county/areas')]);
  const names = new Map([{ code, name }, ...areas].map((area) => [area.code, area.name]));
  return (asked) => names.get(asked) ?? asked;
};

const show = async (api: Api, terminal: Terminal, notices: readonly Notice[]): Promise<void> => {
  if (terminal.json) return terminal.outJson({ notices });
  const [areaOf, programmeOf] = [await areaNames(api), await programmeNames(api)];
  const rows = notices.map(({ level, area, programme, count, posted_on, closes_on }) => [
    LEVEL_NAMES[level],
    areaOf(area),
    programmeOf(programme),
    count.toLocaleString('en-US'),
    posted_on,
    closes_on,
  ]);
  for (const line of tableLines(columns(), rows)) terminal.out(line);
};

const list = async (api: Api, terminal: Terminal, { year, programme, area }: ListOptions): Promise<ExitCode> => {
  await show(api, terminal, await everyRow<Notice>(api, '/notices', { year, programme, area }));
  return EXIT.ok;
};

/** One notice for each programme of which somebody was confirmed here and is not posted yet. */
const post = async (api: Api, terminal: Terminal, options: PostOptions): Promise<ExitCode> => {
  const { level, area, year } = options;
  const confirmed = await enrolmentsAt(api, { ...options, stage: STAGE_CONFIRMED[level] });
  const programmes = [...new Set(confirmed.map(({ programme }) => programme))].toSorted();
  if (programmes.length === 0)
    throw new UsageError(
      say(
        '本级没有已确认而未公示的对象。先确认: fenming confirm --help',
        'Nobody at this level is confirmed and not posted yet. Confirm first: fenming confirm --help',
      ),
    );
  const posted: Notice[] = [];
  for (const programme of programmes) posted.push(await api.post<Notice>('/notices', { level, area, programme, year }));
  await show(api, terminal, posted);
  terminal.say(
    say(
      `公示期满没有异议的，${AFTER[level]}。`,
      `Once the notice period is over, those whom nobody objected to: ${AFTER[level]}.`,
    ),
  );
  return EXIT.ok;
};

export const addNotice = (program: Command, shell: Shell): void => {
  const { finish } = shell;
  const notice = program.command('notice').description(say('公示', 'public notices'));
  const listing = notice
    .command('list')
    .description(say('列出公示和公示期', 'list the notices and when they end'))
    .requiredOption(say('--year <年>', '--year <year>'), say('年度', 'year'), yearOf)
    .option(say('--area <代码>', '--area <code>'), say('只看这个辖区', 'only this area'));
  withGlobalOptions(withSpeaker(withProgramme(listing))).action((options: ListOptions) =>
    finish((desk) => withEngine(desk, async (api) => list(await speakAs(api, options), desk.terminal, options)), options),
  );
  const posting = notice
    .command('post')
    .description(say('张贴公示：本级已确认的对象', 'post a notice of those confirmed at this level'))
    .requiredOption(say('--area <代码>', '--area <code>'), say('村、乡镇或县的代码', 'code of the village, township or county'));
  withGlobalOptions(withSpeaker(withProgramme(withLevel(posting)))).action((options: PostOptions) =>
    finish((desk) => withEngine(desk, async (api) => post(await speakAs(api, options), desk.terminal, options)), options),
  );
};
