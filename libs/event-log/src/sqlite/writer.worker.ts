import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { AppendPart, Order, WriterOptions } from './messages';
import { codeOf, Writer } from './writer';

// Small enough that an interactive command never waits long behind other people's calls in one commit.
const EVENTS_PER_COMMIT = 1000;

/** The thread around the writer: calls that wait while a commit is on its way to the disk share the next commit. */
class WriterService {
  /** The call whose first parts are in the open transaction; undefined outcomes when it was refused. */
  private open: { readonly outcomes: Float64Array[] | undefined } | undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly writer: Writer,
  ) {}

  run(): void {
    this.port.on('message', (order: Order) => {
      try {
        let next: Order | undefined = order;
        while (next !== undefined) next = this.follow(next);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.port.postMessage({ stopped: `the event log's writer stopped: ${codeOf(error)} ${reason}` });
        this.finish();
      }
    });
  }

  /** Follows one order, and with it what waits behind; returns an order that it met there but must follow by itself. */
  private follow(order: Order): Order | undefined {
    if (order === 'close') this.finish();
    else if ('abandon' in order) this.abandon();
    else if (order.more || this.open !== undefined) this.recordOpen(order);
    else return this.recordTogether(order);
    return undefined;
  }

  private recordTogether(first: AppendPart): Order | undefined {
    const { calls, next } = gather(this.port, first);
    if (this.writer.begin()) {
      const outcomes = this.writer.record(calls);
      this.writer.commit();
      calls.forEach(({ call }, index) => this.port.postMessage({ call, outcomes: outcomes.slice(index, index + 1) }));
    } else {
      for (const { call } of calls) this.refuse(call);
    }
    return next;
  }

  private recordOpen(part: AppendPart): void {
    this.open ??= { outcomes: this.writer.begin() ? [] : undefined };
    const { outcomes } = this.open;
    if (outcomes !== undefined) outcomes.push(...this.writer.record([part]));
    if (part.more) return;
    this.open = undefined;
    if (outcomes === undefined) return this.refuse(part.call);
    this.writer.commit();
    this.port.postMessage({ call: part.call, outcomes });
  }

  private abandon(): void {
    if (this.open?.outcomes !== undefined) this.writer.rollback();
    this.open = undefined;
  }

  private refuse(call: number): void {
    this.port.postMessage({ call, refused: 'another process holds the log file' });
  }

  private finish(): void {
    this.writer.close();
    this.port.close();
  }
}

/** Takes whole calls that already wait, up to a commit's worth; `next` is the order at which it had to stop. */
function gather(port: MessagePort, first: AppendPart): { readonly calls: readonly AppendPart[]; readonly next?: Order } {
  const calls = [first];
  let events = first.events.length / 2;
  while (events < EVENTS_PER_COMMIT) {
    const next = (receiveMessageOnPort(port) as { readonly message: Order } | undefined)?.message;
    if (next === undefined) break;
    if (next === 'close' || 'abandon' in next || next.more) return { calls, next };
    calls.push(next);
    events += next.events.length / 2;
  }
  return { calls };
}

if (parentPort !== null) new WriterService(parentPort, new Writer(workerData as WriterOptions)).run();
