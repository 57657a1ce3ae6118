import { aside, say, spoken } from '@fenming/language';
import { Option, type Command } from 'commander';
import { LEVEL_NAMES } from '@fenming/words';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, yearOf, type Shell, type GlobalOptions } from './command';
import { sayTakenOff } from './taken-off';
import { enrolmentsAt, LEVELS, STAGE_BEFORE, type Level, type Listed } from './enrolments';

type LevelOptions = GlobalOptions & Speaker & { readonly level: Level; readonly year: number };
type ConfirmOptions = LevelOptions & {
  readonly programme?: string;
  readonly area?: string;
  readonly all?: boolean;
  readonly on?: string;
  readonly documentNo?: string;
};
type Outcome = {
  readonly enrolment_id: string;
  readonly outcome: string;
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string;
};

const AT_ONCE = 500;

/** Why nobody may be waiting at a level. */
const BEFORE: Readonly<Record<Level, string>> = spoken({
  village: { zh: '名单还没有导入，或都已确认', en: 'the list has not been imported, or all are confirmed' },
  township: {
    zh: '村级还没有确认并公示，或乡级都已确认',
    en: 'the village has not confirmed and posted yet, or the township has confirmed all',
  },
  county: {
    zh: '乡级还没有确认并公示，或县级都已确认',
    en: 'the township has not confirmed and posted yet, or the county has confirmed all',
  },
});

const chosen = (waiting: readonly Listed[], cases: readonly string[], all: boolean): readonly Listed[] => {
  if (all === cases.length > 0)
    throw new UsageError(
      say(
        '请写明档案号，或用 --all 确认等待本级确认的全部对象',
        'Name case numbers, or use --all to confirm everybody who waits at this level',
      ),
    );
  const unknown = cases.find((each) => !waiting.some(({ case_number }) => case_number === each));
  if (unknown !== undefined)
    throw new UsageError(say(`${unknown} 不在等待本级确认的对象里`, `${unknown} does not wait to be confirmed at this level`));
  return all ? waiting : waiting.filter(({ case_number }) => cases.includes(case_number));
};

const confirm = async (api: Api, terminal: Terminal, cases: readonly string[], options: ConfirmOptions): Promise<ExitCode> => {
  const { level, year, all = false, on: decided_on, documentNo: document_no } = options;
  const waiting = chosen(await enrolmentsAt(api, { ...options, stage: STAGE_BEFORE[level] }), cases, all);
  const outcomes: Outcome[] = [];
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const enrolments = waiting.slice(at, at + AT_ONCE).map(({ enrolment_id }) => enrolment_id);
    const list = { level, year, enrolments, decided_on, document_no };
    outcomes.push(...(await api.post<{ readonly data: readonly Outcome[] }>('/confirmations', list)).data);
  }
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  if (terminal.json) terminal.outJson({ confirmed: outcomes.length - refused.length, refused });
  else {
    terminal.out(
      say(
        `  已确认 ${outcomes.length - refused.length} 人，未能确认 ${refused.length} 人`,
        `  ${outcomes.length - refused.length} confirmed, ${refused.length} not confirmed`,
      ),
    );
    if (outcomes.length === 0)
      terminal.out(
        say(
          `  没有等待${LEVEL_NAMES[level]}确认的对象：${BEFORE[level]}`,
          `  Nobody waits to be confirmed by the ${LEVEL_NAMES[level]}: ${BEFORE[level]}`,
        ),
      );
    for (const { enrolment_id, message = '', detail } of refused) {
      const { case_number = '' } = waiting.find((each) => each.enrolment_id === enrolment_id) ?? {};
      terminal.out(`    ${case_number}  ${message}${aside(detail)}`);
    }
  }
  if (refused.some(({ code }) => code === 'conditions_not_met'))
    terminal.say(
      say(
        '不符合条件的: fenming reject <档案号> --reason <理由>',
        'Whoever does not qualify: fenming reject <case> --reason <reason>',
      ),
    );
  if (refused.length < outcomes.length)
    terminal.say(
      say(
        `下一步: fenming notice post --level ${level} --year ${year} --area <代码>`,
        `Next: fenming notice post --level ${level} --year ${year} --area <code>`,
      ),
    );
  return refused.length > 0 ? EXIT.partial : EXIT.ok;
};

type RejectOptions = LevelOptions & { readonly reason: string };

const reject = async (api: Api, terminal: Terminal, caseNumber: string, options: RejectOptions): Promise<ExitCode> => {
  const { level, year, reason } = options;
  const found = (await enrolmentsAt(api, { year })).find(({ case_number }) => case_number === caseNumber);
  if (found === undefined)
    throw new UsageError(say(`本年度您的辖区里没有档案 ${caseNumber}`, `There is no case ${caseNumber} in your area this year`));
  const body = { level, year, enrolment_id: found.enrolment_id, reason };
  const { taken_off } = await api.post<{ readonly taken_off: readonly string[] }>('/rejections', body);
  if (terminal.json) terminal.outJson({ case_number: caseNumber, rejected: true, taken_off });
  else {
    terminal.out(say(`  ${caseNumber} 已不予确认`, `  ${caseNumber} refused`));
    sayTakenOff(terminal, taken_off);
  }
  return EXIT.ok;
};

export const withLevel = (command: Command): Command =>
  command
    .addOption(
      new Option(
        say('--level <级别>', '--level <level>'),
        say('village 村、township 乡镇、county 县', 'village, township or county'),
      )
        .choices(LEVELS)
        .makeOptionMandatory(),
    )
    .requiredOption(say('--year <年>', '--year <year>'), say('年度', 'year'), yearOf);

export const withProgramme = (command: Command): Command =>
  command.option(
    say('--programme <代码>', '--programme <code>'),
    say('只办这个项目（默认全部）', 'this programme alone (default all)'),
  );

/** Confirming and rejecting people, as each of the three levels does. */
export const addConfirm = (program: Command, shell: Shell): void => {
  const { finish } = shell;
  const confirming = program
    .command(say('confirm [档案号...]', 'confirm [cases...]'))
    .description(say('逐级资格确认（有人未能确认时退出码 3）', 'confirm eligibility (exit 3 when some could not be)'))
    .option(say('--area <代码>', '--area <code>'), say('只办这个辖区（默认本人辖区）', 'this area alone (default one’s own)'))
    .option('--all', say('等待本级确认的全部对象', 'everybody who waits at this level'))
    .option(
      say('--on <日期>', '--on <day>'),
      say(
        '县级确认文件的日期（默认今天）；与文号同时填写',
        'the day of the county’s decision (default today), with its document',
      ),
    )
    .option(
      say('--document-no <文号>', '--document-no <number>'),
      say('县级确认文件的文号', 'the document of the county’s decision'),
    );
  withGlobalOptions(withSpeaker(withProgramme(withLevel(confirming)))).action(
    (cases: readonly string[], options: ConfirmOptions) =>
      finish(
        (desk) => withEngine(desk, async (api) => confirm(await speakAs(api, options), desk.terminal, cases, options)),
        options,
      ),
  );
  const rejecting = program
    .command(say('reject <档案号>', 'reject <case>'))
    .description(say('不予确认', 'refuse to confirm'))
    .requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由', 'why'));
  withGlobalOptions(withSpeaker(withLevel(rejecting))).action((caseNumber: string, options: RejectOptions) =>
    finish(
      (desk) => withEngine(desk, async (api) => reject(await speakAs(api, options), desk.terminal, caseNumber, options)),
      options,
    ),
  );
};
