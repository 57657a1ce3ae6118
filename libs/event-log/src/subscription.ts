import { setImmediate as nextTurn } from 'node:timers/promises';
import { Definite, type Handler, type Position, type RecordedEvent, type Subscription, type SubscriptionOptions } from './port';
import { checkLimit, numberOf } from './position';

type Events = readonly RecordedEvent[];

/** What one subscription reads: the events after a place, none where nothing is ready yet. It rejects when it can never go on. */
export type Source = {
  readonly readAfter: (after: number, limit: number) => Events | Promise<Events>;
  readonly close?: () => void;
};

/** What subscriptions need of their log. A source calls `wake` when more may be ready. */
export type Feed = {
  readonly headNumber: () => number;
  readonly open: (after: number, wake: () => void) => Source;
};

type Waiter = { readonly until: number; readonly resolve: () => void; readonly reject: (error: Error) => void };

const DEFAULT_BATCH = 1000;

/** The subscriptions of one open log. The log calls `wake` after each commit and `close` once. */
export class Subscriptions {
  private readonly running = new Set<RunningSubscription>();

  constructor(private readonly feed: Feed) {}

  start(options: SubscriptionOptions, handler: Handler): Subscription {
    // The head is read now and not when the loop first runs: "from now on" means from this call.
    const after = options.after === 'head' ? this.feed.headNumber() : numberOf(options.after);
    const subscription = new RunningSubscription(options, handler);
    this.running.add(subscription);
    const source = this.feed.open(after, () => subscription.wake());
    void subscription.run(source, after).finally(() => {
      source.close?.();
      this.running.delete(subscription);
    });
    return { caughtUp: (position) => subscription.caughtUp(position), stop: () => subscription.stop() };
  }

  wake(): void {
    for (const subscription of this.running) subscription.wake();
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((subscription) => subscription.stop()));
  }
}

class RunningSubscription {
  private readonly batchSize: number;
  private handled = 0;
  private stopping = false;
  private failure: Error | undefined;
  private waiters: Waiter[] = [];
  private wakeUp: () => void = () => {};
  private wakes = 0;
  private finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: Pick<SubscriptionOptions, 'batchSize' | 'onStopped'>,
    private readonly handler: Handler,
  ) {
    this.batchSize = checkLimit(options.batchSize ?? DEFAULT_BATCH);
  }

  run(source: Source, after: number): Promise<void> {
    this.handled = after;
    this.finished = this.loop(source).catch((error: unknown) => this.fail(error));
    return this.finished;
  }

  caughtUp(position: Position): Promise<void> {
    const until = numberOf(position);
    if (this.handled >= until) return Promise.resolve();
    if (this.stopping) return Promise.reject(this.stopReason());
    return new Promise((resolve, reject) => this.waiters.push({ until, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.finished;
    this.rejectWaiters();
  }

  wake(): void {
    this.wakes += 1;
    this.wakeUp();
  }

  private async loop(source: Source): Promise<void> {
    // Another turn first, so that the subscriber holds its Subscription before the first batch arrives.
    await nextTurn();
    while (!this.stopping) {
      const wakes = this.wakes;
      const events = await source.readAfter(this.handled, this.batchSize);
      if (this.stopping) return;
      if (events.length > 0) await this.deliver(events);
      else if (wakes === this.wakes) await this.nextWake();
    }
  }

  private async deliver(events: Events): Promise<void> {
    await this.handler(events);
    const last = events.at(-1);
    if (last !== undefined) this.handled = numberOf(last.position);
    this.resolveWaiters();
    // A long catch-up must leave turns to everything else in the process.
    await nextTurn();
  }

  /** Nobody can call `wake` between the comparison of the counts and this call, because both happen in one turn of this thread. */
  private nextWake(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeUp = resolve;
    });
  }

  private fail(thrown: unknown): void {
    this.failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.stopping = true;
    this.rejectWaiters();
    if (this.options.onStopped !== undefined) this.options.onStopped(this.failure);
    else process.emitWarning(`a subscription without onStopped stopped: ${this.failure.message}`);
  }

  private resolveWaiters(): void {
    const reached = this.waiters.filter(({ until }) => until <= this.handled);
    this.waiters = this.waiters.filter(({ until }) => until > this.handled);
    for (const waiter of reached) waiter.resolve();
  }

  private rejectWaiters(): void {
    const waiting = this.waiters;
    this.waiters = [];
    for (const waiter of waiting) waiter.reject(this.stopReason());
  }

  private stopReason(): Error {
    return this.failure ?? new Definite('closed', 'the subscription has stopped');
  }
}
