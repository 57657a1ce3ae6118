import { say } from '@fenming/language';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { misshapenIn } from '@fenming/folders';
import { readSettings } from '@fenming/settings';
import { sentenceOfFolderFault, type FolderFault } from '@fenming/words';
import { connectApi, type Api } from '@fenming/api-client';
import { startChild, type ChildOptions, type OwnChild } from './child';

const textOf = (dir: string, name: string): string | undefined => {
  const file = path.join(dir, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
};

/** The folder that was named holds no county, and none is made there by looking. */
export class NoCounty extends Error {
  constructor(dir: string) {
    super(
      say(
        `数据目录 ${dir} ${existsSync(dir) ? '里没有县' : '不存在'}，没有新建任何文件。请用 --data 指明数据目录；开设一个县: fenming init，生成示例县: fenming demo`,
        `The data folder ${dir} ${existsSync(dir) ? 'holds no county' : 'does not exist'}; no file was made. Name the data folder with --data; to open a county: fenming init, to make the demo county: fenming demo`,
      ),
    );
    this.name = 'NoCounty';
  }
}

/** A file of the folder is missing or damaged, so that nothing is done with it; says what to do. */
export class FolderFaulty extends Error {
  constructor(fault: FolderFault, file: string) {
    super(sentenceOfFolderFault(fault, file));
    this.name = 'FolderFaulty';
  }
}

/** A folder's log, or the mark that its log is kept in EventStoreDB. */
const TRACES = ['log.sqlite', 'log.eventstore'];
export const holdsCounty = (dir: string): boolean => TRACES.some((name) => existsSync(path.join(dir, name)));

/** What a county leaves beside its log: whoever sees it does not stand before an empty folder. */
const BESIDE = ['vault.sqlite', 'vault.key', 'access.sqlite'];

/** A folder that was moved has no mark yet: where its log is kept, the setting alone says. */
const isLogElsewhere = (): boolean => readSettings().eventStoreUrl !== undefined;

/** What cannot be one of the county's files is told before anybody opens it, or waits on it. @throws FolderFaulty */
const refuseMisshapen = (dir: string, only?: RegExp): void => {
  const found = misshapenIn(dir, only);
  if (found !== undefined) throw new FolderFaulty(found.fault, found.file);
};

/**
 * `only`: the files that are looked at, where not all of them are read.
 * @throws NoCounty, FolderFaulty where a county has lost its log, and what node says of a folder that must not be looked into
 */
export const refuseCountyless = (dir: string, only?: RegExp): void => {
  refuseMisshapen(dir, only);
  if (holdsCounty(dir)) return;
  if (!BESIDE.some((name) => existsSync(path.join(dir, name)))) throw new NoCounty(dir);
  if (!isLogElsewhere()) throw new FolderFaulty('log_missing', path.join(dir, 'log.sqlite'));
};

/** The operator's token; undefined where there is none. @throws FolderFaulty where the file holds nothing */
const tokenIn = (dir: string): string | undefined => {
  const token = textOf(dir, 'operator.token');
  if (token === '') throw new FolderFaulty('token_empty', path.join(dir, 'operator.token'));
  return token;
};

/** The server that owns the folder, if one is running; a url left behind by a crash answers nothing. */
export const runningOwner = async (dir: string): Promise<Api | undefined> => {
  refuseMisshapen(dir);
  const [url, token] = [textOf(dir, 'owner.url'), tokenIn(dir)];
  if (url === undefined || token === undefined || !(await answers(url))) return undefined;
  return connectApi(url, token);
};

/** The folder's engine, spoken to as its operator; `child` where this process started it and must end it. */
export type Owner = { readonly api: Api; readonly child?: OwnChild };

/** Talks to the owner of the folder where there is one, and opens the folder itself otherwise. Throws OwnerFailed. */
export const openOwner = async (dir: string, place: Omit<ChildOptions, 'dir'> = { port: 0 }): Promise<Owner> => {
  const running = await runningOwner(dir);
  if (running !== undefined) return { api: running };
  const child = await startChild({ dir, ...place }, async () => (await runningOwner(dir)) !== undefined);
  const token = tokenIn(dir);
  if (token === undefined) throw new Error(say(`${dir} 里没有 operator.token`, `${dir} holds no operator.token`));
  return { api: connectApi(child.url, token), child };
};
