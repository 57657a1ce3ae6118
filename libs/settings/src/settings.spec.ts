import { readSettings, Unconfigured, type Environment } from './settings';

const refusalOf = (environment: Environment): string => {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof Unconfigured) return error.message;
  }
  throw new Error('it was read');
};

describe('the settings of a program', () => {
  it('are what the environment says, where an empty variable says nothing', () => {
    const log = { FENMING_EVENTSTORE_URL: 'esdb://log:2113' };
    expect(readSettings({ PATH: '/bin', FENMING_EVENTSTORE_URL: '', FENMING_REDIS_URL: '' })).toEqual({ trustedProxies: [] });
    expect(readSettings({ ...log, FENMING_DATA: 'data', FENMING_REDIS_URL: 'rediss://queue' })).toEqual({
      eventStoreUrl: 'esdb://log:2113',
      redisUrl: 'rediss://queue',
      trustedProxies: [],
    });
  });

  it('are refused under a name that there is not, which would be a setting that does nothing', () => {
    const said = refusalOf({ FENMING_EVENTSTORE: 'esdb://operator:secret@log' });
    expect(said).toContain('没有 FENMING_EVENTSTORE 这个环境变量');
    expect(said).toContain('可用的有 FENMING_DATA、FENMING_EVENTSTORE_URL');
    expect(said).not.toContain('secret');
  });

  it('are spoken in Chinese or English, and in nothing that only looks like it', () => {
    for (const FENMING_LANG of ['zh', 'en', '']) expect(readSettings({ FENMING_LANG })).toEqual({ trustedProxies: [] });
    expect(refusalOf({ FENMING_LANG: 'English' })).toBe('FENMING_LANG 应为 zh 或 en，“English”不是。');
  });

  it.each([
    'FENMING_SERVICE_HOST',
    'FENMING_SERVICE_PORT',
    'FENMING_SERVICE_PORT_HTTP',
    'FENMING_PORT',
    'FENMING_PORT_8080_TCP',
    'FENMING_PORT_8080_TCP_ADDR',
    'FENMING_WORKER_SERVICE_HOST',
    'FENMING_WORKER_PORT_80_TCP_PROTO',
    'FENMING_TEST_COUNTS',
  ])('are not looked for in %s, which nobody who runs this has written', (name) => {
    expect(readSettings({ [name]: 'tcp://10.0.0.1:8080' })).toEqual({ trustedProxies: [] });
  });

  it('name a Redis by its address, and only beside a log that workers elsewhere can read', () => {
    const log = { FENMING_EVENTSTORE_URL: 'esdb://log:2113' };
    for (const FENMING_REDIS_URL of ['http://:secret@queue', 'queue:6379', 'redis://:secret@[']) {
      const said = refusalOf({ ...log, FENMING_REDIS_URL });
      expect(said).toContain('FENMING_REDIS_URL 不是 Redis 地址，应为 redis://');
      expect(said).not.toContain('secret');
    }
    expect(refusalOf({ FENMING_REDIS_URL: 'redis://queue' })).toContain('没有 FENMING_EVENTSTORE_URL');
  });
});

describe('the proxies whose word is believed', () => {
  const named = (text: string): readonly string[] => readSettings({ FENMING_TRUSTED_PROXIES: text }).trustedProxies;

  it('are addresses and networks, and none where nobody is named', () => {
    expect(named('127.0.0.1, 10.0.0.0/8 ::1')).toEqual(['127.0.0.1', '10.0.0.0/8', '::1']);
    expect(readSettings({}).trustedProxies).toEqual([]);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '0.0.0.0/0', '::/0'])('are never a name, nor everybody: %s', (text) => {
    expect(() => named(text)).toThrow(Unconfigured);
  });
});
