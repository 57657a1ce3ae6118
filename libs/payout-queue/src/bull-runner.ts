import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { PayoutRunner, type Alarm, type Folder, type PayoutWork, type Piece } from '@fenming/application';
import type { PayoutQueue, Troubled } from './payout-queue';

/** How often the log is asked whether a batch is done, and how often the queue whether it still has what is not. */
const LOOK_EVERY_MS = 200;
const LOOKS_PER_PUT = 10;
/** A Redis that does not answer within this is away. */
const ANSWERS_WITHIN_MS = 1_000;
/** With the pauses between them, some ten minutes. */
const MANY_ATTEMPTS = 25;
const MOST_NAMED = 10;

const SENTENCES = {
  no_worker:
    '没有办理进程连着队列，已放款的批次停着不动：请启动办理进程（node dist/apps/worker/src/main.js），启动后自动接着办。',
  queue_away: '队列（Redis）没有应答，已放款的批次停着不动：请查看 Redis 是否在运行；恢复后自动接着办，不丢不重。',
} as const;
const alarmOf = (code: keyof typeof SENTENCES): Alarm => ({ code, sentence: SENTENCES[code] });
/** What is tried again, in words. */
const CAUSES: Readonly<Record<string, string>> = {
  unavailable: '事件日志连不上',
  outcome_unknown: '事件日志没有应答',
  conflict: '总有别处先改',
};
const alarmOfEndless = ({ id, cause, attempts }: Troubled): Alarm => ({
  code: 'piece_retried',
  sentence: `批次任务 ${id} 已试 ${attempts} 次仍未办成（${CAUSES[cause] ?? cause}），还在重试：请查看办理进程的日志。`,
});

/**
 * The runner of the cluster profile: it wakes workers through the queue and watches the log. What the queue says counts for nothing but
 * a piece that a worker has given up.
 */
export class BullRunner extends PayoutRunner {
  private readonly logger = new Logger('payout-queue');
  private readonly draining = new AbortController();
  private readonly active = new Set<Promise<void>>();
  /** Pieces that were tried often and in vain when the log was last compared with the queue. */
  private endless: readonly Troubled[] = [];

  constructor(
    folder: Folder,
    private readonly work: PayoutWork,
    private readonly queue: PayoutQueue,
    /** After so many in vain a piece is told of. */
    private readonly manyAttempts = MANY_ATTEMPTS,
  ) {
    super(folder);
  }

  /** @throws Error with the cause when workers have given up a piece; calling it again lets them try again. */
  async resume(batch: string): Promise<void> {
    const watch = this.watch(batch);
    this.active.add(watch);
    await watch.finally(() => this.active.delete(watch));
  }

  /** Wakes the workers for whatever the log says is unfinished, and does not wait for them: a server starts also where none is running. */
  override async resumeAll(): Promise<void> {
    for (const batch of this.unfinished())
      await this.told(batch, async () => {
        await this.queue.forgetFailed(await this.work.outstanding(batch));
        await this.putMissing(batch);
      });
  }

  /** Asked when a batch is released, and by whoever looks: a queue that nobody empties stands still without a word otherwise. */
  override async alarms(): Promise<readonly Alarm[]> {
    const late = sleep(ANSWERS_WITHIN_MS, undefined, { ref: false });
    const workers = await Promise.race([this.queue.workers().catch(() => undefined), late]);
    if (workers === undefined) return [alarmOf('queue_away')];
    return [...(workers === 0 ? [alarmOf('no_worker')] : []), ...this.endless.map(alarmOfEndless)];
  }

  /** Puts in again what the queue has lost, and ends what a worker was killed before it could. */
  async reconcile(): Promise<void> {
    const endless: Troubled[] = [];
    for (const batch of this.unfinished())
      await this.told(batch, async () => {
        const tried = await this.queue.retried(await this.work.outstanding(batch));
        endless.push(...tried.filter(({ attempts }) => attempts >= this.manyAttempts).slice(0, MOST_NAMED));
        const count = await this.putMissing(batch);
        if (count > 0) this.logger.warn(`${batch}: ${count} pieces were missing in the queue`);
      });
    this.endless = endless.slice(0, MOST_NAMED);
  }

  /** The pieces in hand are the workers' own: here nobody waits for them any longer. */
  async drain(): Promise<void> {
    this.draining.abort();
    await this.queue.close();
    await Promise.allSettled(this.active);
  }

  /** One batch that cannot go on must not keep the others waiting: it is told and tried again the next time. */
  private async told(batch: string, carryOn: () => Promise<void>): Promise<void> {
    try {
      await carryOn();
    } catch (error) {
      this.logger.error(`${batch}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  private async watch(batch: string): Promise<void> {
    await this.queue.forgetFailed(await this.work.outstanding(batch));
    for (let look = 0; !this.draining.signal.aborted; look += 1) {
      const pieces = await this.work.outstanding(batch);
      if (pieces.length === 0) return this.work.freeHeldBack(batch);
      if (look % LOOKS_PER_PUT === 0) await this.insist(pieces);
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.draining.signal }).catch(() => undefined);
    }
  }

  private async insist(pieces: readonly Piece[]): Promise<void> {
    await this.queue.put(pieces);
    const [failed] = await this.queue.failed(pieces);
    if (failed !== undefined) throw new Error(`piece ${failed.id} was given up: ${failed.cause}`);
  }

  private async putMissing(batch: string): Promise<number> {
    const pieces = await this.work.outstanding(batch);
    if (pieces.length === 0) await this.work.freeHeldBack(batch);
    return this.queue.put(pieces);
  }
}
