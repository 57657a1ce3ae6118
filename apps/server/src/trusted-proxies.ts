import { isIP, isIPv4 } from 'node:net';

/** The environment names a proxy by something else than its address; says what belongs there. */
export class ProxyMisnamed extends Error {
  override readonly name = 'ProxyMisnamed';
}

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  // A network of everybody would believe whatever anybody says of where they come from.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128));
};

/**
 * The addresses, or networks (10.0.0.0/8), of the proxies that TLS ends at: what they say of a caller (X-Forwarded-For, X-Forwarded-Proto) is
 * believed, and nobody else's word. Empty where nothing stands in front. @throws ProxyMisnamed
 */
export const trustedProxies = (env: NodeJS.ProcessEnv): readonly string[] => {
  const named = (env['FENMING_TRUSTED_PROXIES'] ?? '').split(/[\s,]+/).filter((text) => text !== '');
  const wrong = named.find((text) => !isNetwork(text));
  if (wrong !== undefined)
    throw new ProxyMisnamed(
      `FENMING_TRUSTED_PROXIES 应为代理的地址或网段，用逗号分开，如 127.0.0.1,10.0.0.0/8；“${wrong}”不是。`,
    );
  return named;
};

const UNNAMED =
  '有请求经代理转来（带有 X-Forwarded-For），而没有设置 FENMING_TRUSTED_PROXIES：经代理来的人都算作同一个地址，一人输错密码，其他人登录也会变慢。' +
  '请把代理的地址写进 FENMING_TRUSTED_PROXIES（如 127.0.0.1）再重新启动；前面没有代理的，不用理会。';

/** Looks at the headers of each request of a server that was told of no proxy, and says once when one stands in front nevertheless. */
export const unnamedProxies = (
  tell: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): ((headers: Readonly<Record<string, unknown>>) => void) => {
  let isTold = false;
  return (headers) => {
    if (isTold || headers['x-forwarded-for'] === undefined) return;
    isTold = true;
    tell(UNNAMED);
  };
};
