import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { AppendSlice, Order, WriterOptions } from './messages';
import { codeOf, Writer, type Mark } from './writer';

// Large enough that a payout waits for the disk once in two chunks, small enough that an interactive command slips in between.
const EVENTS_PER_COMMIT = 2000;
const NO_ROOM = 'there is no room for it on the disk';

/** A call and the outcomes of its items so far. */
type Call = { readonly call: number; readonly outcomes: Float64Array[] };
/** A call whose later slices are still to come. `mark`: where to go back to should one of them turn out malformed. */
type Arriving = Call & { readonly mark: Mark };

/** The thread around the writer: calls that wait while a commit is on its way to the disk share the next commit. */
class WriterService {
  /** The transaction that is open: the whole calls in it, and how many events they and the arriving one have. */
  private open: { readonly done: Call[]; events: number } | undefined;
  private arriving: Arriving | undefined;
  /** The call that was refused before its last slice came: another process holds the file, or the disk is `full`. */
  private refused: { readonly call: number; readonly full?: true } | undefined;
  /** What is being recorded now. */
  private taking: AppendSlice | undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly writer: Writer,
  ) {}

  run(): void {
    this.port.on('message', (order: Order) => {
      try {
        for (let next: Order | undefined = order; next !== undefined; next = this.waiting()) this.follow(next);
        if (this.arriving === undefined) this.commit();
      } catch (error) {
        if (codeOf(error) === 'SQLITE_FULL' && this.refuseForWantOfRoom()) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.port.postMessage({ stopped: `the event log's writer stopped: ${codeOf(error)} ${reason}` });
        this.finish();
      }
    });
  }

  /** What waits in the port, while the open transaction has room or a call is not whole. */
  private waiting(): Order | undefined {
    const isFull = this.open !== undefined && this.open.events >= EVENTS_PER_COMMIT;
    if (isFull && this.arriving === undefined) return undefined;
    return (receiveMessageOnPort(this.port) as { readonly message: Order } | undefined)?.message;
  }

  private follow(order: Order): void {
    if (order === 'close') {
      this.commit();
      this.finish();
    } else if ('abandon' in order) this.abandon(order.abandon);
    else this.take(order);
  }

  /** Nothing of the open transaction was recorded, and all who wait for it are told so. False where that is not certain. */
  private refuseForWantOfRoom(): boolean {
    const { taking } = this;
    const calls = [...(this.open?.done ?? []), ...(taking === undefined || taking.more ? [] : [taking])];
    this.open = undefined;
    this.arriving = undefined;
    this.taking = undefined;
    if (!this.writer.giveBack()) return false;
    // Of a call whose later slices are still to come, the last one is answered.
    if (taking?.more === true) this.refused = { call: taking.call, full: true };
    for (const { call } of calls) this.port.postMessage({ call, refused: NO_ROOM, full: true });
    return true;
  }

  private take(slice: AppendSlice): void {
    if (!this.mayRecord(slice)) return;
    this.taking = slice;
    const open = (this.open ??= { done: [], events: 0 });
    open.events += slice.events.length / 2;
    if (slice.more) this.arriving ??= { call: slice.call, outcomes: [], mark: this.writer.mark() };
    const call: Call = this.arriving ?? { call: slice.call, outcomes: [] };
    call.outcomes.push(...this.writer.record([slice]));
    this.taking = undefined;
    if (slice.more) return;
    if (this.arriving !== undefined) this.writer.keep();
    this.arriving = undefined;
    open.done.push(call);
  }

  /** Opens a transaction for a call that finds none. */
  private mayRecord({ call, more }: AppendSlice): boolean {
    if (this.refused === undefined && (this.open !== undefined || this.writer.begin())) return true;
    const refused = (this.refused ??= { call });
    if (more) return false;
    this.refused = undefined;
    const reason = refused.full === true ? { refused: NO_ROOM, full: true } : { refused: 'another process holds the log file' };
    this.port.postMessage({ call, ...reason });
    return false;
  }

  private abandon(call: number): void {
    if (this.refused?.call === call) this.refused = undefined;
    if (this.arriving?.call !== call) return;
    this.writer.takeBack(this.arriving.mark);
    this.arriving = undefined;
  }

  private commit(): void {
    if (this.open === undefined) return;
    this.writer.commit();
    const beside = this.writer.isOnlyWriter ? {} : { beside: true };
    for (const { call, outcomes } of this.open.done) this.port.postMessage({ call, outcomes, ...beside });
    this.open = undefined;
  }

  private finish(): void {
    this.writer.close();
    this.port.close();
  }
}

if (parentPort !== null) new WriterService(parentPort, new Writer(workerData as WriterOptions)).run();
