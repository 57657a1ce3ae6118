import { RedisNews } from './redis';

describe('a Redis that is lost', () => {
  let told: string[];
  let now: number;
  let news: RedisNews;
  beforeEach(() => {
    told = [];
    now = 0;
    news = new RedisNews(
      (line) => told.push(line),
      () => now,
    );
  });

  it('is told of once a retry, however many connections of a process meet it, in Chinese alone', () => {
    for (const retry of [1_000, 2_000]) {
      now = retry;
      for (const message of ['connect ECONNREFUSED 127.0.0.1:6379', 'read ECONNRESET', 'write EPIPE']) news.heard(message);
    }
    expect(told).toEqual(Array(2).fill('连不上队列（Redis）：那里没有服务。正在重连，恢复后自动接着办，不丢不重。'));
  });

  it('is told of once when it is back, and not where it was never away', () => {
    news.back();
    expect(told).toEqual([]);
    news.heard('connect ETIMEDOUT');
    for (const _ of ['one connection', 'another']) news.back();
    expect(told).toEqual([expect.stringContaining('没有应答'), '队列（Redis）已恢复，接着办理。']);
  });

  it('is another matter than a job that another worker has taken over', () => {
    news.heard('could not renew lock for job RURAL_REWARD-2023-991002-1.1');
    news.back();
    expect(told).toEqual(['有任务停顿过久，已由别处接着办，不会重复。']);
  });
});
