/** Ways to fail, as real servers and networks do. */
export const FAULTS = [
  /** Receives a request and never answers; an append is not recorded. */
  'silent',
  /** Records an append, then cuts the connection instead of answering. */
  'ackLost',
  /** Ends the batch-append stream, a read or a subscription with status OK in the middle. */
  'cleanEnd',
  /** Ends a read or a subscription with status CANCELLED in the middle. */
  'cancelledRead',
  /** Answers that another node leads. */
  'notLeader',
  /**
   * Stands as a node that follows and lags by `events`: a read that asks for the leader is told who leads, every other one sees the log
   * as it was.
   */
  'behind',
  /** Waits `ms` before an answer: each append's, and the first message of a read. */
  'slow',
  /** Records an append and answers it only when this fault is cleared. */
  'late',
  /** Delivers each event of a subscription twice, and a resubscription begins three events too early. */
  'duplicateDelivery',
  /** Answers UNAVAILABLE. */
  'unavailable',
] as const;

export type FaultName = (typeof FAULTS)[number];
export type Operation = 'append' | 'delete' | 'read' | 'subscribe';

export type FaultOptions = {
  /** Strikes so many times and is over; without it until it is cleared. */
  readonly times?: number;
  /** A regular expression: strikes only where the stream's name (`$all` for reads of all) matches. */
  readonly stream?: string;
  readonly operation?: Operation;
  /** `slow`: milliseconds. */
  readonly ms?: number;
  /** `cleanEnd` and `cancelledRead` of reads and subscriptions: only after so many events of the call were sent. */
  readonly after?: number;
  /** `behind`: how many of the last events it does not have yet. */
  readonly events?: number;
  /** `notLeader` and `behind`: where the leader is said to be. */
  readonly leader?: { readonly host: string; readonly port: number };
};

export type Target = { readonly operation: Operation; readonly stream: string };

/** What a forked peer understands from `process.on('message')`. */
export type FaultMessage =
  | { readonly fault: FaultName; readonly options?: FaultOptions }
  | { readonly clear: FaultName | 'all' }
  | { readonly drop: true };

/** The faults switched on; each `take` that finds one counts as one strike. */
export class Faults {
  private readonly active = new Map<FaultName, { readonly options: FaultOptions; left: number }>();
  private heldBack: (() => void)[] = [];

  constructor(private readonly onChange: () => void) {}

  set(name: FaultName, options: FaultOptions = {}): void {
    this.active.set(name, { options, left: options.times ?? Number.POSITIVE_INFINITY });
    this.onChange();
  }

  clear(name?: FaultName): void {
    if (name === undefined) this.active.clear();
    else this.active.delete(name);
    if (name === undefined || name === 'late') for (const release of this.heldBack.splice(0)) release();
  }

  /** Resolves when an answer that came late may go out. */
  released(): Promise<void> {
    return new Promise((resolve) => this.heldBack.push(resolve));
  }

  /** The options of a fault that strikes here, or undefined. `sent` is the number of events already sent to the caller. */
  take(name: FaultName, target: Target, sent = 0): FaultOptions | undefined {
    const fault = this.active.get(name);
    if (fault === undefined || !strikes(fault.options, target, sent)) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.active.delete(name);
    return fault.options;
  }
}

function strikes({ stream, operation, after }: FaultOptions, target: Target, sent: number): boolean {
  if (operation !== undefined && operation !== target.operation) return false;
  if (stream !== undefined && !new RegExp(stream).test(target.stream)) return false;
  return sent >= (after ?? 0);
}
