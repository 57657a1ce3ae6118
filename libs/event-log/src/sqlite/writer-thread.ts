import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { furthest } from '../continuity';
import { sealItems } from '../envelope';
import { Definite, OutcomeUnknown, type AppendItem, type AppendOutcome, type Position } from '../port';
import { workerFile } from '@fenming/threads';
import { packSlice, unpackOutcomes, type Reply, type WriterOptions } from './messages';

/** While the writer records one slice of a long call, this side canonicalises the next. */
const ITEMS_PER_SLICE = 250;

type Waiting = { readonly resolve: (outcomes: readonly AppendOutcome[]) => void; readonly reject: (error: Error) => void };

/** The caller's side of the writer's thread: who waits for which reply, and what a dead thread means to them. */
export class WriterThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: Promise<void>;
  private calls = 0;
  private sending: Promise<void> | undefined;
  private fault: string | undefined;
  private closing = false;
  private isAlone = true;
  private last: Position | undefined;

  constructor(
    options: WriterOptions,
    private readonly told: { readonly onCommit: () => void; readonly onStopped?: ((fault: string) => void) | undefined },
    private readonly maxAppendBytes?: number,
  ) {
    this.worker = new Worker(workerFile(__filename, 'writer.worker.js'), { workerData: options });
    this.worker.on('message', (reply: Reply) => this.receive(reply));
    this.worker.on('error', (error) => this.stop(`the log's writer died: ${error.message}`));
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.stop("the log's writer has ended");
        resolve();
      });
    });
    // An idle log must not keep a process alive; a waiting append must.
    this.worker.unref();
  }

  /** The place of the last event that this writer was answered. */
  get reached(): Position | undefined {
    return this.last;
  }

  /** Whether the writer has met no other; `head`: the log's last number now, which is another's where it lies beyond what is known and nothing is on its way. */
  isOnlyWriter(head: number, known: number): boolean {
    const isOnItsWay = this.waiting.size > 0 || this.fault !== undefined;
    return this.isAlone && (isOnItsWay || head <= Math.max(known, Number(this.last ?? 0)));
  }

  /**
   * @throws Definite('unavailable') when nothing can be written any more, Definite('malformed' | 'too_large') before anything
   * is recorded, OutcomeUnknown when the writer dies on the way.
   */
  async append(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    if (this.fault !== undefined) throw new Definite('unavailable', this.fault);
    if (items.length === 0) return [];
    const call = this.calls;
    this.calls += 1;
    const answered = new Promise<readonly AppendOutcome[]>((resolve, reject) => this.waiting.set(call, { resolve, reject }));
    if (this.waiting.size === 1) this.worker.ref();
    // The writer takes the slices of a call together, so one call is sent after the other.
    const sent = this.sending === undefined ? this.send(call, items) : this.sending.then(() => this.send(call, items));
    this.sending = sent;
    void sent.then(() => (this.sending === sent ? (this.sending = undefined) : undefined));
    return answered;
  }

  async close(): Promise<void> {
    this.closing = true;
    this.worker.ref();
    await this.sending;
    this.worker.postMessage('close');
    await this.ended;
  }

  /** Canonicalising a long call takes a while: between two slices others get their turn. */
  private async send(call: number, items: readonly AppendItem[]): Promise<void> {
    try {
      for (let from = 0; from < items.length; from += ITEMS_PER_SLICE) {
        if (from > 0) await nextTurn();
        const sealed = sealItems(items.slice(from, from + ITEMS_PER_SLICE), this.maxAppendBytes);
        this.worker.postMessage(packSlice(call, from + ITEMS_PER_SLICE < items.length, sealed));
      }
    } catch (error) {
      this.worker.postMessage({ abandon: call });
      this.settle(call)?.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private receive(reply: Reply): void {
    if ('stopped' in reply) return this.stop(reply.stopped);
    const waiting = this.settle(reply.call);
    if ('refused' in reply) {
      waiting?.reject(new Definite(reply.full === true ? 'full' : 'unavailable', reply.refused));
    } else {
      const outcomes = unpackOutcomes(reply.outcomes);
      if (reply.beside === true) this.isAlone = false;
      this.last = furthest(outcomes, this.last);
      waiting?.resolve(outcomes);
      this.told.onCommit();
    }
  }

  private settle(call: number): Waiting | undefined {
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    if (this.waiting.size === 0) this.worker.unref();
    return waiting;
  }

  private stop(fault: string): void {
    const isFirst = this.fault === undefined;
    this.fault ??= fault;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(new OutcomeUnknown(this.fault));
    if (isFirst && !this.closing) this.told.onStopped?.(fault);
  }
}
