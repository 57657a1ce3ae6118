import { say } from '@fenming/language';

const unnamed = (): string =>
  say(
    '有请求经代理转来（带有 X-Forwarded-For），而没有设置 FENMING_TRUSTED_PROXIES：经代理来的人都算作同一个地址，一人输错密码，其他人登录也会变慢。',
    "Requests come through a proxy (with X-Forwarded-For), and FENMING_TRUSTED_PROXIES is not set: all who come through it count as one address, so that one who mistypes a password slows the others' logins.",
  ) +
  say(
    '请把代理的地址写进 FENMING_TRUSTED_PROXIES（如 127.0.0.1）再重新启动；前面没有代理的，不用理会。',
    " Write the proxy's address into FENMING_TRUSTED_PROXIES (such as 127.0.0.1) and start again; where there is no proxy in front, nothing needs to be done.",
  );

/** Looks at the headers of each request of a server that was told of no proxy, and says once when one stands in front nevertheless. */
export const unnamedProxies = (
  tell: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): ((headers: Readonly<Record<string, unknown>>) => void) => {
  let isTold = false;
  return (headers) => {
    if (isTold || headers['x-forwarded-for'] === undefined) return;
    isTold = true;
    tell(unnamed());
  };
};
