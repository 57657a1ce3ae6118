import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';

/** `token`: of somebody who may ask for a person's eligibility. */
export type Calling = { readonly url: string; readonly token: string };
/** Milliseconds from when an answer was due to be asked for until it was there. */
export type Waits = { readonly count: number; readonly p99: number; readonly longest: number; readonly failed: number };

const CALLERS = 10;
const EVERY_MS = 50;
const QUESTION = { programme: 'RURAL_REWARD', year: 2023, case_number: 'RURAL_REWARD-2023-1-00002' };

/** Ten callers, each asking every fifty milliseconds in turn whether the server lives and what a person is entitled to. */
export class Callers {
  private readonly waits: number[] = [];
  private failed = 0;
  private calling = true;
  private readonly running: Promise<unknown>;

  constructor(private readonly whom: Calling) {
    this.running = Promise.all(Array.from({ length: CALLERS }, (_, i) => this.caller(i)));
  }

  async stop(): Promise<Waits> {
    this.calling = false;
    await this.running;
    const sorted = this.waits.toSorted((one, other) => one - other);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { count: sorted.length, p99: at(0.99), longest: sorted.at(-1) ?? 0, failed: this.failed };
  }

  /** Whoever waits asks nothing new meanwhile, but every question that was due in that time has waited too, and is counted. */
  private async caller(first: number): Promise<void> {
    let due = performance.now() + (first * EVERY_MS) / CALLERS;
    for (let turn = first; this.calling; turn += 1) {
      await after(Math.max(0, due - performance.now()));
      await this.ask(turn % 2 === 0).catch(() => (this.failed += 1));
      const wait = performance.now() - due;
      for (let missed = wait; missed > 0; missed -= EVERY_MS) this.waits.push(missed);
      due += EVERY_MS * Math.max(1, Math.ceil(wait / EVERY_MS));
    }
  }

  private async ask(health: boolean): Promise<void> {
    const { url, token } = this.whom;
    const question = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(QUESTION),
    };
    const response = await fetch(`${url}${health ? '/health/live' : '/api/v1/eligibility/queries'}`, health ? {} : question);
    await response.arrayBuffer();
    if (response.status !== 200) this.failed += 1;
  }
}
