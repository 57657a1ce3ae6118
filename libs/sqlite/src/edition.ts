import type Sqlite from 'better-sqlite3';

/** The Node-API level that the prebuilt edition was made for; Node 20 has 9. */
const PREBUILT_NEEDS = 10;

/**
 * better-sqlite3 13 is bound to Node by Node-API and comes ready-made; npm installs it where Node is 22 or later. Version 12, compiled
 * at installation, is for Node 20 alone: compiled against Node 24.19 or later it ends the whole process when a statement is collected
 * (nodejs/node#65446).
 */
export function editionFor(napi: string | undefined): 'better-sqlite3-prebuilt' | 'better-sqlite3' {
  return Number(napi) >= PREBUILT_NEEDS ? 'better-sqlite3-prebuilt' : 'better-sqlite3';
}

/** What stands for an edition that is not installed, for npm leaves out what it could not compile: whoever opens a file is told. */
function absent(cause: object): typeof Sqlite {
  return class {
    constructor() {
      throw cause;
    }
  } as unknown as typeof Sqlite;
}

/** Which of two is known only when it runs, and a database opens without waiting. */
export function editionOf(name: string): typeof Sqlite {
  try {
    return require(name) as typeof Sqlite;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'MODULE_NOT_FOUND') return absent(error);
    throw error;
  }
}

const Database = editionOf(editionFor(process.versions['napi']));

// The types are those of the library, under the same name as its class.
// oxlint-disable-next-line typescript/no-namespace
declare namespace Database {
  type Database = Sqlite.Database;
  type Statement<Parameters extends unknown[] | object = unknown[], Row = unknown> = Sqlite.Statement<Parameters, Row>;
  type RunResult = Sqlite.RunResult;
  type Options = Sqlite.Options;
}

export default Database;
