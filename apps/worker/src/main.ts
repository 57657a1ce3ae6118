import { say } from '@fenming/language';
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import {
  County,
  EX_NOT_WHOLE,
  GAP_WORDS,
  LogNews,
  meddlingIn,
  sentenceOfGap,
  sentenceOfLogFault,
  StderrLogger,
} from '@fenming/county';
import { Definite, HistoryIncomplete, openEventStoreLog, type EventLog } from '@fenming/event-log';
import { isOurStream } from '@fenming/subsidy';
import { refuseUnfitRedis } from '@fenming/payout-queue';
import { readSettings, Unconfigured } from '@fenming/settings';
import { keepPrivate } from '@fenming/folders';
import { takeOldNames } from '@fenming/words';
import { WorkerModule } from './worker.module';

/** Exit codes follow sysexits: 69 = the log cannot be reached, 78 = the environment names no log or no queue, 1 = failure. */
const EXIT = { failure: 1, unavailable: 69, unconfigured: 78 } as const;

/** A number of an option, above zero. @throws Unconfigured */
const positive = (name: string, text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new Unconfigured(say(`--${name} 应为大于零的数。`, `--${name} should be a number above zero.`));
  return value;
};

const readOptions = () => {
  const { values } = parseArgs({
    options: { concurrency: { type: 'string', default: '2' }, 'lock-seconds': { type: 'string', default: '30' } },
  });
  const { eventStoreUrl = '', redisUrl } = readSettings();
  if (redisUrl === undefined)
    throw new Unconfigured(
      say(
        '没有设置 FENMING_REDIS_URL：工作进程从 Redis 队列领取要办的批次；单机运行不需要工作进程。',
        'FENMING_REDIS_URL is not set: a worker takes the batches to be paid from the Redis queue; a single machine needs none.',
      ),
    );
  const concurrency = positive('concurrency', values.concurrency);
  return { eventStoreUrl, redisUrl, concurrency, lockSeconds: positive('lock-seconds', values['lock-seconds']) };
};

const LOOK_EVERY_MS = 3_000;
const silent = (): string =>
  say(
    '事件日志没有应答：办理停着，恢复后自动接着办，不会重复。请查看日志服务器是否在运行。',
    'The event log does not answer: work stands still, goes on by itself when it does, and nothing is done twice. See whether the server of the log is running.',
  );

/** What a worker knows of rosters and accounts is of the log that it has read: where that is not there any more it ends, and is started anew. */
const watch = async (log: EventLog): Promise<void> => {
  const look = async (): Promise<void> => {
    const moved = meddlingIn(await log.doubts());
    if (moved === undefined) return;
    process.stderr.write(
      say(
        `事件日志${GAP_WORDS[moved]}，办理进程停止：请核对日志，再重新启动办理进程。\n`,
        `The event log ${GAP_WORDS[moved]}; the worker stops: check the log and start the worker again.\n`,
      ),
    );
    process.exit(EX_NOT_WHOLE);
  };
  await look();
  // A log that is away is asked again; whoever runs the worker is told once.
  const news = new LogNews(silent());
  const lookAgain = (): Promise<void> =>
    look().then(
      () => news.heard(),
      (error: unknown) => news.heard(error),
    );
  setInterval(() => void lookAgain(), LOOK_EVERY_MS).unref();
};

/** A worker keeps nothing: it reads the log, appends to it, and may be killed at any instant. */
const main = async (): Promise<void> => {
  process.noDeprecation = true;
  keepPrivate();
  takeOldNames(process.env, (sentence) => process.stderr.write(`${sentence}\n`));
  const options = readOptions();
  await refuseUnfitRedis(options.redisUrl);
  const log = await openEventStoreLog(options.eventStoreUrl, { isOurs: isOurStream });
  const county = new County(log);
  await county.changed();
  const app = await NestFactory.createApplicationContext(WorkerModule.of(county, options), {
    logger: new StderrLogger(),
    abortOnError: false,
  });
  await watch(log);
  const stop = async (): Promise<void> => {
    // Ends the tasks in hand and takes no others.
    await app.close();
    await log.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.once('disconnect', () => void stop());
  process.send?.({ ready: true });
};

/** What a person can mend is said in a sentence; anything else with the place where it happened. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof Unconfigured) return error.message;
  if (error instanceof HistoryIncomplete) return sentenceOfGap(error);
  const sentence = sentenceOfLogFault(error);
  if (sentence !== undefined) return say(`事件日志打不开：${sentence}`, `The event log cannot be opened: ${sentence}`);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

// Whoever read our words may close the pipe; that must not end a payment that is under way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  if (error instanceof Unconfigured) process.exit(EXIT.unconfigured);
  if (error instanceof HistoryIncomplete) process.exit(EX_NOT_WHOLE);
  process.exit(error instanceof Definite ? EXIT.unavailable : EXIT.failure);
});
