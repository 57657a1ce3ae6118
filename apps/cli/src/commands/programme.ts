import type { Command } from 'commander';
import { ApiProblem, everyRow, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import { readText } from '../terminal/text-file';
import type { Terminal } from '../terminal/terminal';
import { paper } from './batch-papers';
import { withSpeaker, withStanding, withEngine, yearOf, type StandingOptions, type Shell } from './command';
import {
  PROGRAMME_COLUMNS,
  programmeRows,
  short,
  TALLY_COLUMNS,
  tallyRow,
  type AdoptedProgramme,
  type ListedProgramme,
  type Tally,
} from './programme-tables';

type Version = {
  readonly programme: string;
  readonly content_hash: string;
  readonly state: 'proposed' | 'adopted';
  readonly document_no: string;
  readonly effective_from: string;
  readonly proposed_by: string;
  readonly adopted_by: string | null;
};
type Lists<Row> = { readonly data: readonly Row[] };
type Proposed = { readonly programme: string; readonly content_hash: string; readonly outcome: 'proposed' | 'already' };

const list = async (api: Api, terminal: Terminal): Promise<ExitCode> => {
  const adopted = await everyRow<AdoptedProgramme>(api, '/programmes');
  const catalogue = await everyRow<ListedProgramme>(api, '/programmes/catalogue');
  const proposals = await everyRow<Version>(api, '/programmes/proposals');
  if (terminal.json) {
    terminal.outJson({ adopted, proposals, catalogue });
    return EXIT.ok;
  }
  for (const line of tableLines(PROGRAMME_COLUMNS, programmeRows({ adopted, proposals, catalogue }))) terminal.out(line);
  const next = adopted.length + proposals.length === 0 ? 'propose --help' : 'show <代码>';
  terminal.say(`下一步: fenming programme ${next}`);
  return EXIT.ok;
};

/** A 64-digit hash names one text; anything else is a programme, whose versions are listed. */
const show = async (api: Api, terminal: Terminal, subject: string): Promise<ExitCode> => {
  if (/^[0-9a-f]{64}$/.test(subject)) {
    const version = await api.get<Version & { readonly text: string }>(`/programmes/versions/${subject}`);
    if (terminal.json) terminal.outJson(version);
    else terminal.out(version.text.trimEnd());
    return EXIT.ok;
  }
  const data = await everyRow<Version>(api, `/programmes/${encodeURIComponent(subject)}/versions`);
  if (terminal.json) terminal.outJson({ programme: subject, versions: data });
  else {
    const columns = [{ title: '生效日期' }, { title: '文号' }, { title: '提出' }, { title: '采用' }, { title: '版本' }];
    const rows = data.map((version) => [
      version.effective_from,
      version.document_no,
      version.proposed_by,
      version.adopted_by ?? '',
      version.content_hash,
    ]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  return EXIT.ok;
};

type ProposeOptions = StandingOptions &
  Speaker & { readonly documentNo: string; readonly from: string; readonly programme?: string };

/** Where a definition is at fault, in the order of its lines, as a compiler says it. */
const complainOf = (terminal: Terminal, file: string | undefined, error: unknown): void => {
  if (!(error instanceof ApiProblem)) return;
  for (const { line, pointer, message } of error.problem.errors ?? [])
    if (line !== undefined) terminal.complain(`${file ?? ''}:${line}  ${pointer ?? ''}  ${message ?? ''}`);
};

const propose = async (
  operator: Api,
  terminal: Terminal,
  { file, documentNo, from, programme, ...speaker }: ProposeOptions & { readonly file?: string },
): Promise<ExitCode> => {
  const text = file === undefined ? {} : { text: readText(file) };
  const api = await speakAs(operator, speaker);
  const body = { document_no: documentNo, effective_from: from, ...text, ...(programme === undefined ? {} : { programme }) };
  const answer = await api.post<Lists<Proposed>>('/programmes/proposals', body).catch((error: unknown) => {
    complainOf(terminal, file, error);
    throw error;
  });
  if (terminal.json) terminal.outJson({ proposals: answer.data });
  else
    for (const { programme: id, content_hash, outcome } of answer.data)
      terminal.out(`  ${outcome === 'already' ? '已有' : '已提出'}  ${id}  ${content_hash}`);
  terminal.say('下一步（须由另一人）: fenming programme adopt <代码> <版本> --as <账号>');
  return EXIT.ok;
};

/** The version of that name, or the only one that waits: of two, nobody could say which was meant. */
const waitingVersion = async (api: Api, programme: string, named?: string): Promise<string> => {
  if (named !== undefined && /^[0-9a-f]{64}$/.test(named)) return named;
  const { data } = await api.get<Lists<Version>>('/programmes/proposals');
  const waiting = data.filter((version) => version.programme === programme && version.content_hash.startsWith(named ?? ''));
  const [only, ...others] = waiting;
  if (only === undefined) throw new UsageError(`${programme} 没有待采用的这个版本`);
  if (others.length === 0) return only.content_hash;
  throw new UsageError(
    `${programme} 有几个待采用的版本，请写明一个：${waiting.map(({ content_hash }) => content_hash).join('、')}`,
  );
};

const adopt = async (
  operator: Api,
  terminal: Terminal,
  { programme, version, ...speaker }: Speaker & { readonly programme: string; readonly version?: string },
): Promise<ExitCode> => {
  const api = await speakAs(operator, speaker);
  const hash = await waitingVersion(api, programme, version);
  const path = `/programmes/${encodeURIComponent(programme)}/adoptions`;
  const adopted = await api.post<Pick<Version, 'effective_from' | 'document_no'>>(path, { content_hash: hash });
  if (terminal.json) terminal.outJson(adopted);
  else terminal.out(`  已采用  ${programme}  ${adopted.document_no}，${adopted.effective_from} 起生效，版本 ${short(hash)}`);
  return EXIT.ok;
};

type DryRun = Tally & {
  readonly examples: number;
  readonly failing_examples: readonly { readonly line: number; readonly message: string }[];
  readonly townships: readonly (Tally & { readonly area: string })[];
};

const dryRun = async (api: Api, terminal: Terminal, file: string, year: number): Promise<ExitCode> => {
  const body = { text: readText(file), year };
  const result = await api.post<DryRun>('/programmes/dry-runs', body).catch((error: unknown) => {
    complainOf(terminal, file, error);
    throw error;
  });
  for (const { line, message } of result.failing_examples) terminal.complain(`${file}:${line}  ${message}`);
  if (terminal.json) {
    terminal.outJson(result);
    return EXIT.ok;
  }
  const rows = [tallyRow('全县', result), ...result.townships.map((township) => tallyRow(township.area, township))];
  for (const line of tableLines(TALLY_COLUMNS, rows)) terminal.out(line);
  const { examples, failing_examples: failing } = result;
  if (failing.length > 0)
    terminal.say(`文件自带的 ${examples} 个例子有 ${failing.length} 个不成立，改正之前不能提出和采用。试算没有写入任何记录。`);
  else terminal.say('试算没有写入任何记录。下一步: fenming programme propose <文件.yaml> --document-no <文号> --from <日期>');
  return EXIT.ok;
};

const addWriting = (programme: Command, shell: Shell): void => {
  const { say } = shell;
  const proposing = programme
    .command('propose [文件.yaml]')
    .description(
      say('提出一份规则；不给文件时提出随版本附带的规则', 'propose rules; without a file, those shipped with this release'),
    )
    .requiredOption('--document-no <文号>', say('依据文号', 'document number'))
    .requiredOption('--from <日期>', say('生效日期，如 2024-01-01', 'first day in force'))
    .option('--programme <代码>', say('只提出附带规则中的这一个项目', 'only this one of the shipped programmes'));
  withStanding(withSpeaker(proposing, shell), say).action((file: string | undefined, options: ProposeOptions) =>
    shell.finish(
      (desk) => withEngine(desk, (api) => propose(api, desk.terminal, { ...options, ...(file === undefined ? {} : { file }) })),
      options,
    ),
  );
  const adopting = programme
    .command('adopt <代码> [版本]')
    .description(
      say(
        '采用一份已提出的规则（须由另一人）；只有一份待采用时不必写版本',
        'adopt proposed rules (by another person); the version need not be named when only one waits',
      ),
    );
  withStanding(withSpeaker(adopting, shell), say).action(
    (programme: string, version: string | undefined, options: StandingOptions & Speaker) => {
      const asked = { programme, ...(version === undefined ? {} : { version }), ...options };
      return shell.finish((desk) => withEngine(desk, (api) => adopt(api, desk.terminal, asked)), options);
    },
  );
};

export const addProgramme = (program: Command, shell: Shell): void => {
  const { say } = shell;
  const programme = program.command('programme').description(say('项目规则', 'programme rules'));
  const listing = programme.command('list').description(say('列出已采用和待采用的项目', 'adopted and waiting programmes'));
  withStanding(listing, say).action((options: StandingOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => list(api, desk.terminal)), options),
  );
  const showing = programme
    .command('show <代码或版本>')
    .description(say('项目的各版本，或某一版本的全文', 'the versions of a programme, or the text of one'));
  withStanding(showing, say).action((subject: string, options: StandingOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => show(api, desk.terminal, subject)), options),
  );
  const filling = programme
    .command('template <代码>')
    .description(
      say('一个项目的空白名单（.xlsx），附填写说明', 'the empty roster of a programme (.xlsx), with notes on each column'),
    )
    .requiredOption('--year <年>', say('年度', 'year'), yearOf(say))
    .option('--out <文件>', say('存到哪个文件', 'where to'));
  withStanding(filling, say).action((id: string, options: StandingOptions & { readonly year: number; readonly out?: string }) => {
    const from = `/imports/template.xlsx?${new URLSearchParams({ programme: id, year: String(options.year) }).toString()}`;
    const to = options.out ?? `${id}-${options.year}-名单模板.xlsx`;
    return shell.finish((desk) => withEngine(desk, (api) => paper(api, desk.terminal, { from, to })), options);
  });
  addWriting(programme, shell);
  const trying = programme
    .command('dry-run <文件.yaml>')
    .description(say('用草案试算某年度的全部对象，不写入任何记录', 'try a draft on the people of a year; nothing is written'))
    .requiredOption('--year <年>', say('年度', 'year'), yearOf(say));
  withStanding(withSpeaker(trying, shell), say).action(
    (file: string, options: StandingOptions & Speaker & { readonly year: number }) =>
      shell.finish(
        (desk) => withEngine(desk, async (api) => dryRun(await speakAs(api, options), desk.terminal, file, options.year)),
        options,
      ),
  );
};
