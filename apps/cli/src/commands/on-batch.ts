import type { Command } from 'commander';
import type { Api } from '@fenming/api-client';
import { speakAs, type Speaker } from '../owner/session';
import type { ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withSpeaker, withGlobalOptions, type Shell, type GlobalOptions } from './command';

export type Acting = GlobalOptions & Speaker;
type Use<Options> = (api: Api, terminal: Terminal, given: Options & { readonly id: string }) => Promise<ExitCode>;

/** A command on one batch, spoken as whoever the options name. */
export const onBatch = <Options extends Acting>(command: Command, shell: Shell, use: Use<Options>): void => {
  withGlobalOptions(withSpeaker(command)).action((id: string, options: Options) =>
    shell.finish(
      (desk) => withEngine(desk, async (api) => use(await speakAs(api, options), desk.terminal, { ...options, id })),
      options,
    ),
  );
};
