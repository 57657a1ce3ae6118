import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';
import { short } from './programme-tables';
import { adoptedVersion } from './programme-versions';
import { sayWhatFollows } from './redetermine';

type WithdrawOptions = GlobalOptions &
  Speaker & { readonly documentNo: string; readonly documentDate: string; readonly paid: string };
type Named = { readonly programme: string; readonly version: string };

/** One person says that a later document takes a text out of force, another confirms it. */
const withdraw = async (
  operator: Api,
  terminal: Terminal,
  { programme, version, documentNo, documentDate, paid, ...speaker }: WithdrawOptions & Named,
): Promise<ExitCode> => {
  const api = await speakAs(operator, speaker);
  const hash = await adoptedVersion(api, programme, version);
  const body = { content_hash: hash, document_no: documentNo, document_date: documentDate, paid };
  const answer = await api.post<object>(`/programmes/${encodeURIComponent(programme)}/withdrawals`, body);
  if (terminal.json) terminal.outJson(answer);
  else terminal.out(say(`  已提出废止  ${programme}  ${short(hash)}`, `  withdrawal proposed  ${programme}  ${short(hash)}`));
  terminal.say(
    say(
      `下一步（须由另一人）: fenming programme confirm-withdrawal ${programme} ${short(hash)} --paid ${paid} --as <账号>`,
      `Next (by another person): fenming programme confirm-withdrawal ${programme} ${short(hash)} --paid ${paid} --as <account>`,
    ),
  );
  return EXIT.ok;
};

type Waiting = {
  readonly content_hash: string;
  readonly withdrawal_by: string | null;
  readonly withdrawal_document_no: string | null;
  readonly paid_then: string | null;
};

/** Whoever confirms says what becomes of the money, too; by which document is read and shown. */
const confirmWithdrawal = async (
  operator: Api,
  terminal: Terminal,
  { programme, version, paid, ...speaker }: Speaker & Named & { readonly paid: string },
): Promise<ExitCode> => {
  const api = await speakAs(operator, speaker);
  const path = `/programmes/${encodeURIComponent(programme)}`;
  const hash = await adoptedVersion(api, programme, version);
  const waiting = (await everyRow<Waiting>(api, `${path}/versions`)).find(({ content_hash }) => content_hash === hash);
  const document_no = waiting?.withdrawal_document_no ?? undefined;
  if (document_no === undefined)
    throw new UsageError(
      say(
        `${programme} ${short(hash)} 没有待确认的废止；先由一人提出: fenming programme withdraw`,
        `no withdrawal of ${programme} ${short(hash)} waits; one person proposes it first: fenming programme withdraw`,
      ),
    );
  if (!terminal.json)
    terminal.out(
      say(
        `  废止文号 ${document_no}，${waiting?.withdrawal_by} 提出`,
        `  by ${document_no}, proposed by ${waiting?.withdrawal_by}`,
      ),
    );
  const answer = await api.post<object>(`${path}/withdrawals/confirmation`, { content_hash: hash, document_no, paid });
  if (terminal.json) terminal.outJson(answer);
  else terminal.out(say(`  已废止  ${programme}  ${short(hash)}`, `  withdrawn  ${programme}  ${short(hash)}`));
  await sayWhatFollows(api, terminal, programme);
  return EXIT.ok;
};

export const addWithdrawing = (programme: Command, shell: Shell): void => {
  const paidOption = [
    say('--paid <处理>', '--paid <what>'),
    say('已发资金：stays 不追回，goes_back 追回', 'what was paid: stays (is not claimed) or goes_back (is recovered)'),
  ] as const;
  const proposing = programme
    .command(say('withdraw <代码> <版本>', 'withdraw <code> <version>'))
    .description(say('依文件提出废止一份已采用的规则', 'propose to take adopted rules out of force, by a document'))
    .requiredOption(
      say('--document-no <文号>', '--document-no <number>'),
      say('废止的文号', 'number of the withdrawing document'),
    )
    .requiredOption(say('--document-date <日期>', '--document-date <date>'), say('文件日期', 'day of the document'))
    .requiredOption(...paidOption);
  withGlobalOptions(withSpeaker(proposing)).action((id: string, version: string, options: WithdrawOptions) =>
    shell.finish(
      (desk) => withEngine(desk, (api) => withdraw(api, desk.terminal, { ...options, programme: id, version })),
      options,
    ),
  );
  const confirming = programme
    .command(say('confirm-withdrawal <代码> <版本>', 'confirm-withdrawal <code> <version>'))
    .description(say('确认废止（须由另一人）', 'confirm a withdrawal (by another person)'))
    .requiredOption(...paidOption);
  withGlobalOptions(withSpeaker(confirming)).action(
    (id: string, version: string, options: GlobalOptions & Speaker & { readonly paid: string }) =>
      shell.finish(
        (desk) => withEngine(desk, (api) => confirmWithdrawal(api, desk.terminal, { ...options, programme: id, version })),
        options,
      ),
  );
};
