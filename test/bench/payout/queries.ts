import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { BATCH, PROGRAMME, YEAR } from './county';
import { caseNumberOf, payeeOf } from './people';
import type { Ready } from './stages';

const SERVER = join(__dirname, '../../../apps/server/src/main.js');
const EVERY_MS = 25;

/** Milliseconds of an eligibility query, counted from when it was due, not from when it could be sent. */
export type Latency = { readonly count: number; readonly p50: number; readonly p99: number; readonly max: number };
export type Latencies = { readonly quiet: Latency; readonly instructing: Latency; readonly bankFile: Latency };

/** Forty eligibility queries a second at a server on a prepared folder: alone, while its batch is released, and while the bank files are written. */
export async function queriesWhilePaying(dir: string, ready: Ready): Promise<Latencies> {
  const server = fork(SERVER, ['--data', dir, '--port', '0'], { stdio: 'inherit' });
  const [{ ready: url }] = (await once(server, 'message')) as [{ readonly ready: string }];
  const door = new Door(`${url.replace(/\/$/, '')}/api/v1`, ready);
  try {
    await door.during(() => after(3_000));
    return {
      quiet: await door.during(() => after(3_000)),
      instructing: await door.during(() => door.release()),
      bankFile: await door.during(() => door.post('releaser', `/batches/${BATCH}/bank-file`, {})),
    };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

class Door {
  private asked = 0;

  constructor(
    private readonly url: string,
    private readonly ready: Ready,
  ) {}

  async during(work: () => Promise<unknown>): Promise<Latency> {
    const answers: Promise<number>[] = [];
    let due = performance.now();
    let working = true;
    const done = work().finally(() => (working = false));
    while (working) {
      answers.push(this.ask(due));
      due += EVERY_MS;
      await after(Math.max(0, due - performance.now()));
    }
    await done;
    return latencyOf(await Promise.all(answers));
  }

  /** Releases the batch and waits until it is instructed: the answer comes after ten seconds at the latest. */
  async release(): Promise<void> {
    await this.post('releaser', `/batches/${BATCH}/release`, { roster_hash: this.ready.hash });
    const headers = { authorization: `Bearer ${this.ready.tokens['releaser']}` };
    for (let state = 'released'; state === 'released'; await after(200)) {
      const answer = await fetch(`${this.url}/batches/${BATCH}/progress`, { headers });
      state = ((await answer.json()) as { readonly state: string }).state;
    }
  }

  async post(official: string, path: string, body: object): Promise<void> {
    const headers = {
      authorization: `Bearer ${this.ready.tokens[official]}`,
      'content-type': 'application/json',
      'idempotency-key': `bench${path}`,
    };
    const answer = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  }

  private async ask(due: number): Promise<number> {
    this.asked += 1;
    const payee = payeeOf((this.asked * 7_919) % this.ready.people, this.ready.people);
    await this.post('health', '/eligibility/queries', { programme: PROGRAMME, year: YEAR, case_number: caseNumberOf(payee) });
    return performance.now() - due;
  }
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
