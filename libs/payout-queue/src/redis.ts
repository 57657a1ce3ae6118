import { say } from '@fenming/language';
import { Unconfigured } from '@fenming/settings';
import type { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';

const CONNECT_WITHIN_MS = 5_000;
const LONGEST_PAUSE_MS = 5_000;
const FIRST_PAUSE_MS = 200;

/** A connection that waits for a Redis which is away as long as it takes: nothing is lost meanwhile, for the queue holds no facts. */
export const connectionOf = (url: string) => ({
  url,
  maxRetriesPerRequest: null,
  retryStrategy: (times: number): number => Math.min(times * FIRST_PAUSE_MS, LONGEST_PAUSE_MS),
});

/**
 * What a process says of the queue's Redis: a line a retry while it is lost, and one when it is back. Several connections lose and find the
 * same Redis together, and what all of them say of one retry is told once.
 */
export class RedisNews {
  private last = Number.NEGATIVE_INFINITY;
  private isLost = false;

  /** `now`: any clock that only goes forward, in ms. */
  constructor(
    private readonly tell: (line: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `message`: of the client, in English. */
  heard(message: string): void {
    if (/\block\b/i.test(message))
      return this.tell(
        say(
          '有任务停顿过久，已由别处接着办，不会重复。',
          'A task stood still for too long and was taken over elsewhere; nothing is done twice.',
        ),
      );
    this.isLost = true;
    const now = this.now();
    if (now - this.last < FIRST_PAUSE_MS / 2) return;
    this.last = now;
    this.tell(
      say(
        `连不上队列（Redis）：${reasonOf(message)}正在重连，恢复后自动接着办，不丢不重。`,
        `The queue (Redis) cannot be reached: ${reasonOf(message)} Connecting again; it goes on by itself, and nothing is lost or done twice.`,
      ),
    );
  }

  back(): void {
    if (this.isLost) this.tell(say('队列（Redis）已恢复，接着办理。', 'The queue (Redis) is back; work goes on.'));
    this.isLost = false;
  }
}

/** What the queue's own connection meets is told; others of the same process tell what they meet to the same. */
export const newsOf = (queue: Queue, logger: Logger): RedisNews => {
  const news = new RedisNews((line) => logger.warn(line));
  queue.on('error', ({ message }) => news.heard(message));
  queue.getBackend().on('ready', () => news.back());
  return news;
};

/** @throws Unconfigured when Redis does not answer, or may drop jobs when its memory is full. */
export const refuseUnfitRedis = async (url: string): Promise<void> => {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: CONNECT_WITHIN_MS, retryStrategy: () => null });
  let reason = reasonOf('');
  redis.on('error', ({ message }: Error) => (reason = reasonOf(message)));
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy !== 'noeviction') throw new Unconfigured(evictionSentence(policy ?? say('未知', 'unknown')));
  } catch (error) {
    if (error instanceof Unconfigured) throw error;
    throw new Unconfigured(
      say(`连不上 FENMING_REDIS_URL 所指的 Redis：${reason}`, `The Redis of FENMING_REDIS_URL cannot be reached: ${reason}`),
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
};

/** Its client speaks English. */
const reasonOf = (message: string): string => {
  if (/WRONGPASS|NOAUTH|invalid password/.test(message)) return say('用户或密码不对。', 'user or password is wrong.');
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return say('找不到这台主机。', 'there is no such machine.');
  if (/ECONNREFUSED/.test(message)) return say('那里没有服务。', 'there is no server there.');
  if (/ECONNRESET|EPIPE|closed/i.test(message)) return say('连接断开了。', 'the connection was closed.');
  if (/certificate|SSL|TLS/i.test(message))
    return say(
      '加密连接没有建立，请核对证书和 rediss://。',
      'no encrypted connection was made; check the certificate and rediss://.',
    );
  return say('没有应答。', 'it does not answer.');
};

const evictionSentence = (policy: string): string =>
  say(
    `Redis 的 maxmemory-policy 是 ${policy}，内存不足时会悄悄丢弃任务，不能使用。`,
    `The maxmemory-policy of Redis is ${policy}, which drops tasks without a word when memory is short, so it cannot be used. `,
  ) +
  say(
    '请在 redis.conf 中写 maxmemory-policy noeviction，或执行 CONFIG SET maxmemory-policy noeviction，再启动。',
    'Write maxmemory-policy noeviction into redis.conf, or run CONFIG SET maxmemory-policy noeviction, and start again.',
  );
