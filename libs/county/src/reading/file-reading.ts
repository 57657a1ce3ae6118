import { listener } from '@fenming/language';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BankReturn } from '@fenming/bank-files';
import { workerFile } from '@fenming/threads';
import type { DefinitionError } from '@fenming/programmes';
import type { ComparisonReading, RosterReading } from '@fenming/rosters';
import { Later, Refused } from '@fenming/commands';
import type {
  ComparisonHead,
  ComparisonItems,
  ComparisonOrder,
  DefinitionHead,
  Order,
  Posted,
  Reply,
  ReturnHead,
  ReturnItems,
  ReturnOrder,
  RosterHead,
  RosterItems,
  RosterOrder,
} from './orders';

const MEGABYTE = 1024 * 1024;
/** Files in hand and waiting, and the bytes of them all. */
const MOST_FILES = 64;
const MOST_BYTES = 128 * MEGABYTE;
const RETRY_SECONDS = 30;
/** What one file may take: the largest roster is read in a tenth of the time and half of the memory. */
const MOST_MS = 180_000;
const MOST_MEGABYTES = 1024;

/** `faults` are the first of `total`. */
export type ReturnReading =
  | ({ readonly ok: true } & BankReturn)
  | {
      readonly ok: false;
      readonly faults: readonly ReturnItems['faults'][];
      readonly total: number;
      readonly onlyRepeats: boolean;
    };

type Limits = { readonly files: number; readonly bytes: number; readonly ms: number; readonly megabytes: number };
const LIMITS: Limits = { files: MOST_FILES, bytes: MOST_BYTES, ms: MOST_MS, megabytes: MOST_MEGABYTES };

/**
 * Reads the files that people send, one after the other, in a thread of its own: what a file does to its reader, it does not do to those who ask
 * something meanwhile. The thread begins with the first file, and again after one that was too much for it.
 */
export class FileReading {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private files = 0;
  private bytes = 0;

  constructor(private readonly limits: Limits = LIMITS) {}

  /** @throws Later, Refused where the file is more than can be read */
  async roster(order: RosterOrder): Promise<RosterReading> {
    const reply = await this.inTurn({ read: 'roster', ...order });
    const head = JSON.parse(reply.head) as RosterHead;
    const rows = await itemsOf<RosterItems['items']>(reply.items);
    return { ...head, rows, faults: await itemsOf<RosterItems['faults']>(reply.faults) };
  }

  /** @throws Later, Refused where the file is more than can be read */
  async comparison(order: ComparisonOrder): Promise<ComparisonReading> {
    const reply = await this.inTurn({ read: 'comparison', ...order });
    const head = JSON.parse(reply.head) as ComparisonHead;
    const rows = await itemsOf<ComparisonItems['items']>(reply.items);
    return { ...head, rows, faults: await itemsOf<ComparisonItems['faults']>(reply.faults) };
  }

  /** @throws Later, Refused where the file is more than can be read */
  async bankReturn(order: ReturnOrder): Promise<ReturnReading> {
    const reply = await this.inTurn({ read: 'return', ...order });
    const head = JSON.parse(reply.head) as ReturnHead;
    if (head.ok) return { ...head, lines: await itemsOf<ReturnItems['items']>(reply.items) };
    return { ...head, faults: await itemsOf<ReturnItems['faults']>(reply.faults) };
  }

  /** The faults of a definition, the first of `total`; none where it is sound. @throws Later, Refused where it is more than can be read */
  async definitionFaults(text: string): Promise<{ readonly faults: readonly DefinitionError[]; readonly total: number }> {
    const reply = await this.inTurn({ read: 'definition', text });
    const { total } = JSON.parse(reply.head) as DefinitionHead;
    return { total, faults: await itemsOf<DefinitionError>(reply.faults) };
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async inTurn(order: Order): Promise<Exclude<Reply, { readonly failed: string }>> {
    const { length } = 'text' in order ? order.text : order.bytes;
    if (this.files >= this.limits.files || (this.files > 0 && this.bytes + length > this.limits.bytes))
      throw new Later({ refused: 'busy' }, RETRY_SECONDS);
    this.files += 1;
    this.bytes += length;
    const read = this.last.then(() => this.read(order));
    this.last = read.catch(() => undefined);
    try {
      const reply = await read;
      if ('failed' in reply) throw new Error(reply.failed);
      return reply;
    } finally {
      this.files -= 1;
      this.bytes -= length;
    }
  }

  private async read(order: Order): Promise<Reply> {
    const worker = (this.worker ??= this.start());
    const to = listener();
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Reply>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('exit', () => reject(beyondReading()));
        timer = setTimeout(() => reject(beyondReading()), this.limits.ms);
        worker.postMessage({ order, to } satisfies Posted);
      });
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.removeAllListeners('message').removeAllListeners('exit');
    }
  }

  private start(): Worker {
    const worker = new Worker(workerFile(__filename, 'reading.worker.js'), {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes },
    });
    // A file that needs more memory than there is ends the thread, which is told by its end.
    worker.on('error', () => undefined);
    // A thread that waits for files must not keep the process alive.
    worker.unref();
    return worker;
  }
}

const beyondReading = (): Refused => new Refused({ refused: 'file_beyond_reading' });

/** A long list is taken in piece by piece: between two of them others get their turn. */
const itemsOf = async <Item>(texts: readonly Uint8Array[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for (const text of texts) {
    await nextTurn();
    items.push(...(JSON.parse(Buffer.from(text).toString('utf8')) as readonly Item[]));
  }
  return items;
};
