import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Folder, FolderOwned, profileOf } from '@fenming/application';
import { NativeBuildMissing } from '@fenming/event-log';
import { createServer, listenOnFreePort } from './server';

/** Exit codes follow sysexits and clig.dev: 69 = the folder has another owner, 1 = failure. */
const EXIT = { failure: 1, owned: 69 } as const;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data' },
      port: { type: 'string', default: '8080' },
      catalogue: { type: 'string' },
    },
  });
  const dir = resolve(values.data);
  const catalogue = values.catalogue === undefined ? {} : { catalogue: resolve(values.catalogue) };
  const folder = await Folder.open({ dir, ...catalogue, ...profileOf(process.env) });
  folder.access.operatorToken();
  const server = await createServer(folder);
  const url = await listenOnFreePort(server, Number(values.port));
  writeFileSync(join(dir, 'owner.url'), `${url}\n`);
  const stop = async (): Promise<void> => {
    await server.close();
    await folder.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.once('disconnect', () => void stop());
  process.send?.({ ready: url });
};

main().catch((error: unknown) => {
  const known = error instanceof FolderOwned || error instanceof NativeBuildMissing;
  process.stderr.write(
    known ? `${error.message}\n` : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(error instanceof FolderOwned ? EXIT.owned : EXIT.failure);
});
