import { say } from '@fenming/language';
import type { Command } from 'commander';
import { readYear, runDemo, type Login } from '@fenming/demo-county';
import { patiently, replayAll, type Api } from '@fenming/api-client';
import { startChild, type ChildOptions, type OwnChild } from '../owner/child';
import { openOwner, runningOwner } from '../owner/owner';
import { sayCountyState } from '../terminal/clock';
import { EXIT, UsageError, type ExitCode } from '../terminal/exit-codes';
import { existing, withGlobalOptions, type GlobalOptions, type Desk, type Shell } from './command';
import { patienceOn, progressOn, reportCases, reportLogins, reportReplay, reportYear } from './demo-report';
import { demoOptions, type DemoChoice } from './demo';

type ServeOptions = GlobalOptions & { readonly port?: number; readonly host?: string };

const PORT = 8080;
const LOOPBACK = /^(127\.|::1$|localhost$)/;

type Place = Omit<ChildOptions, 'dir'>;
const placeOf = ({ port = PORT, host }: ServeOptions): Place => ({ port, ...(host === undefined ? {} : { host }) });

/** Passwords and personal data travel in clear where no proxy with TLS stands before the server. */
const sayOpenness = ({ terminal }: Desk, { host }: Place): void => {
  if (host !== undefined && !LOOPBACK.test(host))
    terminal.complain(
      say(
        `正在 ${host} 上监听，传输不加密：请只经由带 TLS 的反向代理对外提供。`,
        `Listening at ${host} without encryption: serve others only through a reverse proxy with TLS.`,
      ),
    );
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(say('--port 应为 0 至 65535', '--port should be 0 to 65535'));
  return port;
};

const withPlace = (command: Command): Command =>
  command
    .option(
      '--port <n>',
      say(
        '端口（默认 8080）；被占用时用下一个空闲端口，0 为任意',
        'port (default 8080); the next free one when taken, 0 for any',
      ),
      portOf,
    )
    .option(
      '--host <address>',
      say(
        '监听的地址（默认 127.0.0.1，只在本机）；其他机器经由带 TLS 的反向代理访问',
        'the address to listen at (default 127.0.0.1, this machine only); let others in through a reverse proxy with TLS',
      ),
    );

/** Ctrl-C is how a server is meant to be stopped, so it ends with 0; a server that ends by itself has said why, and its code says which kind of thing it was. */
const untilStopped = async (child: OwnChild): Promise<ExitCode> => {
  let asked = false;
  const stop = (): void => {
    asked = true;
    void child.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  const code = await child.ended;
  if (asked) return EXIT.ok;
  return SAID_BY_THE_SERVER.find((known) => known === code) ?? EXIT.failure;
};

const SAID_BY_THE_SERVER = [EXIT.verification, EXIT.unreachable] as const;

const refuseSecond = async ({ dir, terminal }: Desk): Promise<boolean> => {
  const running = await runningOwner(dir);
  if (running !== undefined)
    terminal.complain(
      say(
        `数据目录 ${dir} 已有分明服务在运行：${running.url}，不能再启动一个。`,
        `A Fenming server already runs on the data folder ${dir}: ${running.url}; a second one cannot be started.`,
      ),
    );
  return running !== undefined;
};

const serve = async (desk: Desk, place: Place): Promise<ExitCode> => {
  if (await refuseSecond(desk)) return EXIT.unreachable;
  const child = await startChild({ dir: desk.dir, ...place }, () => Promise.resolve(false));
  const stopped = untilStopped(child);
  // Whoever starts a server that records nothing must not take it for one that does.
  if (child.said !== '') desk.terminal.complain(child.said);
  if (desk.terminal.json) desk.terminal.outJson({ url: child.url });
  else desk.terminal.out(child.url);
  sayOpenness(desk, place);
  desk.terminal.say(say('停止: Ctrl-C', 'To stop: Ctrl-C'));
  return stopped;
};

const sayAddresses = ({ terminal }: Desk, url: string, logins: readonly Login[], port: number): void => {
  if (logins.length > 0) reportLogins(terminal, logins);
  else
    terminal.say(
      say(
        '  登录账号在第一次启动时显示过；重设密码：fenming user password <账号>，例如 shenpi',
        '  The accounts were shown at the first start; for a new password: fenming user password <account>, for example shenpi',
      ),
    );
  if (port !== 0 && !url.endsWith(`:${port}`))
    terminal.say(say(`  端口 ${port} 已被占用，改用空闲端口。`, `  Port ${port} is taken; a free one is used.`));
  terminal.out(
    say(
      `  打开 ${url}   接口文档 ${url}/docs（登录后）   停止: Ctrl-C`,
      `  Open ${url}   API reference ${url}/docs (once logged in)   To stop: Ctrl-C`,
    ),
  );
};

/** The log's length: told by the engine, or counted by the replay of a first start. */
const sayEvents = async ({ terminal }: Desk, api: Api, finishedBefore: boolean): Promise<void> => {
  const { events } = await api.ready();
  if (events !== undefined)
    terminal.out(say(`  事件 ${events.toLocaleString('en-US')} 条`, `  ${events.toLocaleString('en-US')} events`));
  else if (!finishedBefore) reportReplay(terminal, await replayAll(api));
};

/** What `npm start` does: the demo on the first start, then the server until Ctrl-C. A county of its own is only served. */
const start = async (desk: Desk, options: ServeOptions & DemoChoice): Promise<ExitCode> => {
  const place = placeOf(options);
  if (await refuseSecond(desk)) return EXIT.unreachable;
  const { api: engine, child } = await openOwner(desk.dir, place);
  if (child === undefined) return EXIT.unreachable;
  const stopped = untilStopped(child);
  const api = patiently(engine, patienceOn(desk.terminal));
  const { open, demo } = await api.get<{ readonly open: boolean; readonly demo?: boolean }>('/county');
  if (!open || demo === true) {
    const chosen = {
      dir: desk.dir,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.scale === undefined ? {} : { scale: options.scale }),
    };
    const { logins, cases, scale, finishedBefore } = await runDemo(api, chosen, progressOn(desk.terminal));
    desk.terminal.overwrite('');
    reportYear(desk.terminal, await readYear(api), scale);
    await sayEvents(desk, api, finishedBefore);
    reportCases(desk.terminal, cases);
    sayAddresses(desk, child.url, logins, place.port);
  } else sayAddresses(desk, child.url, [], place.port);
  sayOpenness(desk, place);
  await sayCountyState(api, desk.terminal);
  return stopped;
};

export const addServe = (program: Command, shell: Shell): void => {
  const serving = program
    .command('serve')
    .description(say('启动服务（网页和接口），直到 Ctrl-C', 'start the server (pages and API) until Ctrl-C'));
  withGlobalOptions(withPlace(serving)).action((options: ServeOptions) =>
    shell.finish((desk) => serve(existing(desk), placeOf(options)), options),
  );
  const starting = program
    .command('start')
    .description(
      say('首次启动先生成演示县，然后启动服务（npm start）', 'the demo county on the first start, then the server (npm start)'),
    );
  withGlobalOptions(demoOptions(withPlace(starting))).action((options: ServeOptions & DemoChoice) =>
    shell.finish((desk) => start(desk, options), options),
  );
};
