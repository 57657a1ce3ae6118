import { say, spoken } from '@fenming/language';
import { Conflict, LogUnavailable, OutcomeUnknown, type Hindrance } from '@fenming/event-log';

const SENTENCES: Readonly<Record<Exclude<Hindrance, 'rights'>, string>> = spoken({
  unreachable: {
    zh: '连不上事件日志的服务器，或者它们还没有选出主节点。请查看服务器是否都在运行、网络是否相通，稍后再试。',
    en: 'The servers of the event log cannot be reached, or have not chosen a leader yet. See whether all of them are running and the network is up, and try again later.',
  },
  address: {
    zh: 'FENMING_EVENTSTORE_URL 不能用：应为 esdb://[用户:密码@]主机:2113?tls=true&tlsCAFile=证书文件，证书文件要在，选项只能是文档所列的几项。',
    en: 'FENMING_EVENTSTORE_URL cannot be used: it should be esdb://[user:password@]host:2113?tls=true&tlsCAFile=certificate, the certificate file has to be there, and the options are those of the documentation alone.',
  },
  login: {
    zh: '事件日志的服务器不认识这个账号，或密码不对：请核对 FENMING_EVENTSTORE_URL 中的用户和密码。',
    en: 'The server of the event log does not know this account, or the password is wrong: check user and password in FENMING_EVENTSTORE_URL.',
  },
  version: {
    zh: '事件日志的服务器版本太旧，应为 EventStoreDB 22.10 以上。',
    en: 'The server of the event log is too old; it should be EventStoreDB 22.10 or later.',
  },
  refused: {
    zh: '事件日志的服务器拒绝了请求，原因见它自己的日志。',
    en: 'The server of the event log refused the request; its own log says why.',
  },
});

const rightSentence = ({ right }: LogUnavailable): string => {
  if (right === undefined)
    return say(
      '事件日志的服务器没有给本账号所需的权限。',
      'The server of the event log does not give this account the permissions it needs.',
    );
  const [verb, sign] = right.to === 'read' ? [say('读', 'read'), '$r'] : [say('写', 'write'), '$w'];
  const what =
    right.stream === '$all'
      ? say('全部事件（$all）', 'all events ($all)')
      : say(`流 ${right.stream}`, `the stream ${right.stream}`);
  return say(
    `事件日志的服务器没有给本账号${verb}${what}的权限（${sign}）：请由管理员授予，命令见 README“多台机器”一节。`,
    `The server of the event log does not permit this account to ${verb} ${what} (${sign}): the administrator grants it, see “Several machines” in the README.`,
  );
};

/** What a person is told of a log on a server that cannot be read or written, without the words of the server's client; undefined for other errors. */
export const sentenceOfLogFault = (error: unknown): string | undefined => {
  if (error instanceof LogUnavailable) return error.hindrance === 'rights' ? rightSentence(error) : SENTENCES[error.hindrance];
  if (error instanceof OutcomeUnknown)
    return say(
      '事件日志没有回答，这次写入的结果不确定；用同一请求重试即可。',
      'The event log did not answer whether this was written; repeat the same request.',
    );
  return undefined;
};

/** What is missing where a log refuses to work; nothing where it is only silent. */
export const wantingIn = (error: unknown): string | undefined =>
  error instanceof LogUnavailable && error.hindrance !== 'unreachable' ? sentenceOfLogFault(error) : undefined;

/** What whoever runs the machines is told of a failure: in words where its cause is known, and otherwise with the place where it happened. */
export const toldOf = (error: unknown): string => {
  if (error instanceof Conflict) return say('别处先改了同一份记录。', 'The same record was changed elsewhere first.');
  return sentenceOfLogFault(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
};
