import { unnamedProxies } from './trusted-proxies';

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
