import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { caseOf } from './case-of';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';

type Desk = { readonly api: Api; readonly terminal: Terminal; readonly caseNumber: string };
type Spoken = GlobalOptions & Speaker & { readonly note: string };
type Placing = Spoken & { readonly until: string };

const place = async ({ api, terminal, caseNumber }: Desk, { note, until }: Placing): Promise<ExitCode> => {
  const enrolment_id = await caseOf(api, caseNumber);
  await api.post('/holds', { enrolment_id, note, due_on: until });
  if (terminal.json) terminal.outJson({ case_number: caseNumber, held: true });
  else
    terminal.out(
      say(
        `  ${caseNumber} 已暂停办理，在解除之前不确认、不发放`,
        `  ${caseNumber} is held; nothing of it is confirmed or paid before that is released`,
      ),
    );
  terminal.say(
    say(
      `查明后: fenming hold release ${caseNumber} --note <说明>`,
      `Once it is clear: fenming hold release ${caseNumber} --note <note>`,
    ),
  );
  return EXIT.ok;
};

const release = async ({ api, terminal, caseNumber }: Desk, { note }: Spoken): Promise<ExitCode> => {
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
  const add = <Options extends Spoken>(
    name: string,
    description: string,
    action: (desk: Desk, options: Options) => Promise<ExitCode>,
  ): Command => {
    const command = group
      .command(`${name} ${say('<档案号>', '<case>')}`)
      .description(description)
      .requiredOption(say('--note <说明>', '--note <note>'), say('说明，不写日期', 'why, without a day'));
    return withGlobalOptions(withSpeaker(command)).action((caseNumber: string, options: Options) =>
      shell.finish(
        (desk) =>
          withEngine(desk, async (api) =>
            action({ api: await speakAs(api, options), terminal: desk.terminal, caseNumber }, options),
          ),
        options,
      ),
    );
  };
  add('place', say('暂停办理一份档案', 'hold a case'), place).requiredOption(
    say('--until <日期>', '--until <day>'),
    say('应在何日前查明', 'by when it is to be clear'),
  );
  add('release', say('查明后恢复办理', 'release it once it is clear'), release);
};
