import type { Command } from 'commander';
import { say } from '@fenming/language';
import type { Terminal } from '../terminal/terminal';
import { caseCommands, withBasis, withDocument, withNote, type CaseOptions, type Confirming } from './case-command';
import { secondSignature } from './second-signature';
import { sayChanges, type Shown } from './shown-changes';
import type { Shell } from './command';

type Dying = CaseOptions & { readonly on: string; readonly documentNo: string; readonly source: string };
type Withdrawing = CaseOptions & { readonly documentNo: string; readonly reason: string };
type Dropping = CaseOptions & { readonly note: string };

type Told = {
  readonly step: 'death' | 'withdrawal';
  readonly died_on: string | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;
const show = (terminal: Terminal, { step, died_on, document_no, note, proposed_by, changes }: Told): void => {
  const what =
    step === 'death' ? say(`${died_on} 去世`, `died on ${died_on}`) : say('撤销死亡登记', 'the recorded death is withdrawn');
  terminal.out(
    say(
      `  ${what}：${note}。依据 ${document_no}，${proposed_by} 提出`,
      `  ${what}: ${note}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  sayChanges(terminal, changes, say('  没有已核定的年度因此改变', '  no year that is determined changes by it'));
};

export const addDeath = (program: Command, shell: Shell): void => {
  const death = program
    .command('death')
    .description(
      say(
        '死亡：由两人凭文件登记；登记有误的，由两人撤销',
        'deaths: recorded by two people and a document; and their withdrawal',
      ),
    );
  const add = caseCommands(death, shell);
  const steps = secondSignature<Told>({ where: 'death', confirming: 'death confirm', show });
  withDocument(
    add<Dying>(
      'propose',
      say(
        '凭文件提出此人已去世；等第二人签字，在此之前不确认、不发放',
        'say by a document that somebody has died; until the second signature nothing is confirmed or paid',
      ),
      (desk, { on: died_on, documentNo: document_no, source }) =>
        steps.propose(desk, '/deaths', { died_on, document_no, source }),
    )
      .requiredOption(say('--on <日期>', '--on <day>'), say('死亡日期', 'the day of the death'))
      .requiredOption(say('--source <来源>', '--source <source>'), say('凭什么得知，不写日期', 'how it is known, without a day')),
  );
  withDocument(
    add<Withdrawing>(
      'withdraw',
      say('凭文件提出撤销误登的死亡', 'say by a document that a death was recorded by mistake'),
      (desk, { documentNo: document_no, reason }) => steps.propose(desk, '/deaths/withdrawals', { document_no, reason }),
    ),
  ).requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由，不写日期', 'why, without a day'));
  add('show', say('查看等待确认的死亡或撤销及其影响', 'what waits to be confirmed, and what it would do'), steps.look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm',
        say('第二人按文号确认，此人各项目重新核定', 'the second signature, by the same document; every case is determined again'),
        steps.confirm('/deaths/confirmation', say('已确认，按所列办理完毕', 'confirmed; it is as shown above')),
      ),
    ),
  );
  withNote(add<Dropping>('drop', say('撤回还没有确认的', 'drop what waits'), steps.drop('/deaths/dropping')));
};
