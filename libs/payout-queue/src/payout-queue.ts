import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type DynamicModule } from '@nestjs/common';
import type { PayoutTask } from '@fenming/payout';
import { Queue, type JobsOptions } from 'bullmq';
import { connectionOf, newsOf } from './redis';

export const PAYOUT_QUEUE = 'payout';
/** One county has one Redis database: all its servers and workers share these keys. */
export const QUEUE_PREFIX = 'fenming';

/** One job per task at any time: a batch id has neither a colon nor the look of a number, both of which BullMQ refuses. */
export const jobIdOf = ({ batch, chunk }: PayoutTask): string => `${batch}.${chunk}`;

/** Only what has passed is tried again, so the tries need no end; the rest fails at once and stays to be seen. */
const TASK: JobsOptions = {
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: false,
  stackTraceLimit: 1,
};

/** A task that did not succeed. `cause`: in one word. */
export type Troubled = { readonly id: string; readonly cause: string; readonly attempts: number };

/** The queue, for the server that fills it and the workers that empty it. */
export const queueModules = (redisUrl: string): readonly DynamicModule[] => [
  BullModule.forRoot({ connection: connectionOf(redisUrl), prefix: QUEUE_PREFIX }),
  BullModule.registerQueue({ name: PAYOUT_QUEUE }),
];

/** The tasks that wait for a worker. Whatever is lost of it can be put in again at any time. */
@Injectable()
export class PayoutQueue {
  constructor(@InjectQueue(PAYOUT_QUEUE) readonly jobs: Queue<PayoutTask, void>) {
    newsOf(jobs, new Logger('payout-queue'));
  }

  /** Puts in those that are not in it. Answers how many these were. */
  async put(tasks: readonly PayoutTask[]): Promise<number> {
    const missing = await this.missing(tasks);
    const jobs = missing.map((task) => ({ name: 'task', data: task, opts: { ...TASK, jobId: jobIdOf(task) } }));
    if (jobs.length > 0) await this.jobs.addBulk(jobs);
    return jobs.length;
  }

  /** The tasks among these that a worker has given up, with the cause. */
  failed(tasks: readonly PayoutTask[]): Promise<readonly Troubled[]> {
    return this.inState('failed', tasks);
  }

  /** The tasks among these that wait to be tried again, with how often that was in vain and why the last time. */
  retried(tasks: readonly PayoutTask[]): Promise<readonly Troubled[]> {
    return this.inState('delayed', tasks);
  }

  /** How many workers are connected. */
  workers(): Promise<number> {
    return this.jobs.getWorkersCount();
  }

  /** Takes out what was given up, so that it can be put in again. */
  async forgetFailed(tasks: readonly PayoutTask[]): Promise<void> {
    for (const { id } of await this.failed(tasks)) await this.jobs.remove(id);
  }

  /** At once: a Redis that is away is not waited for. */
  async close(): Promise<void> {
    await this.jobs.getBackend().close(true);
  }

  private async missing(tasks: readonly PayoutTask[]): Promise<readonly PayoutTask[]> {
    const states = await this.states(tasks);
    return tasks.filter((_, i) => states[i] === 'unknown');
  }

  private states(tasks: readonly PayoutTask[]): Promise<readonly string[]> {
    return Promise.all(tasks.map((task) => this.jobs.getJobState(jobIdOf(task))));
  }

  private async inState(state: 'failed' | 'delayed', tasks: readonly PayoutTask[]): Promise<readonly Troubled[]> {
    const states = await this.states(tasks);
    const jobs = await Promise.all(tasks.filter((_, i) => states[i] === state).map((task) => this.jobs.getJob(jobIdOf(task))));
    return jobs.flatMap((job) =>
      job?.id === undefined ? [] : [{ id: job.id, cause: job.failedReason, attempts: job.attemptsMade }],
    );
  }
}
