import { writeFileSync } from 'node:fs';
import Database from '@fenming/sqlite';

/**
 * When a server dies: around the first commit of its event log that reaches `events` events and, where a `type` is named, holds an
 * event of it. `before`: with that commit not yet made; `after`: made, but not answered; `later`: so many milliseconds after it.
 * `note`: the file that gets the number of events which were on the disk at that instant and may have been acknowledged.
 */
export type Kill = {
  readonly events: number;
  readonly type?: string;
  readonly moment: 'before' | 'after' | 'later';
  readonly milliseconds: number;
  readonly note: string;
};

/** What the watched commit is about to make last, and what was on the disk before it. */
type Log = { readonly head: () => number; readonly holds: (type: string, after: number) => boolean };

/** SIGKILL ends every thread at once; no handler, no buffer and no transaction gets another turn. */
const die = ({ note }: Kill, onDisk: number): void => {
  writeFileSync(note, String(onDisk));
  process.kill(process.pid, 'SIGKILL');
};

const isDue = ({ events, type }: Kill, log: Log, onDisk: number): boolean =>
  log.head() >= events && (type === undefined || log.holds(type, onDisk));

const dieAround = (kill: Kill, log: Log, commit: () => Database.RunResult, onDisk: number): Database.RunResult => {
  if (!isDue(kill, log, onDisk)) return commit();
  if (kill.moment === 'before') die(kill, onDisk);
  const done = commit();
  if (kill.moment === 'after') die(kill, log.head());
  else setTimeout(() => die(kill, log.head()), kill.milliseconds);
  return done;
};

type Prepare = (this: Database.Database, source: string) => Database.Statement;

/** Only the log's writer prepares a bare COMMIT; its thread loads this file too, as every thread does what `--require` names. */
const watchCommits = (kill: Kill): void => {
  const prepare = Reflect.get(Database.prototype, 'prepare') as Prepare;
  const watched: Prepare = function (source) {
    const statement = prepare.call(this, source);
    if (source !== 'COMMIT') return statement;
    const position = prepare.call(this, 'SELECT position FROM head').pluck();
    const found = prepare.call(this, 'SELECT 1 FROM events WHERE position > ? AND type = ? LIMIT 1').pluck();
    const log: Log = {
      head: () => position.get() as number,
      holds: (type, after) => found.get(after, type) !== undefined,
    };
    const commit = statement.run.bind(statement);
    let onDisk = log.head();
    statement.run = () => {
      const done = dieAround(kill, log, () => commit(), onDisk);
      onDisk = log.head();
      return done;
    };
    return statement;
  };
  Database.prototype.prepare = watched as typeof Database.prototype.prepare;
};

const kill = process.env['FENMING_TEST_KILL'];
if (kill !== undefined) watchCommits(JSON.parse(kill) as Kill);
