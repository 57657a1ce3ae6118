import { Logger } from '@nestjs/common';
import type { Piece } from '@fenming/application';
import { Queue, type JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { connectionOf, refuseUnfitRedis } from './redis';

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
  async failed(pieces: readonly Piece[]): Promise<readonly { readonly id: string; readonly cause: string }[]> {
    const wanted = new Set(pieces.map(jobIdOf));
    const failed = await this.jobs.getFailed();
    return failed.flatMap(({ id = '', failedReason }) => (wanted.has(id) ? [{ id, cause: failedReason }] : []));
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
    if (pieces.length === 0) return [];
    const asked = this.redis.pipeline();
    for (const piece of pieces) asked.exists(this.jobs.toKey(jobIdOf(piece)));
    const answers = (await asked.exec()) ?? [];
    return pieces.filter((_, i) => answers[i]?.[1] === 0);
  }
}

/** @throws Unconfigured */
export const openPayoutQueue = async (url: string): Promise<PayoutQueue> => {
  await refuseUnfitRedis(url);
  const { url: address, ...options } = connectionOf(url);
  const redis = new Redis(address, options);
  const jobs = new Queue<PieceJob, void>(PAYOUT_QUEUE, { connection: redis, prefix: QUEUE_PREFIX });
  const logger = new Logger('payout-queue');
  jobs.on('error', ({ message }) => logger.warn(message));
  return new PayoutQueue(jobs, redis);
};
