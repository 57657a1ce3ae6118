import debug from 'debug';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Definite, LogUnavailable, type Right } from '../port';
import { acceptedAt } from '../waiting';
import type { AppendCalls } from './append-calls';
import { checkConnectionString, malformed } from './connection-string';
import { isPassing, Silence, typeOf } from './faults';

/**
 * The one client of this process. A client that met silence is replaced: it may have kept a failed look-up of the server's features for
 * ever, or hold a stream on which nothing will come any more.
 */
export class Connection {
  private client: EventStoreDBClient;
  /** Whether the last that was heard of the server is silence. */
  private isSilent = false;

  private constructor(
    private readonly connect: () => EventStoreDBClient,
    readonly appends: AppendCalls,
    readonly deadlineMs: number,
    private readonly giveUpMs: number,
  ) {
    this.client = connect();
  }

  /** @throws Definite('unavailable') for a connection string that the client cannot read; its text is not repeated. */
  static async open(connectionString: string, deadlineMs: number, giveUpMs = GIVE_UP_MS): Promise<Connection> {
    checkConnectionString(connectionString);
    // The client prints its connection string, credentials and every payload when it is debugged: none of that may reach a log.
    debug.enable([process.env['DEBUG'], '-esdb', '-esdb:*'].filter(Boolean).join(','));
    const { EventStoreDBClient } = await import('@eventstore/db-client');
    const { AppendCalls } = await import('./append-calls.js');
    const connect = () => attended(EventStoreDBClient.connectionString(connectionString));
    try {
      return new Connection(connect, new AppendCalls(), deadlineMs, giveUpMs);
    } catch {
      throw malformed();
    }
  }

  get current(): EventStoreDBClient {
    return this.client;
  }

  /** Rejects with Silence when the answer takes longer than the deadline. */
  async inTime<Answer>(ask: (client: EventStoreDBClient) => Promise<Answer>): Promise<Answer> {
    const { client } = this;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Silence(this.deadlineMs)), this.deadlineMs);
    });
    try {
      const answer = await Promise.race([ask(client), silence]);
      this.heard();
      return answer;
    } catch (error) {
      this.replaceAfter(error, client);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  heard(): void {
    this.isSilent = false;
  }

  /**
   * Whether another try after this failure could not end in time; one at a server that is silent lasts as long as silence does. Another
   * request that met it first may have ended this one's call, whose failure then looks like any. `accepted`: by the machine's steady clock.
   */
  isTooLate(accepted: number, error: unknown): boolean {
    const another = error instanceof Silence || this.isSilent ? this.deadlineMs : 0;
    return performance.now() - accepted + another > this.giveUpMs;
  }

  /** Whoever has waited long already does not ask a server that has just been silent. @throws Definite('unavailable'); nothing was sent */
  refuseInVain(accepted: number): void {
    if (this.isSilent && performance.now() - accepted + this.deadlineMs > this.giveUpMs)
      throw unreachable(new Silence(this.deadlineMs));
  }

  /**
   * Tries again while failures are passing ones; `tries` in all, with growing pauses, and no longer than anybody waits.
   * @throws Definite('unavailable') after the last.
   */
  async insist<Answer>(ask: () => Promise<Answer>, tries: number, right: Right): Promise<Answer> {
    const accepted = acceptedAt();
    this.refuseInVain(accepted);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!isPassing(error)) throw definite(error, right);
        if (attempt === tries || this.isTooLate(accepted, error)) throw unreachable(error);
        await pause(attempt);
      }
    }
  }

  replaceAfter(error: unknown, client: EventStoreDBClient): void {
    if (!(error instanceof Silence) && typeOf(error) !== 'deadline-exceeded') return;
    this.isSilent = true;
    if (client !== this.client) return;
    this.client = this.connect();
    void letGo(client);
  }

  close(): Promise<void> {
    return letGo(this.client);
  }
}

/**
 * After a failure the client changes its channel, and nobody waits for that: where no node leads, its failure would end the process. The
 * next call looks for the leader again and is told the same.
 */
function attended(client: EventStoreDBClient): EventStoreDBClient {
  const inside = client as unknown as { handleError: (...failure: readonly unknown[]) => Promise<void> };
  const { handleError } = inside;
  inside.handleError = (...failure) => handleError(...failure).catch(() => undefined);
  return client;
}

/** A call that nobody has ended keeps `dispose` waiting for ever. */
const LONGEST_DISPOSAL_MS = 500;

/** `dispose` ends the client's streams; its channel would keep the process alive. */
async function letGo(client: EventStoreDBClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, LONGEST_DISPOSAL_MS)));
  await Promise.race([client.dispose().catch(() => undefined), enough]);
  clearTimeout(timer);
  const { getChannel } = client as unknown as { readonly getChannel: () => Promise<{ readonly close: () => void }> };
  await getChannel().then(
    (channel) => channel.close(),
    () => undefined,
  );
}

/** How long a request to the log may take in all, milliseconds, before whoever waits for it is told. */
const GIVE_UP_MS = 10_000;

/** What the server refuses for good: no access, a stream that was deleted, a request that it does not know. */
export function definite(error: unknown, right: Right): Error {
  if (error instanceof Definite) return error;
  const message = `EventStoreDB refused: ${messageOf(error)}`;
  if (typeOf(error) !== 'access-denied') return new LogUnavailable('refused', message);
  const { code } = error as { readonly code?: number };
  return code === UNAUTHENTICATED ? new LogUnavailable('login', message) : new LogUnavailable('rights', message, right);
}

/** The gRPC status of a login that the server does not know. */
const UNAUTHENTICATED = 16;

const unreachable = (error: unknown): LogUnavailable =>
  new LogUnavailable('unreachable', `EventStoreDB cannot be reached: ${messageOf(error)}`);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** 50 ms, 100 ms, 200 ms … at most five seconds. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
  });
