import { say } from '@fenming/language';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { WrittenElsewhere } from '@fenming/event-log';

/** How a server is called by the others that want its place. */
export const nameOfServer = (dir: string): string =>
  say(`${hostname()} ${resolve(dir)}，进程 ${process.pid}`, `${hostname()} ${resolve(dir)}, process ${process.pid}`);

/** A server that comes second. */
export const sentenceOfSecond = ({ holder }: WrittenElsewhere): string =>
  say(
    `这个县已由另一台服务器办理（${holder}），本服务器没有启动。一个县只运行一台服务器；要办得更快，请增加办理进程。`,
    `Another server works for this county (${holder}); this one did not start. One server works for a county; to be quicker, add workers. `,
  ) +
  say(
    '要换服务器，先停止原来那台，再启动这一台；原来那台失联的，启动后约 20 秒由这一台接替。',
    'To change servers, stop the former one first and start this one; where the former cannot be reached, this one takes over some 20 seconds after its start.',
  );

/** Of sysexits: the log's server cannot be used, or another server has taken this one's place. */
export const EX_UNAVAILABLE = 69;

/** Nothing more is appended already; a server that cannot write must not go on to answer either. */
export const stopForAnother = (holder: string): void => {
  process.stderr.write(
    say(
      `本服务器失联期间，另一台服务器已接替办理（${holder}），本服务器停止。没有回答的请求，请到那一台用同一请求重试。\n`,
      `While this server was cut off, another one took over (${holder}); this one stops. Send requests that were not answered there once more.\n`,
    ),
  );
  process.exit(EX_UNAVAILABLE);
};

export const sayWaiting = (holder: string): void => {
  process.stderr.write(
    say(
      `原来的服务器（${holder}）没有交出办理权，也没有应答；再等约十秒仍无应答即接替。\n`,
      `The former server (${holder}) has not handed over and does not answer; this one takes over when it has not in another ten seconds.\n`,
    ),
  );
};
