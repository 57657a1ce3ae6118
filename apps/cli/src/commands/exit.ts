import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import { EXIT_REASONS } from '@fenming/words';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { caseCommands, withDocument, withNote, type CaseDesk, type CaseOptions } from './case-command';
import type { Shell } from './command';

type Told = {
  readonly step: 'exit' | 'withdrawal';
  readonly reason: string | null;
  readonly left_on: string | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
  readonly changes: readonly { readonly year: number; readonly was_fen: number; readonly becomes_fen: number }[];
};

const told = (api: Api, enrolment: string): Promise<Told> => api.get<Told>(`/enrolments/${enrolment}/exit`);

const show = (terminal: Terminal, { step, reason, left_on, document_no, note, proposed_by, changes }: Told): void => {
  const why = reason === null ? '' : (EXIT_REASONS[reason] ?? reason);
  const what =
    step === 'exit'
      ? say(`自 ${left_on} 起退出（${why}）`, `left on ${left_on} (${why})`)
      : say('撤销退出', 'the exit is withdrawn');
  terminal.out(
    say(
      `  ${what}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${what}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  const right = 'right' as const;
  const columns = [
    { title: say('年度', 'year') },
    { title: say('现为（元）', 'now (yuan)'), align: right },
    { title: say('确认后（元）', 'becomes (yuan)'), align: right },
  ];
  const rows = changes.map((one) => [String(one.year), formatYuan(fen(one.was_fen)), formatYuan(fen(one.becomes_fen))]);
  if (rows.length > 0) for (const line of tableLines(columns, rows)) terminal.out(line);
  else terminal.out(say('  没有已核定的年度因此改变', '  no year that is determined changes by it'));
};

const propose = async ({ api, terminal, caseNumber }: CaseDesk, path: string, body: object): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  await api.post(path, { enrolment_id, ...body });
  const waiting = await told(api, enrolment_id);
  if (terminal.json) terminal.outJson(waiting);
  else show(terminal, waiting);
  const next = `fenming exit confirm ${caseNumber} --document-no ${waiting.document_no}`;
  terminal.say(
    say(
      `已登记，待县卫健委另一人确认。下一步: ${next}`,
      `Recorded; another person of the health commission confirms it. Next: ${next}`,
    ),
  );
  return EXIT.ok;
};

/** What waits is shown before it is settled. */
const settle = async ({ api, terminal, caseNumber }: CaseDesk, path: string, body: object): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const waiting = await told(api, enrolment_id);
  if (!terminal.json) show(terminal, waiting);
  await api.post(path, { enrolment_id, ...body });
  if (terminal.json) terminal.outJson(waiting);
  else
    terminal.out(
      path === '/exits/confirmation'
        ? say('  已确认，所列年度已重新核定', '  confirmed; the years above are determined again')
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
      say('退出：迁出等，由两人凭文件办理；撤销退出', 'leaving a programme, and taking that back: two people, by a document'),
    );
  const add = caseCommands(exit, shell);
  withNote(
    withDocument(
      add<Leaving>(
        'propose',
        say(
          '凭文件提出退出；等第二人签字，在此之前不确认、不发放',
          'say by a document that a case is left; until the second signature nothing is confirmed or paid',
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
      add<Saying>('withdraw', say('凭文件提出撤销退出', 'say by a document that a case was never left'), (desk, options) => {
        const { documentNo: document_no, note } = options;
        return propose(desk, '/exits/withdrawals', { document_no, note });
      }),
    ),
  );
  withDocument(
    add<Saying>(
      'confirm',
      say('第二人按文号确认，重新核定有关年度', 'the second signature, by the same document'),
      (desk, options) => settle(desk, '/exits/confirmation', { document_no: options.documentNo }),
    ),
  );
  withNote(
    add<Saying>('drop', say('撤回还没有确认的退出', 'drop what waits'), (desk, { note }) =>
      settle(desk, '/exits/dropping', { note }),
    ),
  );
};
