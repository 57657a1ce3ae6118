import type { Readable } from 'node:stream';
import type { AllStreamSubscription, EventStoreDBClient, Position as ServerPosition } from '@eventstore/db-client';
import type { RecordedEvent } from '../port';
import { numberOf } from '../position';
import type { Source } from '../subscription';
import { definite, isPassing, pause, Silence, type Connection } from './connection';
import { fromServerEvent, serverPosition } from './records';

/** A subscription that is read slower than it is filled stops the server at this many events and lets it go on at half of them. */
const MOST_WAITING = 4_096;
/** An older server does not say when it has caught up: what is there after this pause is handed on. */
const SETTLED_AFTER_MS = 40;
const CHECKPOINT_EVERY_WINDOWS = 4;

export type Start = { readonly after: number; readonly wake: () => void; readonly seen: (event: RecordedEvent) => void };

/**
 * A catch-up subscription to the whole log that renews itself: from the last event that arrived, or from the last checkpoint, when the
 * server ends it, cancels it or says nothing. An event that is delivered again is dropped by its place.
 */
export class CatchUp implements Source {
  private waiting: RecordedEvent[] = [];
  /** The last place received, and the place from which a renewed subscription goes on. */
  private received: number;
  private resumeAfter: number;
  private settled = false;
  private closed = false;
  private attempts = 0;
  private failure: Error | undefined;
  private subscription: AllStreamSubscription | undefined;
  private settling: NodeJS.Timeout | undefined;
  private readonly wake: () => void;
  private readonly seen: (event: RecordedEvent) => void;

  constructor(
    private readonly connection: Connection,
    { after, wake, seen }: Start,
  ) {
    this.received = after;
    this.resumeAfter = after;
    this.wake = wake;
    this.seen = seen;
    this.subscribe();
  }

  /** Full batches while catching up; whatever is there once caught up. */
  readAfter(_after: number, limit: number): readonly RecordedEvent[] {
    if (this.waiting.length < limit && !this.settled && this.failure === undefined) return [];
    const events = this.waiting.splice(0, limit);
    if (events.length === 0 && this.failure !== undefined) throw this.failure;
    if (this.waiting.length < MOST_WAITING / 2) this.subscription?.resume();
    return events;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.settling);
    this.drop();
  }

  private subscribe(): void {
    const client = this.connection.current;
    const subscription = client.subscribeToAll({
      fromPosition: this.resumeAfter === 0 ? 'start' : serverPosition(this.resumeAfter),
      filter: {
        filterOn: 'eventType',
        regex: '^[^$].*',
        checkpointInterval: CHECKPOINT_EVERY_WINDOWS,
        checkpointReached: (from: AllStreamSubscription, position: ServerPosition) =>
          this.checkpoint(from, Number(position.commit)),
      },
    });
    this.subscription = subscription;
    this.settled = false;
    const unanswered = this.awaitConfirmation(subscription, client);
    let over = false;
    const end = (error?: unknown): void => {
      if (over) return;
      over = true;
      clearTimeout(unanswered);
      if (this.subscription === subscription) this.renew(error);
    };
    subscription
      .on('confirmation', () => {
        clearTimeout(unanswered);
        this.attempts = 0;
      })
      .on('data', (resolved) => this.subscription === subscription && this.take(resolved))
      .on('caughtUp', () => this.subscription === subscription && this.settle())
      .on('error', end)
      .on('end', () => end())
      .on('close', () => end());
  }

  private awaitConfirmation(subscription: AllStreamSubscription, client: EventStoreDBClient): NodeJS.Timeout {
    const { deadlineMs } = this.connection;
    return setTimeout(() => {
      const silence = new Silence(deadlineMs);
      this.connection.replaceAfter(silence, client);
      subscription.destroy(silence);
    }, deadlineMs);
  }

  private take(resolved: Parameters<typeof fromServerEvent>[0]): void {
    try {
      const event = fromServerEvent(resolved);
      if (event === undefined || numberOf(event.position) <= this.received) return;
      this.received = numberOf(event.position);
      this.resumeAfter = Math.max(this.resumeAfter, this.received);
      this.waiting.push(event);
      this.seen(event);
    } catch (error) {
      return this.fail(error);
    }
    if (this.waiting.length >= MOST_WAITING) this.subscription?.pause();
    if (!this.settled) this.settleSoon();
    this.wake();
  }

  /**
   * The server's own events up to a checkpoint need not be passed again. Ours have arrived unless some wait in the client, which reads
   * ahead of a subscription that is paused.
   */
  private checkpoint(from: AllStreamSubscription, number: number): void {
    const { readableLength } = from as unknown as Readable;
    if (from === this.subscription && readableLength === 0) this.resumeAfter = Math.max(this.resumeAfter, number);
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settled = true;
    this.wake();
  }

  private settleSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_AFTER_MS);
  }

  private renew(error: unknown): void {
    this.drop();
    if (this.closed) return;
    if (error !== undefined && !isPassing(error)) return this.fail(error);
    this.attempts += 1;
    // What has arrived is handed on meanwhile.
    this.settle();
    void pause(this.attempts).then(() => {
      if (!this.closed) this.subscribe();
    });
  }

  private fail(error: unknown): void {
    this.failure = definite(error);
    this.drop();
    this.wake();
  }

  private drop(): void {
    const { subscription } = this;
    this.subscription = undefined;
    if (subscription === undefined) return;
    subscription.on('error', () => undefined);
    void subscription.unsubscribe().catch(() => undefined);
  }
}
