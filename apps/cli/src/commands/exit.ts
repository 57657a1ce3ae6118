import type { Command } from 'commander';
import { say } from '@fenming/language';
import { EXIT_REASONS } from '@fenming/words';
import type { Terminal } from '../terminal/terminal';
import { caseCommands, withBasis, withDocument, withNote, type CaseOptions, type Confirming } from './case-command';
import type { Shell } from './command';
import { secondSignature } from './second-signature';
import { sayChanges, type Shown } from './shown-changes';

type Told = {
  readonly step: 'exit' | 'withdrawal';
  readonly reason: string | null;
  readonly left_on: string | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

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
  const steps = secondSignature<Told>({ where: 'exit', confirming: 'exit confirm', show });
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
          return steps.propose(desk, '/exits', { reason, left_on, document_no, note });
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
        return steps.propose(desk, '/exits/withdrawals', { document_no, note });
      }),
    ),
  );
  add('show', say('查看等待确认的退出及其影响', 'what waits to be confirmed, and what it would do'), steps.look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，重新核定有关年度', 'the second signature, by the same document'),
        steps.confirm('/exits/confirmation', say('已确认，按所列办理完毕', 'confirmed; it is as shown above')),
      ),
    ),
  );
  withNote(add<Saying>('drop', say('撤回还没有确认的退出', 'drop what waits'), steps.drop('/exits/dropping')));
};
