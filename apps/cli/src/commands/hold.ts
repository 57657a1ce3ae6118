import type { Command } from 'commander';
import { say } from '@fenming/language';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { caseOf } from './case-of';
import { sayTakenOff } from './taken-off';
import type { Shell } from './command';
import { caseCommands, withNote, type CaseDesk, type CaseOptions } from './case-command';

type Spoken = CaseOptions & { readonly note: string };
type Placing = Spoken & { readonly until: string };

const place = async ({ api, terminal, caseNumber }: CaseDesk, { note, until }: Placing): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  const body = { enrolment_id, note, due_on: until };
  const { taken_off } = await api.post<{ readonly taken_off: readonly string[] }>('/holds', body);
  if (terminal.json) terminal.outJson({ case_number: caseNumber, held: true, taken_off });
  else {
    terminal.out(
      say(
        `  ${caseNumber} 已暂停办理，在解除之前不确认、不发放`,
        `  ${caseNumber} is held; nothing of it is confirmed or paid before that is released`,
      ),
    );
    sayTakenOff(terminal, taken_off);
  }
  terminal.say(
    say(
      `查明后: fenming hold release ${caseNumber} --note <说明>`,
      `Once it is clear: fenming hold release ${caseNumber} --note <note>`,
    ),
  );
  return EXIT.ok;
};

const release = async ({ api, terminal, caseNumber }: CaseDesk, { note }: Spoken): Promise<ExitCode> => {
  await api.post('/holds/release', { enrolment_id: await caseOf(api, caseNumber), note });
  if (terminal.json) terminal.outJson({ case_number: caseNumber, released: true });
  else terminal.out(say(`  ${caseNumber} 已恢复办理`, `  ${caseNumber} goes on`));
  return EXIT.ok;
};

/** A case that somebody looks into. */
export const addHold = (program: Command, shell: Shell): void => {
  const group = program
    .command('hold')
    .description(say('暂停办理：查核期间不确认、不发放，查明后恢复', 'holding a case while somebody looks into it'));
  const add = caseCommands(group, shell);
  withNote(add('place', say('暂停办理一份档案', 'hold a case'), place)).requiredOption(
    say('--until <日期>', '--until <day>'),
    say('应在何日前查明', 'by when it is to be clear'),
  );
  withNote(add('release', say('查明后恢复办理', 'release it once it is clear'), release));
};
