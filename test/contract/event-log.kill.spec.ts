import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteLog } from '@fenming/event-log';
import { COUNTS, item, sqliteHarness } from './event-log.harness';

const LANES = 4;
const harness = sqliteHarness();
beforeEach(() => harness.start());
afterEach(() => harness.end());

/** Starts one of the programs of test/crash, which must be compiled. */
function start(program: string, ...args: readonly string[]): ChildProcess {
  const compiled = join(__dirname, '../../dist-test/test/crash', program);
  if (!existsSync(compiled)) throw new Error(`${compiled} is missing: run \`npm run build:test\` first.`);
  return spawn(process.execPath, [compiled, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('kill -9 between handling and checkpoint', () => {
  it('delivers the batch in hand again and loses none', async () => {
    const count = 60;
    await harness.log().appendMany(Array.from({ length: count }, (_, index) => item(`enrolment-${index}`, 'none')));
    await harness.log().close();
    const folder = dirname(harness.file());
    for (const killAt of [2, 1, 3, 0]) {
      const [, signal] = (await once(start('log-subscriber.js', folder, String(killAt)), 'exit')) as [
        number | null,
        string | null,
      ];
      expect(signal).toBe(killAt === 0 ? null : 'SIGKILL');
    }
    const handled = readFileSync(join(folder, 'handled'), 'utf8').trim().split('\n').map(Number);
    expect([...new Set(handled)]).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    // Three batches of seven were in hand when the subscriber was killed.
    expect(handled).toHaveLength(count + 3 * 7);
  });
});

describe('kill -9 of the writer', () => {
  it('loses nothing that was answered, leaves no half item and no gap, and a retry settles the rest', async () => {
    const next = Array.from({ length: LANES }, (_, lane) => lane);
    const kills = Math.ceil(COUNTS.kills / 4);
    for (let round = 1; round <= kills; round += 1) await writeUntil(1 + ((round * 37) % 150), next);
    const log = openSqliteLog(harness.file());
    for (const [lane, unanswered] of next.entries()) {
      for (let number = lane; number < unanswered; number += LANES)
        expect(await log.readStream(`item-${number}`)).toHaveLength(3);
    }
    const events = await log.readAll('start', 1_000_000);
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index + 1));
    const places = events.map(({ payload, revision }) => [payload['place'], revision]);
    expect(places).toEqual(events.map((_, index) => [index % 3, index % 3]));
    await log.close();
  });
});

/** Runs the writer until it has answered so many items, kills it, and notes each lane's first item without an answer. */
async function writeUntil(answers: number, next: number[]): Promise<void> {
  const writer = start('log-writer.js', harness.file(), ...next.map(String));
  let answered = 0;
  if (writer.stdout === null) throw new Error('the writer has no output');
  for await (const line of createInterface({ input: writer.stdout })) {
    next[Number(line) % LANES] = Number(line) + LANES;
    answered += 1;
    if (answered === answers) writer.kill('SIGKILL');
  }
}
