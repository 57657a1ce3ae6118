import { aside, say } from '@fenming/language';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../terminal/exit-codes';
import { withGlobalOptions, type GlobalOptions, type Shell } from './command';

/** package.json lies three folders above apps/cli/src, and one more above dist. */
const versionFrom = (folder: string): string => {
  const file = path.join(folder, 'package.json');
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
  } catch (error) {
    if (path.dirname(folder) === folder) throw error;
    return versionFrom(path.dirname(folder));
  }
};

export const ownVersion = (): string => versionFrom(__dirname);

export const addVersion = (program: Command, shell: Shell): void => {
  const command = program.command('version').description(say('版本', 'version'));
  withGlobalOptions(command).action((options: GlobalOptions) =>
    shell.finish((desk) => {
      const version = { fenming: ownVersion(), node: process.versions.node };
      if (desk.terminal.json) desk.terminal.outJson(version);
      else desk.terminal.out(`fenming ${version.fenming}${aside(`Node ${version.node}`)}`);
      return Promise.resolve(EXIT.ok);
    }, options),
  );
};
