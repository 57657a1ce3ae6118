import { LANGUAGES, listed, say } from '@fenming/language';
import { isIP, isIPv4 } from 'node:net';

/** What whoever runs a program has to mend before it starts, said in a sentence. No address is in it: it may hold a password. */
export class Unconfigured extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Unconfigured';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;
/**
 * `eventStoreUrl`: where the log is kept, a file of the data folder without it. `redisUrl`: the queue from which workers elsewhere take the
 * payouts. `trustedProxies`: addresses or networks (10.0.0.0/8) of the proxies that TLS ends at; what they say of a caller is believed.
 */
export type Settings = {
  readonly eventStoreUrl?: string;
  readonly redisUrl?: string;
  readonly trustedProxies: readonly string[];
};

/** FENMING_DATA is read by the command line alone, which has an option of the same meaning. */
const NAMES = ['FENMING_DATA', 'FENMING_EVENTSTORE_URL', 'FENMING_LANG', 'FENMING_REDIS_URL', 'FENMING_TRUSTED_PROXIES'];
/** The tests' own, and what Kubernetes or Docker puts in for a service of that name without being asked. */
const OF_OTHERS = /^FENMING_(TEST_|(\w+_)?SERVICE_(HOST|PORT)(_|$)|(\w+_)?PORT(_\d+_(TCP|UDP)(_|$)|$))/;

/**
 * All that the environment says; an empty variable says nothing. Where the log's own reader would refuse the address, it says so when it is opened.
 * @throws Unconfigured for a variable that there is not, and for a value that is none
 */
export const readSettings = (environment: Environment = process.env): Settings => {
  refuseUnknown(environment);
  refuseLanguage(valueOf(environment, 'FENMING_LANG'));
  const eventStoreUrl = valueOf(environment, 'FENMING_EVENTSTORE_URL');
  const redisUrl = valueOf(environment, 'FENMING_REDIS_URL');
  if (redisUrl !== undefined) refuseRedis(redisUrl, eventStoreUrl);
  return {
    ...(eventStoreUrl === undefined ? {} : { eventStoreUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    trustedProxies: proxiesIn(valueOf(environment, 'FENMING_TRUSTED_PROXIES') ?? ''),
  };
};

const valueOf = (environment: Environment, name: string): string | undefined =>
  environment[name] === '' ? undefined : environment[name];

/** A misspelt name would be a setting that does nothing: a county beside the one that was meant. */
const refuseUnknown = (environment: Environment): void => {
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('FENMING_') && !NAMES.includes(name) && !OF_OTHERS.test(name),
  );
  if (unknown !== undefined)
    throw new Unconfigured(
      say(
        `没有 ${unknown} 这个环境变量：请改正名称，或取消这个变量；可用的有 ${NAMES.join('、')}。`,
        `There is no variable ${unknown}: correct its name, or unset it; there are ${listed(NAMES)}.`,
      ),
    );
};

/** Read where words are said (libs/language), in threads too; here it is only judged. */
const refuseLanguage = (language: string | undefined): void => {
  if (language !== undefined && !LANGUAGES.some((one) => one === language))
    throw new Unconfigured(
      say(
        `FENMING_LANG 应为 ${LANGUAGES.join(' 或 ')}，“${language}”不是。`,
        `FENMING_LANG should be ${LANGUAGES.join(' or ')}; “${language}” is neither.`,
      ),
    );
};

/** A log in a file has one owner, and no worker elsewhere could read it. */
const refuseRedis = (url: string, log: string | undefined): void => {
  if (log === undefined)
    throw new Unconfigured(
      say(
        '设置了 FENMING_REDIS_URL 而没有 FENMING_EVENTSTORE_URL：数据目录里的事件库只归一个进程，别处的工作进程读不到。',
        'FENMING_REDIS_URL is set and FENMING_EVENTSTORE_URL is not: a log in the data folder belongs to one process, and workers elsewhere cannot read it.',
      ),
    );
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url))
    throw new Unconfigured(
      say(
        'FENMING_REDIS_URL 不是 Redis 地址，应为 redis://[用户:密码@]主机:端口/库号，加密连接为 rediss://。',
        'FENMING_REDIS_URL is no Redis address; it should be redis://[user:password@]host:port/database, or rediss:// when encrypted.',
      ),
    );
};

const proxiesIn = (text: string): readonly string[] => {
  const named = text.split(/[\s,]+/).filter((one) => one !== '');
  const wrong = named.find((one) => !isNetwork(one));
  if (wrong !== undefined)
    throw new Unconfigured(
      say(
        `FENMING_TRUSTED_PROXIES 应为代理的地址或网段，用逗号分开，如 127.0.0.1,10.0.0.0/8；“${wrong}”不是。`,
        `FENMING_TRUSTED_PROXIES should be the addresses or networks of proxies, separated by commas, such as 127.0.0.1,10.0.0.0/8; “${wrong}” is not one.`,
      ),
    );
  return named;
};

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  // A network of everybody would believe whatever anybody says of where they come from.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128));
};
