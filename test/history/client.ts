import { randomUUID } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  openEventStoreLog,
  openSqliteLog,
  type EventLog,
  type Expected,
  type Position,
  type RecordedEvent,
} from '@fenming/event-log';
import { randomFor, type Random } from '../../libs/demo-county/src/county/random';
import type { Answer, Asked, Seen } from './record';

/**
 * A client to be killed: `node client.js WHERE FILE SEED CALLS` asks the log (esdb://… or a SQLite file) a seeded mix of appends and
 * reads over a few streams that others append to as well, and writes every question and answer to FILE as it comes.
 */
const STREAMS = ['batch-1', 'batch-2', 'appropriation-1'] as const;
const LANES = 3;
const DEADLINE_MS = 400;
const [where = '', file = '', seed = '0', calls = '0'] = process.argv.slice(2);
const out = openSync(file, 'a');
let call = 0;

const now = (): number => Number(process.hrtime.bigint() / 1_000n);
const write = (line: object): void => void writeSync(out, `${JSON.stringify(line)}\n`);

async function ask(asked: Asked, answer: () => Promise<Answer>): Promise<Answer> {
  const number = (call += 1);
  write({ call: number, at: now(), asked });
  const told = await answer();
  write({ call: number, at: now(), answer: told });
  return told;
}

class Client {
  private readonly last = new Map<string, number>();
  private after: Position | 'start' = 'start';

  constructor(
    private readonly log: EventLog,
    private readonly random: Random,
  ) {}

  async step(): Promise<void> {
    const stream = this.random.pick(STREAMS);
    const choice = this.random.between(1, 10);
    if (choice <= 2) await this.read({ stream }, () => this.log.readStream(stream));
    else if (choice === 3) await this.readOn();
    else await this.append(stream, this.expectation(stream, choice));
  }

  private expectation(stream: string, choice: number): Expected {
    if (choice === 4) return 'none';
    return choice <= 6 ? 'exists' : (this.last.get(stream) ?? 'none');
  }

  private async append(stream: string, expected: Expected): Promise<void> {
    const ids = Array.from({ length: this.random.between(1, 3) }, () => randomUUID());
    const asked = { append: stream, expected, ids };
    let answer = await ask(asked, () => this.send(stream, expected, ids));
    // A retry that only asks for an existing stream may be recorded twice, says the port.
    while ('unknown' in answer && expected !== 'exists' && this.random.between(1, 4) > 1)
      answer = await ask(asked, () => this.send(stream, expected, ids));
    if ('revision' in answer) this.last.set(stream, answer.revision);
    if ('conflict' in answer && answer.conflict !== 'none') this.last.set(stream, answer.conflict);
  }

  private async send(stream: string, expected: Expected, ids: readonly string[]): Promise<Answer> {
    const meta = { at: new Date().toISOString(), actor: 'a', role: 'r', area: '991001', cause: 'c', correlation: 'c' };
    const events = ids.map((id) => ({ id, type: 'Written', schemaVersion: 1, payload: {}, meta }));
    try {
      const [outcome] = await this.log.appendMany([{ stream, expected, events }]);
      if (outcome === undefined) throw new Error('the log gave no outcome');
      return outcome.outcome === 'conflict'
        ? { conflict: outcome.actual }
        : { revision: outcome.revision, position: outcome.position };
    } catch (error) {
      const { name, message } = error as Error;
      return name === 'Definite' ? { refused: message } : { unknown: `${name}: ${message}` };
    }
  }

  private async readOn(): Promise<void> {
    const { after } = this;
    const limit = this.random.between(1, 40);
    const answer = await this.read({ after, limit }, () => this.log.readAll(after, limit));
    if ('events' in answer) this.after = answer.events.at(-1)?.position ?? 'start';
  }

  private read(asked: Asked, events: () => Promise<readonly RecordedEvent[]>): Promise<Answer> {
    return ask(asked, () =>
      events().then(
        (read): Answer => ({ events: read.map(seen) }),
        (error: unknown): Answer => ({ unknown: String(error) }),
      ),
    );
  }
}

const seen = ({ id, stream, revision, position }: RecordedEvent): Seen => ({ id, stream, revision, position });

async function open(): Promise<EventLog> {
  if (!where.startsWith('esdb:')) return openSqliteLog(where);
  for (;;) {
    try {
      return await openEventStoreLog(where, { deadlineMs: DEADLINE_MS });
    } catch {
      await sleep(50);
    }
  }
}

async function run(): Promise<void> {
  const log = await open();
  const lane = async (number: number): Promise<void> => {
    const client = new Client(log, randomFor(Number(seed), `lane ${number}`));
    for (let step = 0; step < Number(calls); step += LANES) await client.step();
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  await log.close();
}

void run();
