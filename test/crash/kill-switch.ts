import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * When a server dies: at the first commit of its event log that reaches `events` events. `before`: with that commit not yet made;
 * `after`: made, but not answered; `later`: so many milliseconds after it. `note`: the file that gets the number of events which
 * were on the disk at that instant, and may have been acknowledged.
 */
export type Kill = {
  readonly events: number;
  readonly moment: 'before' | 'after' | 'later';
  readonly milliseconds: number;
  readonly note: string;
};

type Head = () => number;

const readKill = (): Kill | undefined => {
  const text = process.env['FENMING_KILL'];
  return text === undefined ? undefined : (JSON.parse(text) as Kill);
};

/** SIGKILL ends every thread at once; no handler, no buffer and no transaction gets another turn. */
const die = ({ note }: Kill, onDisk: number): void => {
  writeFileSync(note, String(onDisk));
  process.kill(process.pid, 'SIGKILL');
};

const dieAround = (kill: Kill, head: Head, commit: () => unknown, before: number): unknown => {
  const reached = head();
  if (reached < kill.events) return commit();
  if (kill.moment === 'before') die(kill, before);
  const done = commit();
  if (kill.moment === 'after') die(kill, reached);
  else setTimeout(() => die(kill, head()), kill.milliseconds);
  return done;
};

/** Only the log's writer prepares a bare COMMIT; its thread loads this file too, as every thread does what `--require` names. */
const watchCommits = (kill: Kill): void => {
  const prepare = Database.prototype.prepare as (this: Database.Database, source: string) => Database.Statement;
  Database.prototype.prepare = function watched(this: Database.Database, source: string): Database.Statement {
    const statement = prepare.call(this, source);
    if (source !== 'COMMIT') return statement;
    const position = prepare.call(this, 'SELECT position FROM head').pluck();
    const head: Head = () => position.get() as number;
    const commit = statement.run.bind(statement);
    let onDisk = head();
    statement.run = () => {
      const done = dieAround(kill, head, () => commit(), onDisk);
      onDisk = head();
      return done as Database.RunResult;
    };
    return statement;
  } as typeof Database.prototype.prepare;
};

const kill = readKill();
if (kill !== undefined) watchCommits(kill);
