import { Conflict, LogUnavailable, OutcomeUnknown, type Hindrance } from '@fenming/event-log';

const SENTENCES: Readonly<Record<Exclude<Hindrance, 'rights'>, string>> = {
  unreachable: '连不上事件日志的服务器，或者它们还没有选出主节点。请查看服务器是否都在运行、网络是否相通，稍后再试。',
  address:
    'FENMING_EVENTSTORE_URL 不能用：应为 esdb://[用户:密码@]主机:2113?tls=true&tlsCAFile=证书文件，证书文件要在，选项只能是文档所列的几项。',
  login: '事件日志的服务器不认识这个账号，或密码不对：请核对 FENMING_EVENTSTORE_URL 中的用户和密码。',
  version: '事件日志的服务器版本太旧，应为 EventStoreDB 22.10 以上。',
  refused: '事件日志的服务器拒绝了请求，原因见它自己的日志。',
};

const rightSentence = ({ right }: LogUnavailable): string => {
  if (right === undefined) return '事件日志的服务器没有给本账号所需的权限。';
  const [deed, sign] = right.to === 'read' ? ['读', '$r'] : ['写', '$w'];
  const what = right.stream === '$all' ? '全部事件（$all）' : `流 ${right.stream}`;
  return `事件日志的服务器没有给本账号${deed}${what}的权限（${sign}）：请由管理员授予，命令见 README“多台机器”一节。`;
};

/** What a person is told of a log on a server that cannot be read or written, without the words of the server's client; undefined for other errors. */
export const sentenceOfLogFault = (error: unknown): string | undefined => {
  if (error instanceof LogUnavailable) return error.hindrance === 'rights' ? rightSentence(error) : SENTENCES[error.hindrance];
  if (error instanceof OutcomeUnknown) return '事件日志没有回答，这次写入的结果不确定；用同一请求重试即可。';
  return undefined;
};

/** What is wanting where a log refuses to work; nothing where it is only silent. */
export const wantingIn = (error: unknown): string | undefined =>
  error instanceof LogUnavailable && error.hindrance !== 'unreachable' ? sentenceOfLogFault(error) : undefined;

/** What whoever runs the machines is told of a failure: in words where its cause is known, and otherwise with the place where it happened. */
export const toldOf = (error: unknown): string => {
  if (error instanceof Conflict) return '别处先改了同一份记录。';
  return sentenceOfLogFault(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
};
