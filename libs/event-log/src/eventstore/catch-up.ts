import type { Readable } from 'node:stream';
import type { AllStreamSubscription, EventStoreDBClient, Position as ServerPosition, ResolvedEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '../port';
import type { Source } from '../subscription';
import { definite, pause, type Connection } from './connection';
import { isPassing, Silence } from './faults';
import { serverPosition } from './records';

/** A subscription that is read slower than it is filled stops the server at this many events and lets it go on at half of them. */
const MOST_WAITING = 4_096;
/** An older server does not say when it has caught up: what is there after this pause is handed on. */
const SETTLED_AFTER_MS = 40;
const CHECKPOINT_EVERY_WINDOWS = 4;

export type Start = {
  readonly after: number;
  /** A regular expression for the types of the events wanted. */
  readonly types: string;
  readonly wake: () => void;
  /** What is to be handed on of an event that was delivered. */
  readonly take: (delivered: ResolvedEvent) => RecordedEvent | undefined;
  /** Called when everything that was there has been delivered, again after each renewal. */
  readonly onSettled?: () => void;
  /** Called when the server has ended the subscription, before it is renewed. */
  readonly onEnd?: () => void;
  /** How long nothing may come before that is taken for the end, where the server does not say so; 40 milliseconds unless told. */
  readonly quietMs?: number;
};

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

  constructor(
    private readonly connection: Connection,
    private readonly start: Start,
  ) {
    this.received = start.after;
    this.resumeAfter = start.after;
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

  /** Why it will deliver nothing more, where that is so. */
  get failedWith(): Error | undefined {
    return this.failure;
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private subscribe(): void {
    const client = this.connection.current;
    const subscription = client.subscribeToAll({
      fromPosition: this.resumeAfter === 0 ? 'start' : serverPosition(this.resumeAfter),
      filter: {
        filterOn: 'eventType',
        regex: this.start.types,
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
        this.settleSoon();
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

  private take(resolved: ResolvedEvent): void {
    try {
      const event = this.start.take(resolved);
      const number = Number(resolved.event?.position?.commit ?? 0n);
      if (number <= this.received) return;
      this.received = number;
      this.resumeAfter = Math.max(this.resumeAfter, number);
      if (event !== undefined) this.waiting.push(event);
    } catch (error) {
      return this.fail(error);
    }
    if (this.waiting.length >= MOST_WAITING) this.subscription?.pause();
    this.settleSoon();
    this.start.wake();
  }

  /**
   * The server's own events up to a checkpoint need not be passed again. Ours have arrived unless some wait in the client, which reads
   * ahead of a subscription that is paused.
   */
  private checkpoint(from: AllStreamSubscription, number: number): void {
    const { readableLength } = from as unknown as Readable;
    if (from === this.subscription && readableLength === 0) this.resumeAfter = Math.max(this.resumeAfter, number);
    this.settleSoon();
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settled = true;
    this.start.onSettled?.();
    this.start.wake();
  }

  private settleSoon(): void {
    if (this.settled) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), this.start.quietMs ?? SETTLED_AFTER_MS);
  }

  private renew(error: unknown): void {
    this.drop();
    if (this.closed) return;
    this.start.onEnd?.();
    if (error !== undefined && !isPassing(error)) return this.fail(error);
    this.attempts += 1;
    // What has arrived is handed on meanwhile.
    this.settled = true;
    this.start.wake();
    void pause(this.attempts).then(() => {
      if (!this.closed) this.subscribe();
    });
  }

  private fail(error: unknown): void {
    this.failure = definite(error, { to: 'read', stream: '$all' });
    this.drop();
    this.start.wake();
  }

  private drop(): void {
    clearTimeout(this.settling);
    const { subscription } = this;
    this.subscription = undefined;
    if (subscription === undefined) return;
    subscription.on('error', () => undefined);
    void subscription.unsubscribe().catch(() => undefined);
  }
}
