/**
 * The event log's port: one totally ordered, append-only log of immutable events, cut into streams.
 * Every adapter passes the same contract suite; nothing outside an adapter knows which one it talks to.
 */

/** JSON as RFC 8785 canonicalises it. Amounts are decimal strings; numbers are safe integers. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** An opaque token of the global order: compare with `<`, store it, hand it back; never compute with it. */
export type Position = string & { readonly kind: 'position' };

/** Who caused an event and when. `at` and `trueAt` are UTC instants, `effectiveOn` a plain date where it differs from the day of recording. */
export type EventMeta = {
  /** When the event was recorded by the county's clock (simulated in a demo county). Never falls along the log. */
  readonly at: string;
  /** The machine's own clock at recording, kept only where the county's clock is simulated. */
  readonly trueAt?: string;
  readonly effectiveOn?: string;
  readonly actor: string;
  readonly role: string;
  readonly area: string;
  /** The id of the command that caused the event. */
  readonly cause: string;
  /** The id of the request, job or demo step that the command belongs to. */
  readonly correlation: string;
};

export type NewEvent = {
  /** Unique id (UUID text, lower case). A retry carries the same id. */
  readonly id: string;
  /** 1 to 200 visible characters without spaces, not beginning with $, as a stream's name. */
  readonly type: string;
  /** 1 to 65535. */
  readonly schemaVersion: number;
  readonly payload: JsonObject;
  readonly meta: EventMeta;
};

export type RecordedEvent = NewEvent & {
  readonly stream: string;
  /** 0, 1, 2, … without gaps within the stream. */
  readonly revision: number;
  readonly position: Position;
};

/**
 * `none`: the stream must not exist; a number: its last revision must be exactly this; `exists`: it must exist.
 * A retry with `exists` is recognised only while its events are still the stream's last; one that must never double states a revision.
 */
export type Expected = 'none' | 'exists' | number;

export type AppendItem = {
  readonly stream: string;
  readonly expected: Expected;
  /** At least one event, MAX_APPEND_BYTES at most together; they are appended together or not at all. */
  readonly events: readonly NewEvent[];
};

/**
 * `already`: this very append (same event ids at the same revisions) was recorded before. Two processes that send one append at the same
 * moment may both be told `appended`; it is recorded once.
 */
export type AppendOutcome =
  | { readonly outcome: 'appended' | 'already'; readonly revision: number; readonly position: Position }
  | { readonly outcome: 'conflict'; readonly actual: number | 'none' };

/** `from`: the first revision wanted; `limit`: the most events. */
export type StreamRange = { readonly from?: number; readonly limit?: number };

export type Handler = (events: readonly RecordedEvent[]) => void | Promise<void>;

export type SubscriptionOptions = {
  /** Deliver events after this position; `start` = all, `head` = those after the last one that this log has answered or read. */
  readonly after: Position | 'start' | 'head';
  /** Events arrive in log order, in batches of at most `batchSize` (default 1,000). */
  readonly batchSize?: number;
  /**
   * Called once when the handler throws or the log fails; the subscription has then stopped and nothing after the failed batch was
   * delivered. Without it the process is warned.
   */
  readonly onStopped?: (error: Error) => void;
};

export type Subscription = {
  /** Resolves when every event up to `position` has been handled; rejects if the subscription stops first. */
  readonly caughtUp: (position: Position) => Promise<void>;
  /** Resolves when the running call of the handler has ended; the handler itself must not wait for it. */
  readonly stop: () => Promise<void>;
};

/** At most a hundred streams are named. */
export type LogDoubts = {
  /** Streams of ours that have a gap, or of which the store was told to forget events. */
  readonly incomplete: readonly { readonly stream: string; readonly reason: Gap }[];
  /** Events of streams that are not ours, passed over while the log was followed: by this process, and before it as it was told. */
  readonly foreign: { readonly events: number; readonly streams: readonly string[] };
  /** The place of the last of them. */
  readonly foreignUntil?: Position;
};

/** The events of other programs that were passed over, all of them up to a place, for who opens the log again. */
export type PassedOver = LogDoubts['foreign'] & { readonly until: Position };

export interface EventLog {
  /** Appends to one stream. Throws Conflict, OutcomeUnknown or Definite. */
  append(
    item: AppendItem,
  ): Promise<{ readonly outcome: 'appended' | 'already'; readonly revision: number; readonly position: Position }>;
  /** Appends each item atomically on its own, in input order; one outcome per item. Throws OutcomeUnknown or Definite only for the call as a whole. */
  appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]>;
  /**
   * The events of one stream in revision order, all of them unless told from which revision and at most how many; empty when there are none.
   * Every read throws HistoryIncomplete unless the revisions are whole from where it was asked to begin to the stream's last.
   */
  readStream(stream: string, range?: StreamRange): Promise<readonly RecordedEvent[]>;
  /** Many streams at once, in one round trip per few hundred streams; a stream that does not exist has no entry, the others come in the order asked. */
  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;
  /** The last revision of each stream that exists: whether anything happened there since, without reading what. */
  lastRevisions(streams: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** At most `limit` events after a position, in log order. */
  readAll(after: Position | 'start', limit: number): Promise<readonly RecordedEvent[]>;
  /**
   * The position of the last event, or undefined while the log is empty. Read-your-writes: it lies at or behind every append that anybody
   * was answered before this call, through whichever process and node, for the node that leads is asked; where none leads it throws
   * Definite('unavailable') rather than answer an older one. So do all other reads; only subscriptions may lag, and `caughtUp` waits for them.
   */
  head(): Promise<Position | undefined>;
  /** The last event, as `head` finds it; undefined while the log is empty. */
  last(): Promise<RecordedEvent | undefined>;
  /**
   * What speaks against the log's being whole, as far as this process has seen; looks whether what it has seen still stands there. Of a
   * log that a server keeps, the first answer waits until everything in it was looked through for it; from then on it follows the log.
   */
  doubts(): Promise<LogDoubts>;
  subscribe(options: SubscriptionOptions, handler: Handler): Subscription;
  /** Finishes what was appended before, stops the subscriptions and lets the file go. */
  close(): Promise<void>;
}

/** The stream was not at the expected revision: somebody else was first. Read again and decide again. */
export class Conflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: number | 'none',
  ) {
    super(`stream ${stream}: expected ${expected}, found ${actual}`);
    this.name = 'Conflict';
  }
}

/** It is not known whether the append was recorded. Retry with the same ids and the same expected revision. */
export class OutcomeUnknown extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutcomeUnknown';
  }
}

/** What the login of a log's server may not do: `read` or `append` the events of a stream; `$all`: of the whole log. */
export type Right = { readonly to: 'read' | 'append'; readonly stream: string };

/**
 * Why a log that a server keeps cannot be used: nobody answers, or no node leads; the address says nothing that can be used; the server
 * does not know the login, or does not grant it a right; it is too old; it refuses for another reason.
 */
export type Hindrance = 'unreachable' | 'address' | 'login' | 'rights' | 'version' | 'refused';

/** The append can never succeed as it is (too large, malformed, log closed), or finds no room now (`full`); nothing was recorded. */
export class Definite extends Error {
  constructor(
    readonly code: 'too_large' | 'malformed' | 'closed' | 'full' | 'unavailable' | 'history_incomplete',
    message: string,
  ) {
    super(message);
    this.name = 'Definite';
  }
}

/**
 * Events that once stood in the log are not there any more: nobody may decide on what is left. `stream`: the stream that has the gap, or
 * WHOLE_LOG where a place of the log is empty and nobody can say whose event stood there.
 */
export class HistoryIncomplete extends Definite {
  constructor(
    readonly stream: string,
    readonly reason: Gap,
  ) {
    super('history_incomplete', `the history of ${stream} is not whole (${reason})`);
    this.name = 'HistoryIncomplete';
  }
}

/** No stream has this name: it begins with the sign that the store keeps for itself. */
export const WHOLE_LOG = '$all';

/**
 * Why a history is not whole. `gap`: revisions are missing; `retention`: the store was told to forget events of the stream ($maxCount,
 * $maxAge, $tb); `unreadable`: what stands in an event cannot be read any more; `deleted`: the stream was deleted, softly or for good;
 * `foreign`: another program wrote into it. Of the whole log, under a process that has it open: `replaced`: another log stands in its
 * place; `set_back`: it does not hold any more what this process has seen of it; `written`: it has one writer, and somebody else wrote.
 */
export type Gap = 'gap' | 'unreadable' | 'retention' | 'deleted' | 'foreign' | Meddling;
/** What somebody else has done to the whole log under the process that has it open. */
export type Meddling = 'replaced' | 'set_back' | 'written';

/** Another process is the one server that writes to this log. */
export class WrittenElsewhere extends Definite {
  /** `holder`: what it calls itself; empty where nobody knows. */
  constructor(readonly holder: string) {
    super('unavailable', `another server writes to this log: ${holder}`);
    this.name = 'WrittenElsewhere';
  }
}

export class LogUnavailable extends Definite {
  constructor(
    readonly hindrance: Hindrance,
    message: string,
    /** The missing permission, with `rights`. */
    readonly right?: Right,
  ) {
    super('unavailable', message);
  }
}
