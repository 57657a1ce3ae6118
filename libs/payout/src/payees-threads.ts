import { Worker } from 'node:worker_threads';
import { workerFile } from '@fenming/threads';
import type { PayeeLine } from '@fenming/views';
import type { Payee } from '@fenming/county';

/** `lines`: JSON of the lines asked for. One text crosses a thread faster than many objects. */
export type PayeesOrder = { readonly call: number; readonly lines: string };
/** `payees`: JSON of [name, citizen id, account] in the order asked. */
export type PayeesReply = { readonly call: number } & ({ readonly payees: string } | { readonly failed: string });

type Waiting = { readonly resolve: (payees: readonly Payee[]) => void; readonly reject: (error: Error) => void };

/** Unsealing is most of the time that a bank file takes, and a server has other things to do: it is done here, two lists at a time. */
const THREADS = 2;

/** Threads that unseal the payees of a data folder's batch. To be closed when the files are written. */
export class PayeesThreads {
  private readonly threads: readonly Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private fault: Error | undefined;

  constructor(dir: string) {
    this.threads = Array.from({ length: THREADS }, () => this.start(dir));
  }

  /** Who is paid by each line, in the order asked. @throws Error, also when a thread dies. */
  payees(lines: readonly PayeeLine[]): Promise<readonly Payee[]> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    const call = this.calls;
    this.calls += 1;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      const order: PayeesOrder = { call, lines: JSON.stringify(lines) };
      this.threads[call % THREADS]?.postMessage(order);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private start(dir: string): Worker {
    // A short-lived thread's heap would otherwise grow by garbage that it never has the time to collect.
    const resourceLimits = { maxYoungGenerationSizeMb: 8 };
    const thread = new Worker(workerFile(__filename, 'payees.worker.js'), { workerData: dir, resourceLimits });
    thread.on('message', (reply: PayeesReply) => this.receive(reply));
    thread.on('error', (error) => this.fail(error));
    thread.on('exit', () => this.fail(new Error('a thread that unseals payees has ended')));
    return thread;
  }

  private receive(reply: PayeesReply): void {
    const waiting = this.waiting.get(reply.call);
    this.waiting.delete(reply.call);
    if ('failed' in reply) return waiting?.reject(new Error(reply.failed));
    const payees = JSON.parse(reply.payees) as readonly (readonly [string, string, string])[];
    waiting?.resolve(payees.map(([name, citizenId, account]) => ({ name, citizenId, account })));
  }

  private fail(error: unknown): void {
    const fault = (this.fault ??= error instanceof Error ? error : new Error(String(error)));
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(fault);
  }
}
