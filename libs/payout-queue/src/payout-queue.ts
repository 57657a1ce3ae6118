import { Logger } from '@nestjs/common';
import type { Piece } from '@fenming/payout';
import { Queue, type JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { connectionOf, RedisNews, refuseUnfitRedis } from './redis';

export const PAYOUT_QUEUE = 'payout';
/** One county has one Redis database: all its servers and workers share these keys. */
export const QUEUE_PREFIX = 'fenming';

/** A job says which piece, and nothing about it. */
export type PieceJob = Piece;

/** One job per piece at any time: a batch id has neither a colon nor the look of a number, both of which BullMQ refuses. */
export const jobIdOf = ({ batch, chunk }: Piece): string => `${batch}.${chunk}`;

/** Only what has passed is tried again, so the tries need no end; the rest fails at once and stays to be seen. */
const PIECE: JobsOptions = {
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: false,
  stackTraceLimit: 1,
};

/** A piece that did not succeed. `cause`: in one word. */
export type Troubled = { readonly id: string; readonly cause: string; readonly attempts: number };

/** The pieces that wait for a worker. Whatever is lost of it can be put in again at any time. */
export class PayoutQueue {
  constructor(
    readonly jobs: Queue<PieceJob, void>,
    private readonly redis: Redis,
  ) {}

  /** Puts in those that are not in it. Answers how many these were. */
  async put(pieces: readonly Piece[]): Promise<number> {
    const missing = await this.missing(pieces);
    const jobs = missing.map((piece) => ({ name: 'piece', data: piece, opts: { ...PIECE, jobId: jobIdOf(piece) } }));
    if (jobs.length > 0) await this.jobs.addBulk(jobs);
    return jobs.length;
  }

  /** The pieces among these that a worker has given up, with the cause. */
  failed(pieces: readonly Piece[]): Promise<readonly Troubled[]> {
    return this.inState('failed', pieces);
  }

  /** The pieces among these that wait to be tried again, with how often that was in vain and why the last time. */
  retried(pieces: readonly Piece[]): Promise<readonly Troubled[]> {
    return this.inState('delayed', pieces);
  }

  /** How many workers are connected. */
  workers(): Promise<number> {
    return this.jobs.getWorkersCount();
  }

  /** Takes out what was given up, so that it can be put in again. */
  async forgetFailed(pieces: readonly Piece[]): Promise<void> {
    for (const { id } of await this.failed(pieces)) await this.jobs.remove(id);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await this.jobs.close();
  }

  private async missing(pieces: readonly Piece[]): Promise<readonly Piece[]> {
    const states = await this.states(pieces);
    return pieces.filter((_, i) => states[i] === 'unknown');
  }

  private states(pieces: readonly Piece[]): Promise<readonly string[]> {
    return Promise.all(pieces.map((piece) => this.jobs.getJobState(jobIdOf(piece))));
  }

  private async inState(state: 'failed' | 'delayed', pieces: readonly Piece[]): Promise<readonly Troubled[]> {
    const states = await this.states(pieces);
    const jobs = await Promise.all(pieces.filter((_, i) => states[i] === state).map((piece) => this.jobs.getJob(jobIdOf(piece))));
    return jobs.flatMap((job) =>
      job === undefined ? [] : [{ id: job.id ?? '', cause: job.failedReason, attempts: job.attemptsMade }],
    );
  }
}

/** @throws Unconfigured */
export const openPayoutQueue = async (url: string): Promise<PayoutQueue> => {
  await refuseUnfitRedis(url);
  const { url: address, ...options } = connectionOf(url);
  const redis = new Redis(address, options);
  const jobs = new Queue<PieceJob, void>(PAYOUT_QUEUE, { connection: redis, prefix: QUEUE_PREFIX });
  const logger = new Logger('payout-queue');
  const news = new RedisNews((line) => logger.warn(line));
  jobs.on('error', ({ message }) => news.heard(message));
  redis.on('ready', () => news.back());
  return new PayoutQueue(jobs, redis);
};
