import type { Command } from 'commander';
import { say } from '@fenming/language';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { caseOf } from './case-of';
import { caseCommands, withDocument, withNote, type CaseAction, type CaseDesk, type CaseOptions } from './case-command';
import { yearOf, type Shell } from './command';

type Saying = CaseOptions & { readonly year: number; readonly documentNo: string };
type Proposing = Saying & { readonly note: string };

const propose = async ({ api, terminal, caseNumber }: CaseDesk, { year, documentNo, note }: Proposing): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  await api.post('/rejections/withdrawals', { enrolment_id, year, document_no: documentNo, note });
  const next = `fenming rejection confirm ${caseNumber} --year ${year} --document-no ${documentNo}`;
  if (terminal.json) terminal.outJson({ case_number: caseNumber, year, proposed: true });
  terminal.say(say(`已登记，待另一人确认。下一步: ${next}`, `Recorded; another person confirms it. Next: ${next}`));
  return EXIT.ok;
};

const confirm = async ({ api, terminal, caseNumber }: CaseDesk, { year, documentNo }: Saying): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  await api.post('/rejections/withdrawals/confirmation', { enrolment_id, year, document_no: documentNo });
  if (terminal.json) terminal.outJson({ case_number: caseNumber, year, withdrawn: true });
  else
    terminal.out(
      say(
        `  ${caseNumber} 的不予确认已撤销，${year} 年度从原来的环节继续办理，县级重新确认`,
        `  the refusal of ${caseNumber} is withdrawn; ${year} goes on where it stood, and the county confirms anew`,
      ),
    );
  return EXIT.ok;
};

/** A year that was refused by mistake goes on. */
export const addRejection = (program: Command, shell: Shell): void => {
  const rejection = program
    .command('rejection')
    .description(say('撤销不予确认：由两人凭文件办理', 'withdrawing a refusal that was a mistake: two people, by a document'));
  const add = (name: string, description: string, action: CaseAction<Proposing>): Command =>
    withDocument(caseCommands(rejection, shell)(name, description, action)).requiredOption(
      say('--year <年>', '--year <year>'),
      say('年度', 'year'),
      yearOf,
    );
  withNote(add('withdraw', say('凭文件提出撤销；确认之前没有改变', 'say by a document that it was a mistake'), propose));
  add('confirm', say('第二人按文号确认，该年度继续办理', 'the second signature, by the same document'), confirm);
};
