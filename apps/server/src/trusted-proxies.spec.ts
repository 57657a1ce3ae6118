import { ProxyMisnamed, trustedProxies } from './trusted-proxies';

const named = (value: string): readonly string[] => trustedProxies({ FENMING_TRUSTED_PROXIES: value });

describe('the proxies whose word is believed', () => {
  it('are nobody unless they are named', () => {
    expect([trustedProxies({}), named(''), named(' ')]).toEqual([[], [], []]);
  });

  it('are addresses and networks', () => {
    expect(named('127.0.0.1, 10.0.0.0/8,::1 fd00::/8')).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8']);
  });

  it.each(['true', '*', 'proxy.example', '10.0.0.0/33', '10.0.0/8', '1', '10.0.0.0/8/8', '::1/129'])('are not %s', (value) => {
    expect(() => named(value)).toThrow(ProxyMisnamed);
  });
});
