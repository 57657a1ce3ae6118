import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog, type Position, type RecordedEvent } from '@fenming/event-log';

/**
 * A subscriber to be killed: `node log-subscriber.js FOLDER BATCH` handles events by writing their positions into `handled`, then
 * moves its `checkpoint`. In its batch number BATCH it kills itself between the two; with 0 it lives until it has caught up.
 */
const [folder = '', killAt = '0'] = process.argv.slice(2);
const log = openSqliteLog(join(folder, 'events.sqlite'));
const checkpoint = join(folder, 'checkpoint');
let batch = 0;

function handle(events: readonly RecordedEvent[]): void {
  batch += 1;
  appendFileSync(join(folder, 'handled'), events.map(({ position }) => `${position}\n`).join(''));
  if (batch === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  writeFileSync(`${checkpoint}.new`, events.at(-1)?.position ?? '');
  renameSync(`${checkpoint}.new`, checkpoint);
}

async function run(): Promise<void> {
  const after = existsSync(checkpoint) ? (readFileSync(checkpoint, 'utf8') as Position) : 'start';
  const subscription = log.subscribe({ after, batchSize: 7 }, handle);
  const head = await log.head();
  if (head !== undefined) await subscription.caughtUp(head);
  await log.close();
}

void run();
