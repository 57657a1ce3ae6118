import { ProxyMisnamed, trustedProxies } from './trusted-proxies';

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
