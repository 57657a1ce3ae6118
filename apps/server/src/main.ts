import { aside, say } from '@fenming/language';
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  BankProfilesWrong,
  ComparisonSourcesWrong,
  EX_NOT_WHOLE,
  RunningCounty,
  FolderOwned,
  OtherLog,
  FolderUnsound,
  isDiskFull,
  isWriteFailed,
  OtherProfile,
  sentenceOfGap,
  sentenceOfLogFault,
  sentenceOfSecond,
  StrangersVault,
} from '@fenming/county';
import { Definite, HistoryIncomplete, WrittenElsewhere } from '@fenming/event-log';
import { readSettings, Unconfigured, type Settings } from '@fenming/settings';
import { NativeBuildMissing } from '@fenming/sqlite';
import { keepPrivate } from '@fenming/folders';
import { isDamage, NotAViewFile } from '@fenming/views';
import { sentenceOfFileFault, takeOldNames } from '@fenming/words';
import type { Cluster } from './queue/cluster';
import { AddressUnusable, createServer, listenOnFreePort, type Place } from './server';

/**
 * Exit codes follow sysexits and clig.dev: 4 = events are missing in the log; 69 = the folder has another owner, or its log cannot be reached; 78 = the queue cannot be used
 * as it is; 1 = failure.
 */
const EXIT = { failure: 1, unavailable: 69, unconfigured: 78 } as const;

/** Nobody said where the county's data lies, or who may reach it: an empty word would be the current folder, or everybody. */
class Unplaced extends Error {}

/** The queue's libraries take a third of a second to load, which only a cluster has to spare. */
const clusterOf = async (redisUrl: string | undefined): Promise<Cluster | undefined> =>
  redisUrl === undefined ? undefined : (await import('./queue/cluster.js')).openCluster(redisUrl);

const serve = async (county: RunningCounty, place: Place, { redisUrl, trustedProxies: proxies }: Settings) => {
  county.access.operatorToken();
  county.sayAlarms();
  const server = await createServer(county, { cluster: await clusterOf(redisUrl), proxies });
  return { server, url: await listenOnFreePort(server, place) };
};

const main = async (): Promise<void> => {
  process.noDeprecation = true;
  keepPrivate();
  takeOldNames(process.env, (sentence) => process.stderr.write(`${sentence}\n`));
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
      catalogue: { type: 'string' },
    },
  });
  if (values.data === undefined) throw new Unplaced(say('请用 --data 指明数据目录。', 'Name the data folder with --data.'));
  const empty = Object.entries(values).find(([, value]) => value.trim() === '');
  if (empty !== undefined)
    throw new Unplaced(
      say(
        `--${empty[0]} 的值是空的：请写上值，或去掉这个选项（变量没有设置时也会这样）。`,
        `The value of --${empty[0]} is empty: give one or leave the option out (an unset variable does this too).`,
      ),
    );
  const dir = resolve(values.data);
  const catalogue = values.catalogue === undefined ? {} : { catalogue: resolve(values.catalogue) };
  const settings = readSettings();
  const county = await RunningCounty.open({ dir, ...catalogue, ...settings });
  const { server, url } = await serve(county, { host: values.host, port: Number(values.port) }, settings).catch(async (error) => {
    // Whoever starts next must not wait for a server that never was.
    await county.close();
    throw error;
  });
  writeFileSync(join(dir, 'owner.url'), `${url}\n`);
  const stop = async (): Promise<void> => {
    setTimeout(endByForce, STOP_WITHIN_MS).unref();
    await server.close();
    await county.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.once('disconnect', () => void stop());
  process.send?.({ ready: url });
};

/** Longer than any answer that is under way takes; what a killed server leaves is whole. */
const STOP_WITHIN_MS = 60_000;
const endByForce = (): never => {
  process.stderr.write(
    say(
      '服务一分钟内没有停下来，已强行结束；没有得到回答的请求，请在重新启动后用同一请求重试。\n',
      'The server did not stop within a minute and was ended; whoever got no answer sends the same request again once it has started.\n',
    ),
  );
  process.exit(EXIT.failure);
};

const noRoom = (): string =>
  say(
    '磁盘已满，服务没有启动，没有登记任何事项：请在数据目录和临时目录所在的磁盘腾出空间再启动。',
    'The disk is full; the server did not start and recorded nothing: make room on the disks of the data folder and of the temporary folder, and start it again.',
  );
/** Found after the folder was looked through: the disk itself may be failing. */
const damaged = (): string =>
  say(
    '数据目录里有文件已损坏，服务停止。请先核对日志: fenming audit controls；日志损坏时从备份恢复: fenming restore。',
    'A file in the data folder is damaged; the server stops. First check the log: fenming audit controls; where the log is damaged, restore a backup: fenming restore.',
  );
const failed = (): string =>
  say(
    '写不进磁盘，服务没有启动，没有登记任何事项：请检查数据目录所在的磁盘，再重新启动。',
    'The disk cannot be written; the server did not start and recorded nothing: check the disk of the data folder and start it again.',
  );

/** What a person can mend is said in a sentence; anything else with the place where it happened. */
const sentenceOf = (error: unknown): string => {
  if (isDamage(error)) return damaged();
  if (isDiskFull(error)) return noRoom();
  if (isWriteFailed(error)) return `${failed()}${aside(error.code)}`;
  if (error instanceof HistoryIncomplete) return sentenceOfGap(error);
  if (error instanceof WrittenElsewhere) return sentenceOfSecond(error);
  if (error instanceof Definite)
    return say(
      `事件日志打不开：${sentenceOfLogFault(error) ?? error.message}`,
      `The event log cannot be opened: ${sentenceOfLogFault(error) ?? error.message}`,
    );
  const known = [
    AddressUnusable,
    FolderUnsound,
    Unconfigured,
    Unplaced,
    BankProfilesWrong,
    ComparisonSourcesWrong,
    FolderOwned,
    OtherLog,
    OtherProfile,
    NativeBuildMissing,
    StrangersVault,
    NotAViewFile,
  ].some((kind) => error instanceof kind);
  if (error instanceof Error && known) return error.message;
  if (!(error instanceof Error)) return String(error);
  return sentenceOfFileFault(error) ?? error.stack ?? error.message;
};

// Whoever read our words may close the pipe; that must not end a payment that is under way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const NOT_WHOLE = [HistoryIncomplete, OtherLog, FolderUnsound];

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  if (error instanceof Unconfigured) process.exit(EXIT.unconfigured);
  if (NOT_WHOLE.some((kind) => error instanceof kind) || isDamage(error)) process.exit(EX_NOT_WHOLE);
  const isUnavailable = error instanceof FolderOwned || error instanceof Definite || isWriteFailed(error);
  process.exit(isUnavailable ? EXIT.unavailable : EXIT.failure);
});
