import { LogUnavailable } from '@fenming/event-log';
import { LogNews } from './log-news';

describe('a log that falls silent', () => {
  it('is told of once, and once when it answers again', () => {
    const told: string[] = [];
    const news = new LogNews('没有应答。', (line) => told.push(line));
    const away = new LogUnavailable('unreachable', 'no answer');
    for (const error of [undefined, away, away, undefined, undefined, new Error('not of the log')]) news.heard(error);
    expect(told).toEqual(['没有应答。', '事件日志恢复应答，接着办理。']);
  });

  it('is another matter than one that refuses, of which it is said what is wanting', () => {
    const told: string[] = [];
    const news = new LogNews('没有应答。', (line) => told.push(line));
    news.heard(new LogUnavailable('login', 'access denied'));
    expect(told).toEqual([expect.stringContaining('不认识这个账号')]);
  });
});
