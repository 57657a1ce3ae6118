import { say, spoken } from '@fenming/language';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { unfinishedBatches, type PayoutRunner, type PayoutWork, type PayoutTask } from '@fenming/payout';
import { toldOf, type Alarm, type RunningCounty } from '@fenming/county';
import { isUnderWay } from '@fenming/views';
import type { PayoutQueue, Troubled } from './payout-queue';

/** How often the log is asked whether a batch is done, and how often the queue whether it still has what is not. */
const LOOK_EVERY_MS = 200;
const LOOKS_PER_PUT = 10;
/** A Redis that does not answer within this is away. */
const ANSWERS_WITHIN_MS = 1_000;
/** With the pauses between them, some ten minutes. */
const MANY_ATTEMPTS = 25;
const MOST_NAMED = 10;

const noWorker = (): Alarm => ({
  code: 'no_worker',
  sentence: say(
    '没有办理进程连着队列，已放款的批次停着不动：请启动办理进程（node dist/apps/worker/src/main.js），启动后自动接着办。',
    'No worker is connected to the queue; batches that are released stand still: start a worker (node dist/apps/worker/src/main.js), and it goes on by itself.',
  ),
});
/** `waits`: whether anything stands still for it. */
const queueAway = (waits: boolean): Alarm => ({
  code: 'queue_away',
  sentence: say(
    `队列（Redis）没有应答，${waits ? '已放款的批次停着不动' : '现在放款，批次会停着不动'}：请查看 Redis 是否在运行；恢复后自动接着办，不丢不重。`,
    `The queue (Redis) does not answer; ${waits ? 'batches that are released stand still' : 'a batch that is released now would stand still'}: see whether Redis is running; it goes on by itself when it does, and nothing is lost or done twice.`,
  ),
});
/** What is tried again, in words. */
const CAUSES: Readonly<Record<string, string>> = spoken({
  unavailable: { zh: '事件日志连不上', en: 'the event log cannot be reached' },
  outcome_unknown: { zh: '事件日志没有应答', en: 'the event log does not answer' },
  conflict: { zh: '总有别处先改', en: 'it is always changed elsewhere first' },
});
const alarmOfEndless = ({ id, cause, attempts }: Troubled): Alarm => ({
  code: 'piece_retried',
  sentence: say(
    `批次任务 ${id} 已试 ${attempts} 次仍未办成（${CAUSES[cause] ?? cause}），还在重试：请查看办理进程的日志。`,
    `Task ${id} of a batch was tried ${attempts} times and is not done (${CAUSES[cause] ?? cause}); it is tried again: see the logs of the workers.`,
  ),
});

/**
 * The runner of the cluster profile: it wakes workers through the queue and watches the log. What the queue says counts for nothing but
 * a task that a worker has given up.
 */
export class BullRunner implements PayoutRunner {
  private readonly logger = new Logger('payout-queue');
  private readonly draining = new AbortController();
  private readonly active = new Set<Promise<void>>();
  /** Tasks that had failed often when the log was last compared with the queue. */
  private endless: readonly Troubled[] = [];

  constructor(
    private readonly county: RunningCounty,
    private readonly work: PayoutWork,
    private readonly queue: PayoutQueue,
    /** A task that has failed so often is reported. */
    private readonly manyAttempts = MANY_ATTEMPTS,
  ) {}

  /** @throws Error with the cause when workers have given up a task; calling it again lets them try again. */
  async resume(batch: string): Promise<void> {
    const watch = this.watch(batch);
    this.active.add(watch);
    await watch.finally(() => this.active.delete(watch));
  }

  /** Wakes the workers for whatever the log says is unfinished, and does not wait for them: a server starts also where none is running. */
  async resumeAll(): Promise<void> {
    for (const batch of unfinishedBatches(this.county))
      await this.told(batch, async () => {
        await this.queue.forgetFailed(await this.work.outstanding(batch));
        await this.putMissing(batch);
      });
  }

  /** Asked when a batch is released, and by whoever looks: a queue that nobody empties stands still without a word otherwise. */
  async alarms(): Promise<readonly Alarm[]> {
    const [waits, workers] = [this.active.size > 0 || this.county.views.batches().some(isUnderWay), await this.workers()];
    if (workers === 'away') return [queueAway(waits)];
    return [...(workers === 0 && waits ? [noWorker()] : []), ...this.endless.map(alarmOfEndless)];
  }

  workers(): Promise<number | 'away'> {
    const late = sleep(ANSWERS_WITHIN_MS, 'away' as const, { ref: false });
    return Promise.race([this.queue.workers().catch(() => 'away' as const), late]);
  }

  /** Puts in again what the queue has lost, and ends what a worker was killed before it could. */
  async refill(): Promise<void> {
    const endless: Troubled[] = [];
    for (const batch of unfinishedBatches(this.county))
      await this.told(batch, async () => {
        const tried = await this.queue.retried(await this.work.outstanding(batch));
        endless.push(...tried.filter(({ attempts }) => attempts >= this.manyAttempts).slice(0, MOST_NAMED));
        const count = await this.putMissing(batch);
        if (count > 0)
          this.logger.warn(
            say(
              `批次 ${batch} 有 ${count} 个任务不在队列里，已补入。`,
              `${count} tasks of batch ${batch} were not in the queue and were put back.`,
            ),
          );
      });
    this.endless = endless.slice(0, MOST_NAMED);
  }

  /** The tasks in hand are the workers' own: here nobody waits for them any longer. */
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
      // What this process was asked when it ends is asked again by the next one.
      if (this.draining.signal.aborted) return;
      this.logger.error(
        say(
          `批次 ${batch} 没能接着办，稍后再试：${toldOf(error)}`,
          `Batch ${batch} could not go on, to be tried again: ${toldOf(error)}`,
        ),
      );
    }
  }

  private async watch(batch: string): Promise<void> {
    await this.queue.forgetFailed(await this.work.outstanding(batch));
    for (let look = 0; !this.draining.signal.aborted; look += 1) {
      const tasks = await this.work.outstanding(batch);
      if (tasks.length === 0) return this.work.freeExceptions(batch);
      if (look % LOOKS_PER_PUT === 0) await this.insist(tasks);
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.draining.signal }).catch(() => undefined);
    }
  }

  private async insist(tasks: readonly PayoutTask[]): Promise<void> {
    await this.queue.put(tasks);
    const [failed] = await this.queue.failed(tasks);
    if (failed !== undefined) throw new Error(`task ${failed.id} was given up: ${failed.cause}`);
  }

  private async putMissing(batch: string): Promise<number> {
    const tasks = await this.work.outstanding(batch);
    if (tasks.length === 0) await this.work.freeExceptions(batch);
    return this.queue.put(tasks);
  }
}
