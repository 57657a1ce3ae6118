import type { Command } from 'commander';
import { say } from '@fenming/language';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { caseCommands, withBasis, withDocument, type CaseDesk, type CaseOptions, type Confirming } from './case-command';
import { secondSignature } from './second-signature';
import { sayChanges, type Shown } from './shown-changes';
import type { Shell } from './command';

type Recording = CaseOptions & { readonly on: string; readonly source: string };
type Withdrawing = CaseOptions & { readonly documentNo: string; readonly reason: string };

type Told = { readonly document_no: string; readonly reason: string; readonly proposed_by: string } & Shown;
const show = (terminal: Terminal, { document_no, reason, proposed_by, changes }: Told): void => {
  terminal.out(
    say(
      `  撤销死亡登记：${reason}。依据 ${document_no}，${proposed_by} 提出`,
      `  the recorded death is withdrawn: ${reason}. By ${document_no}, proposed by ${proposed_by}`,
    ),
  );
  sayChanges(terminal, changes, say('  没有已核定的年度因此改变', '  no year that is determined changes by it'));
};

const record = async ({ api, terminal, caseNumber }: CaseDesk, { on: died_on, source }: Recording): Promise<ExitCode> => {
  const recorded = await api.post<object>('/deaths', { enrolment_id: await caseOf(api, caseNumber), died_on, source });
  if (terminal.json) terminal.outJson(recorded);
  else terminal.out(say('  已登记，此人的各项目已重新核定', '  recorded; every case of the person is determined again'));
  return EXIT.ok;
};

export const addDeath = (program: Command, shell: Shell): void => {
  const death = program
    .command('death')
    .description(say('死亡：登记，两人撤销误登', 'deaths: recording one, and two people taking a wrong record back'));
  const add = caseCommands(death, shell);
  const steps = secondSignature<Told>({ where: 'death-withdrawal', confirming: 'death confirm-withdrawal', show });
  add<Recording>(
    'record',
    say('登记死亡，此人各项目随之重新核定', 'record a death; every case of the person is determined again'),
    record,
  )
    .requiredOption(say('--on <日期>', '--on <day>'), say('死亡日期', 'the day of the death'))
    .requiredOption(say('--source <来源>', '--source <source>'), say('凭什么得知，不写日期', 'how it is known, without a day'));
  withDocument(
    add<Withdrawing>(
      'withdraw',
      say('凭文件提出撤销误登的死亡', 'say by a document that a death was recorded by mistake'),
      (desk, { documentNo: document_no, reason }) => steps.propose(desk, '/deaths/withdrawals', { document_no, reason }),
    ),
  ).requiredOption(say('--reason <理由>', '--reason <reason>'), say('理由，不写日期', 'why, without a day'));
  add('show', say('查看等待确认的撤销及其影响', 'what waits to be confirmed, and what it would do'), steps.look);
  withBasis(
    withDocument(
      add<CaseOptions & Confirming>(
        'confirm-withdrawal',
        say('第二人按文号确认撤销，重新核定', 'the second signature, by the same document; the years are determined again'),
        steps.confirm(
          '/deaths/withdrawals/confirmation',
          say('已撤销，此人的各项目已重新核定', 'withdrawn; every case of the person is determined again'),
        ),
      ),
    ),
  );
};
