import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { speakAs, type Speaker } from '../owner/session';
import type { ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, type GlobalOptions, type Shell } from './command';

/** What a command about one case has at hand. */
export type CaseDesk = { readonly api: Api; readonly terminal: Terminal; readonly caseNumber: string };
export type CaseOptions = GlobalOptions & Speaker;
export type CaseAction<Options> = (desk: CaseDesk, options: Options) => Promise<ExitCode>;
/** Adds a command that takes a step with one case, which it names by its number. */
export type AddCaseCommand = <Options extends CaseOptions>(
  name: string,
  description: string,
  action: CaseAction<Options>,
) => Command;

export const caseCommands =
  (group: Command, shell: Shell): AddCaseCommand =>
  <Options extends CaseOptions>(name: string, description: string, action: CaseAction<Options>) => {
    const command = group.command(`${name} ${say('<档案号>', '<case>')}`).description(description);
    return withGlobalOptions(withSpeaker(command)).action((caseNumber: string, options: Options) =>
      shell.finish(
        ({ terminal, ...desk }) =>
          withEngine({ terminal, ...desk }, async (api) =>
            action({ api: await speakAs(api, options), terminal, caseNumber }, options),
          ),
        options,
      ),
    );
  };

export const withDocument = (command: Command): Command =>
  command.requiredOption(say('--document-no <文号>', '--document-no <number>'), say('依据的文件或证明', 'the document'));
export const withNote = (command: Command): Command =>
  command.requiredOption(say('--note <说明>', '--note <note>'), say('说明，不写日期', 'what happened, without a day'));
/** Whoever has looked first signs nothing else: without it, what is shown now is signed. */
export const withBasis = (command: Command): Command =>
  command.option(
    say('--basis <依据>', '--basis <basis>'),
    say('先查看、后确认的：所看到的依据，有变化的不予办理', 'of what was looked at before: anything else is refused'),
  );
export type Confirming = { readonly documentNo: string; readonly basis?: string };
