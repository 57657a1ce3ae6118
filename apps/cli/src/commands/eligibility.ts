import { say } from '@fenming/language';
import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { personUnknown } from '@fenming/words';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { readSecret } from '../terminal/secret';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { readText } from '../terminal/text-file';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type GlobalOptions, type Shell } from './command';
import { showAnswer, type Answer } from './why-answer';

/** Without a programme about all of them. */
type Question = {
  readonly programme?: string;
  readonly year: number;
  readonly case_number?: string;
  readonly citizen_id?: string;
};

/** Of somebody who stands in no case, each programme would say the same. */
const isUnknown = ({ citizen_id, programme }: Question, answers: readonly Answer[]): boolean =>
  citizen_id !== undefined && programme === undefined && answers.every(({ case_number }) => case_number === undefined);

const why = async (api: Api, terminal: Terminal, question: Question): Promise<ExitCode> => {
  const answer = await api.post<{ readonly data: readonly Answer[] }>('/eligibility/queries', question);
  if (terminal.json) terminal.outJson(answer);
  else if (isUnknown(question, answer.data)) terminal.out(personUnknown());
  else for (const one of answer.data) showAnswer(terminal, one);
  return EXIT.ok;
};

type WhyOptions = GlobalOptions &
  Speaker & { readonly programme?: string; readonly year?: number; readonly allProgrammes?: boolean };

/** A case number names its programme and first year; a citizen id is typed or piped in, because arguments are seen by everybody on the machine. */
const questionOf = async (subject: string, { programme, year, allProgrammes = false }: WhyOptions): Promise<Question> => {
  if (allProgrammes && programme !== undefined)
    throw new UsageError(say('--programme 和 --all-programmes 只能给一个', 'Give --programme or --all-programmes, and not both'));
  const [, own, first] = /^([A-Z][A-Z0-9_]*)-(\d{4})-\d+-\d+$/.exec(subject) ?? [];
  const asked = { programme: programme ?? own, year: year ?? (first === undefined ? undefined : Number(first)) };
  if ((subject !== '-' && own === undefined) || asked.year === undefined || Number.isNaN(asked.year))
    throw new UsageError(
      subject === '-'
        ? say('按身份证号查询，须同时给出 --year', 'To ask by citizen id, give --year as well')
        : say(
            '给出的不是档案号：应如 RURAL_REWARD-2023-1-00002；按身份证号查询的写“-”，并给出 --year',
            'This is no case number, which looks like RURAL_REWARD-2023-1-00002; to ask by citizen id write “-”, and give --year',
          ),
    );
  const named = {
    year: asked.year,
    ...(asked.programme === undefined || allProgrammes ? {} : { programme: asked.programme }),
  };
  if (subject !== '-') return { ...named, case_number: subject };
  const missing = say(
    '没有读到身份证号：请在键盘输入，或用管道从标准输入给出。',
    'No citizen id was read: type it, or pipe it to standard input.',
  );
  return { ...named, citizen_id: await readSecret(say('身份证号：', 'Citizen id: '), missing) };
};

type Person = {
  readonly line: number;
  readonly outcome: 'answered' | 'refused';
  readonly message?: string;
  readonly answers: readonly Answer[];
};
type ListOptions = GlobalOptions & Speaker & { readonly programme?: string; readonly year: number };
/** So many people are asked about in one request. */
const AT_ONCE = 500;

/** The citizen ids of a file with the lines on which they stand. */
const peopleIn = (file: string): readonly { readonly line: number; readonly id: string }[] =>
  readText(file)
    .split(/\r\n|\r|\n/)
    .flatMap((text, i) => (text.trim() === '' ? [] : [{ line: i + 1, id: text.trim().slice(0, 40) }]));

/** About everybody in a file, by its lines: a citizen id is told to nobody's screen. */
const whyOfList = async (api: Api, terminal: Terminal, file: string, options: ListOptions): Promise<ExitCode> => {
  const { programme, year } = options;
  const people = peopleIn(file);
  const found: Person[] = [];
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const asked = people.slice(at, at + AT_ONCE);
    const body = { citizen_ids: asked.map(({ id }) => id), year, ...(programme === undefined ? {} : { programme }) };
    const { data } = await api.post<{ readonly data: readonly Person[] }>('/eligibility/list-queries', body);
    found.push(...data.map((one) => ({ ...one, line: asked[one.line - 1]?.line ?? one.line })));
  }
  if (terminal.json) terminal.outJson({ data: found });
  else showPeople(terminal, found);
  return found.some(({ outcome }) => outcome === 'refused') ? EXIT.partial : EXIT.ok;
};

/** The status of each programme by the lines of the file; the ladder is told by `why` about one person, or under --json. */
const showPeople = (terminal: Terminal, people: readonly Person[]): void => {
  const columns = [say('行', 'line'), say('档案号', 'case'), say('结论', 'answer')].map((title) => ({ title }));
  const rows = people.flatMap(({ line, message, answers }) => [
    ...(message === undefined ? [] : [[String(line), '', message]]),
    ...answers.map(({ case_number = '', sentence }) => [String(line), case_number, sentence]),
  ]);
  if (rows.length > 0) for (const line of tableLines(columns, rows)) terminal.out(line);
};

const addWhy = (eligibility: Command, shell: Shell): void => {
  const asking = eligibility
    .command(say('why <档案号>', 'why <case>'))
    .description(
      say(
        '为什么有（没有）资格，金额怎么算；档案号写“-”时从标准输入读身份证号，不给项目的查全部项目',
        'why (not) eligible and how the amount comes about; "-" reads a citizen id from stdin, and asks about all programmes unless one is given',
      ),
    )
    .option(
      say('--programme <代码>', '--programme <code>'),
      say('项目代码，默认取自档案号', 'programme, by default that of the case number'),
    )
    .option('--all-programmes', say('查全部项目', 'ask about all programmes'))
    .option('--year <yyyy>', say('年度，默认取自档案号', 'year, by default that of the case number'), yearOf);
  withGlobalOptions(withSpeaker(asking)).action((subject: string, options: WhyOptions) =>
    shell.finish(async (desk) => {
      const question = await questionOf(subject, options);
      return withEngine(desk, async (api) => why(await speakAs(api, options), desk.terminal, question));
    }, options),
  );
};

export const addEligibility = (program: Command, shell: Shell): void => {
  const eligibility = program.command('eligibility').description(say('资格查询', 'eligibility'));
  addWhy(eligibility, shell);
  const listing = eligibility
    .command(say('why-list <文件>', 'why-list <file>'))
    .description(
      say(
        '一次查许多人：文件每行一个身份证号，按行回答',
        'ask about many people: a file with one citizen id a line, answered line by line',
      ),
    )
    .option(
      say('--programme <代码>', '--programme <code>'),
      say('项目代码，不给的查全部项目', 'programme; without one all are asked about'),
    )
    .requiredOption('--year <yyyy>', say('年度', 'year'), yearOf);
  withGlobalOptions(withSpeaker(listing)).action((file: string, options: ListOptions) =>
    shell.finish(
      (desk) => withEngine(desk, async (api) => whyOfList(await speakAs(api, options), desk.terminal, file, options)),
      options,
    ),
  );
};
