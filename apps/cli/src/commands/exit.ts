import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { EXIT_REASONS } from '@fenming/words';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import {
  caseCommands,
  withBasis,
  withDocument,
  withNote,
  type CaseDesk,
  type CaseOptions,
  type Confirming,
} from './case-command';
import type { Shell } from './command';
import { sayChanges, sayNext, type Shown } from './shown-changes';

type Told = {
  readonly step: 'exit' | 'withdrawal';
  readonly reason: string | null;
  readonly left_on: string | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

const told = (api: Api, enrolment: string): Promise<Told> => api.get<Told>(`/enrolments/${enrolment}/exit`);

const show = (terminal: Terminal, { step, reason, left_on, document_no, note, proposed_by, changes }: Told): void => {
  const why = reason === null ? '' : (EXIT_REASONS[reason] ?? reason);
  const what =
    step === 'exit'
      ? say(`自 ${left_on} 起退出（${why}）`, `exited on ${left_on} (${why})`)
      : say('撤销退出', 'the exit is withdrawn');
  terminal.out(
    say(
      `  ${what}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${what}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  sayChanges(terminal, changes, say('  没有已核定的年度因此改变', '  no year that is determined changes by it'));
};

const look = async ({ api, terminal, caseNumber }: CaseDesk): Promise<ExitCode> => {
  const waiting = await told(api, await caseOf(api, caseNumber));
  if (terminal.json) terminal.outJson(waiting);
  else show(terminal, waiting);
  sayNext(terminal, `fenming exit confirm ${caseNumber} --document-no ${waiting.document_no}`, waiting);
  return EXIT.ok;
};

const propose = async (desk: CaseDesk, path: string, body: object): Promise<ExitCode> => {
  await desk.api.post(path, { enrolment_id: await caseOf(desk.api, desk.caseNumber), ...body });
  return look(desk);
};

/** What waits is shown before it is settled; what is confirmed is what was shown. */
const settle = async (
  { api, terminal, caseNumber }: CaseDesk,
  path: string,
  bodyOf: (shown: Shown) => object,
): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const waiting = await told(api, enrolment_id);
  if (!terminal.json) show(terminal, waiting);
  await api.post(path, { enrolment_id, ...bodyOf(waiting) });
  if (terminal.json) terminal.outJson(waiting);
  else
    terminal.out(
      path === '/exits/confirmation'
        ? say('  已确认，按所列办理完毕', '  confirmed; it is as shown above')
        : say('  已撤回，没有改变', '  dropped; nothing changes'),
    );
  return EXIT.ok;
};

type Saying = CaseOptions & { readonly documentNo: string; readonly note: string };
type Leaving = Saying & { readonly reason: string; readonly on: string };

export const addExit = (program: Command, shell: Shell): void => {
  const exit = program
    .command('exit')
    .description(
      say(
        '退出：迁出等，由两人凭文件办理；撤销退出',
        'exits: of who moved away and the like, by two people and a document; and their withdrawal',
      ),
    );
  const add = caseCommands(exit, shell);
  withNote(
    withDocument(
      add<Leaving>(
        'propose',
        say(
          '凭文件提出退出；等第二人签字，在此之前不确认、不发放',
          'propose an exit by a document; until the second signature nothing is confirmed or paid',
        ),
        (desk, options) => {
          const { reason, on: left_on, documentNo: document_no, note } = options;
          return propose(desk, '/exits', { reason, left_on, document_no, note });
        },
      )
        .requiredOption(
          say('--reason <原因>', '--reason <reason>'),
          say('moved_out（迁出）或 other（其他原因）；死亡另行登记', 'moved_out, or other; a death is recorded as such'),
        )
        .requiredOption(say('--on <日期>', '--on <day>'), say('自何日起退出', 'the day from which it counts')),
    ),
  );
  withNote(
    withDocument(
      add<Saying>('withdraw', say('凭文件提出撤销退出', 'propose by a document to withdraw the exit'), (desk, options) => {
        const { documentNo: document_no, note } = options;
        return propose(desk, '/exits/withdrawals', { document_no, note });
      }),
    ),
  );
  add('show', say('查看等待确认的退出及其影响', 'what waits to be confirmed, and what it would do'), look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，重新核定有关年度', 'the second signature, by the same document'),
        (desk, { documentNo: document_no, basis }) =>
          settle(desk, '/exits/confirmation', (shown) => ({ document_no, basis: basis ?? shown.basis })),
      ),
    ),
  );
  withNote(
    add<Saying>('drop', say('撤回还没有确认的退出', 'drop what waits'), (desk, { note }) =>
      settle(desk, '/exits/dropping', () => ({ note })),
    ),
  );
};
