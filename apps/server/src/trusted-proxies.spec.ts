import { ProxyMisnamed, trustedProxies, unnamedProxies } from './trusted-proxies';

const named = (text: string): readonly string[] => trustedProxies({ FENMING_TRUSTED_PROXIES: text });

describe('the proxies whose word is believed', () => {
  it('are addresses and networks, and none where nobody is named', () => {
    expect(named('127.0.0.1, 10.0.0.0/8 ::1')).toEqual(['127.0.0.1', '10.0.0.0/8', '::1']);
    expect(trustedProxies({})).toEqual([]);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '0.0.0.0/0', '::/0'])('are never a name, nor everybody: %s', (text) => {
    expect(() => named(text)).toThrow(ProxyMisnamed);
  });
});

describe('a proxy that nobody has named', () => {
  it('is told of once, for everybody behind it shares one address, and so their wrong logins', () => {
    const told: string[] = [];
    const look = unnamedProxies((line) => told.push(line));
    look({ host: '127.0.0.1' });
    expect(told).toEqual([]);
    for (const address of ['192.0.2.1', '192.0.2.2']) look({ 'x-forwarded-for': address });
    expect(told).toEqual([expect.stringContaining('请把代理的地址写进 FENMING_TRUSTED_PROXIES')]);
    expect(told.join()).not.toContain('192.0.2');
  });
});
