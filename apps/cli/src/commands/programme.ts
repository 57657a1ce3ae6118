import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import type { VersionState } from '@fenming/subsidy';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import { readText } from '../terminal/text-file';
import type { Terminal } from '../terminal/terminal';
import { paper } from './batch-papers';
import { withSpeaker, withGlobalOptions, withEngine, yearOf, type GlobalOptions, type Shell } from './command';
import { addDryRun, complainOf } from './programme-dry-runs';
import { isVersion, waitingVersion } from './programme-versions';
import { addWithdrawing } from './programme-withdrawals';
import { sayWhatFollows } from './redetermine';
import { programmeColumns, programmeRows, short, type AdoptedProgramme, type ListedProgramme } from './programme-tables';

type Version = {
  readonly programme: string;
  readonly content_hash: string;
  readonly state: VersionState;
  readonly document_no: string;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly withdrawal_by: string | null;
  readonly withdrawal_document_no: string | null;
  readonly withdrawn_by: string | null;
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
  for (const line of tableLines(programmeColumns(), programmeRows({ adopted, proposals, catalogue }))) terminal.out(line);
  const next = adopted.length + proposals.length === 0 ? 'propose --help' : say('show <代码>', 'show <code>');
  terminal.say(say(`下一步: fenming programme ${next}`, `Next: fenming programme ${next}`));
  return EXIT.ok;
};

/** By which document, and by whom; a withdrawal that one person has proposed waits for another. */
const withdrawalText = ({ withdrawal_by, withdrawal_document_no, withdrawn_by }: Version): string => {
  if (withdrawal_by === null) return '';
  const by =
    withdrawn_by ?? say(`${withdrawal_by} 提出，待另一人确认`, `proposed by ${withdrawal_by}, to be confirmed by another`);
  return `${withdrawal_document_no ?? ''} ${by}`;
};

/** A 64-digit hash names one text; anything else is a programme, whose versions are listed. */
const show = async (api: Api, terminal: Terminal, subject: string): Promise<ExitCode> => {
  if (isVersion(subject)) {
    const version = await api.get<Version & { readonly text: string }>(`/programmes/versions/${subject}`);
    if (terminal.json) terminal.outJson(version);
    else terminal.out(version.text.trimEnd());
    return EXIT.ok;
  }
  const data = await everyRow<Version>(api, `/programmes/${encodeURIComponent(subject)}/versions`);
  if (terminal.json) terminal.outJson({ programme: subject, versions: data });
  else {
    const columns = [
      { title: say('生效日期', 'in force from') },
      { title: say('执行到', 'until') },
      { title: say('文号', 'document') },
      { title: say('提出', 'proposed') },
      { title: say('采用', 'adopted') },
      { title: say('废止', 'withdrawn') },
      { title: say('版本', 'version') },
    ];
    const rows = data.map((version) => [
      version.effective_from,
      version.effective_to ?? '',
      version.document_no,
      version.proposed_by,
      version.adopted_by ?? '',
      withdrawalText(version),
      version.content_hash,
    ]);
    for (const line of tableLines(columns, rows)) terminal.out(line);
  }
  return EXIT.ok;
};

type ProposeOptions = GlobalOptions &
  Speaker & {
    readonly documentNo: string;
    readonly documentDate: string;
    readonly from: string;
    readonly to?: string;
    readonly programme?: string;
  };

const propose = async (
  operator: Api,
  terminal: Terminal,
  { file, documentNo, documentDate, from, to, programme, ...speaker }: ProposeOptions & { readonly file?: string },
): Promise<ExitCode> => {
  const text = file === undefined ? {} : { text: readText(file) };
  const api = await speakAs(operator, speaker);
  const body = {
    document_no: documentNo,
    document_date: documentDate,
    effective_from: from,
    ...(to === undefined ? {} : { effective_to: to }),
    ...text,
    ...(programme === undefined ? {} : { programme }),
  };
  const answer = await api.post<Lists<Proposed>>('/programmes/proposals', body).catch((error: unknown) => {
    complainOf(terminal, file, error);
    throw error;
  });
  if (terminal.json) terminal.outJson({ proposals: answer.data });
  else
    for (const { programme: id, content_hash, outcome } of answer.data)
      terminal.out(
        `  ${outcome === 'already' ? say('已有', 'already there') : say('已提出', 'proposed')}  ${id}  ${content_hash}`,
      );
  terminal.say(
    say(
      '下一步（须由另一人）: fenming programme adopt <代码> <版本> --as <账号>',
      'Next (by another person): fenming programme adopt <code> <version> --as <account>',
    ),
  );
  return EXIT.ok;
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
  else
    terminal.out(
      say(
        `  已采用  ${programme}  ${adopted.document_no}，${adopted.effective_from} 起生效，版本 ${short(hash)}`,
        `  adopted  ${programme}  ${adopted.document_no}, in force from ${adopted.effective_from}, version ${short(hash)}`,
      ),
    );
  await sayWhatFollows(api, terminal, programme);
  return EXIT.ok;
};

const addWriting = (programme: Command, shell: Shell): void => {
  const proposing = programme
    .command(say('propose [文件.yaml]', 'propose [file.yaml]'))
    .description(
      say('提出一份规则；不给文件时提出随版本附带的规则', 'propose rules; without a file, those shipped with this release'),
    )
    .requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据文号', 'document number'))
    .requiredOption(
      say('--document-date <日期>', '--document-date <date>'),
      say('文件日期，如 2023-12-20', 'day of the document'),
    )
    .requiredOption(
      say('--from <日期>', '--from <date>'),
      say('生效日期，如 2024-01-01；可以早于今天', 'first day in force; may be in the past'),
    )
    .option(
      say('--to <日期>', '--to <date>'),
      say('执行截止日期；不写则一直执行', 'last day in force; without it, until further notice'),
    )
    .option(
      say('--programme <代码>', '--programme <code>'),
      say('只提出附带规则中的这一个项目', 'only this one of the shipped programmes'),
    );
  withGlobalOptions(withSpeaker(proposing)).action((file: string | undefined, options: ProposeOptions) =>
    shell.finish(
      (desk) => withEngine(desk, (api) => propose(api, desk.terminal, { ...options, ...(file === undefined ? {} : { file }) })),
      options,
    ),
  );
  const adopting = programme
    .command(say('adopt <代码> [版本]', 'adopt <code> [version]'))
    .description(
      say(
        '采用一份已提出的规则（须由另一人）；只有一份待采用时不必写版本',
        'adopt proposed rules (by another person); the version need not be named when only one waits',
      ),
    );
  withGlobalOptions(withSpeaker(adopting)).action(
    (programme: string, version: string | undefined, options: GlobalOptions & Speaker) => {
      const asked = { programme, ...(version === undefined ? {} : { version }), ...options };
      return shell.finish((desk) => withEngine(desk, (api) => adopt(api, desk.terminal, asked)), options);
    },
  );
};

export const addProgramme = (program: Command, shell: Shell): void => {
  const programme = program.command('programme').description(say('项目规则', 'programme rules'));
  const listing = programme.command('list').description(say('列出已采用和待采用的项目', 'adopted and waiting programmes'));
  withGlobalOptions(listing).action((options: GlobalOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => list(api, desk.terminal)), options),
  );
  const showing = programme
    .command(say('show <代码或版本>', 'show <code|version>'))
    .description(say('项目的各版本，或某一版本的全文', 'the versions of a programme, or the text of one'));
  withGlobalOptions(showing).action((subject: string, options: GlobalOptions) =>
    shell.finish((desk) => withEngine(desk, (api) => show(api, desk.terminal, subject)), options),
  );
  const filling = programme
    .command(say('template <代码>', 'template <code>'))
    .description(
      say('一个项目的空白花名册（.xlsx），附填写说明', 'the empty roster of a programme (.xlsx), with notes on each column'),
    )
    .requiredOption(say('--year <年>', '--year <year>'), say('年度', 'year'), yearOf)
    .option(say('--out <文件>', '--out <file>'), say('存到哪个文件', 'where to'));
  withGlobalOptions(filling).action((id: string, options: GlobalOptions & { readonly year: number; readonly out?: string }) => {
    const from = `/imports/template.xlsx?${new URLSearchParams({ programme: id, year: String(options.year) }).toString()}`;
    const to = options.out ?? say(`${id}-${options.year}-花名册模板.xlsx`, `${id}-${options.year}-roster-template.xlsx`);
    return shell.finish((desk) => withEngine(desk, (api) => paper(api, desk.terminal, { from, to })), options);
  });
  addWriting(programme, shell);
  addWithdrawing(programme, shell);
  addDryRun(programme, shell);
};
