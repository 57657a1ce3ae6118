import type { Doubts } from '../doubts';
import { CatchUp } from './catch-up';
import type { Connection } from './connection';
import { toldBy } from './records';

const LONGEST_QUIET_MS = 1_000;

/** Follows what the server is told to forget of our streams, from the beginning of the log on. */
export class Watch {
  /** Resolves when everything that was there has been looked at; rejects when the server does not let it be looked at. */
  readonly looked: Promise<void>;
  private readonly source: CatchUp;

  /** `onEnd`: called when the server ends what it delivers, as one does that goes away. */
  constructor(connection: Connection, doubts: Doubts, onEnd: () => void) {
    let resolve = (): void => {};
    let reject = (_error: unknown): void => {};
    this.looked = new Promise((done, failed) => ([resolve, reject] = [done, failed]));
    // Whoever asks for doubts is told; until then nobody need be.
    this.looked.catch(() => undefined);
    this.source = new CatchUp(connection, {
      after: 0,
      types: '^\\$(metadata|streamDeleted)$',
      quietMs: LONGEST_QUIET_MS,
      take: (delivered) => {
        const told = toldBy(delivered);
        if (told !== undefined) doubts.told(told.stream, told.reason);
        return undefined;
      },
      onSettled: resolve,
      onEnd,
      wake: () => {
        const failure = this.source.failedWith;
        if (failure !== undefined) reject(failure);
      },
    });
  }

  close(): void {
    this.source.close();
  }
}
