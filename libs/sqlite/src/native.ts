import { say } from '@fenming/language';
import Database from './edition';

/** better-sqlite3 is installed but its compiled part is missing or was compiled for another Node. */
export class NativeBuildMissing extends Error {
  constructor(options?: ErrorOptions) {
    super(
      'The compiled part of better-sqlite3 is missing or belongs to another Node version: run `npm ci` with this Node. ' +
        say(
          '缺少 better-sqlite3 的本机编译文件，或其 Node 版本不符：请用这个 Node 运行 `npm ci`（Node 20 还需要 python3、make、g++ 和这个 Node 的头文件；不能联网下载头文件时，用 `npm_config_nodedir` 指明 Node 的安装目录，如 /usr）。',
          'The compiled file of better-sqlite3 for this machine is missing, or is for another Node: run `npm ci` with this Node (Node 20 needs python3, make and g++ as well).',
        ),
      options,
    );
    this.name = 'NativeBuildMissing';
    // Nobody can act on the frames inside the loader; the sentence says all.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** @throws NativeBuildMissing when the compiled part cannot be loaded, else what better-sqlite3 throws. */
export function openDatabase(file: string, options: Database.Options): Database.Database {
  try {
    return new Database(file, options);
  } catch (error) {
    throw isNativeFault(error) ? new NativeBuildMissing({ cause: error }) : error;
  }
}

function isNativeFault(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND') return true;
  return typeof message === 'string' && /bindings file|NODE_MODULE_VERSION|invalid ELF header/.test(message);
}
