import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreLog, type NewEvent } from '@fenming/event-log';

/**
 * A program that must not tell: `node telltale.js CONNECTION MARK` appends and reads payloads that carry MARK, waits for a while in which
 * its server fails, and prints what it was told when something went wrong.
 */
const [connection = '', mark = ''] = process.argv.slice(2);

function eventOf(number: number): NewEvent {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const meta = { at: '2023-12-15T01:00:00.000Z', actor: mark, role: 'r', area: '991001', cause: 'c', correlation: 'c' };
  return { id, type: 'Written', schemaVersion: 1, payload: { mark }, meta };
}

async function run(): Promise<void> {
  const log = await openEventStoreLog(connection, { deadlineMs: 300 });
  let read = 0;
  log.subscribe({ after: 'start', onStopped: console.error }, (events) => void (read += events.length));
  await log.append({ stream: 'batch-1', expected: 'none', events: [eventOf(0)] });
  process.send?.('begun');
  for (let number = 1; number < 8; number += 1) {
    await log.append({ stream: 'batch-1', expected: 'exists', events: [eventOf(number)] }).catch(console.error);
    await log.readStream('batch-1').catch(console.error);
    await sleep(30);
  }
  console.log(`read ${read}`);
  await log.close();
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
