import { say } from '@fenming/language';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog, Position } from '@fenming/event-log';
import { unknownPersons } from '@fenming/vault';
import type { Views } from '@fenming/views';
import { County } from './county';

/**
 * The vault beside a log does not know the persons that the log speaks of: it is another folder's, an older copy, or none at all. Whoever
 * worked with it would enrol everybody a second time, and no payee could be unsealed.
 */
export class StrangersVault extends Error {
  /** `unknown`: how many persons the vault has never heard of; undefined where there is no vault. */
  constructor(folder: string, unknown?: number) {
    super(
      say(
        `${unknown === undefined ? say(`数据目录 ${folder} 没有个人信息库`, `The data folder ${folder} has no personal data`) : say(`数据目录 ${folder} 的个人信息库不认识日志中的 ${unknown} 人`, `The personal data of the data folder ${folder} does not know ${unknown} persons of the log`)}，服务没有启动，没有登记任何事项。`,
        `${unknown === undefined ? say(`数据目录 ${folder} 没有个人信息库`, `The data folder ${folder} has no personal data`) : say(`数据目录 ${folder} 的个人信息库不认识日志中的 ${unknown} 人`, `The personal data of the data folder ${folder} does not know ${unknown} persons of the log`)}; the server did not start and recorded nothing.`,
      ) +
        say(
          '请把原服务器数据目录中的 vault.sqlite、vault.key、access.sqlite 和 log.seen 一起放进本目录（原服务器先停止），或从最近的备份恢复（日志在本目录的: fenming restore；',
          "Put vault.sqlite, vault.key, access.sqlite and log.seen of the former server's data folder into this one (with the former server stopped), or restore the latest backup (where the log is in this folder: fenming restore; ",
        ) +
        say(
          '在 EventStoreDB 中的，取回手工备份的 vault.sqlite、access.sqlite、log.seen，连同 vault.key 放进本目录）。',
          'where it is in EventStoreDB, take vault.sqlite, access.sqlite and log.seen that were saved by hand, and vault.key, and put them into this folder). ',
        ) +
        say('一个县只运行一台服务器；要办得更快，请增加办理进程。', 'One server works for a county; to be quicker, add workers.'),
    );
    this.name = 'StrangersVault';
  }
}

const vaultFile = (dir: string): string => join(dir, 'vault.sqlite');

/** Before a vault is made where there was none: the log must not know anybody yet. @throws StrangersVault */
export const refuseWithoutVault = async (dir: string, log: EventLog): Promise<void> => {
  if (existsSync(vaultFile(dir)) || !(await knowsAnybody(log)) || (await isForReadingOnly(log))) return;
  throw new StrangersVault(dir);
};

/** Everybody who is enrolled must be known here; whose key was destroyed is known. @throws StrangersVault */
export const refuseStrangersVault = (dir: string, views: Views): void => {
  const unknown = unknownPersons(vaultFile(dir), views.personsEnrolled());
  if (unknown > 0) throw new StrangersVault(dir, unknown);
};

/** A county that was restored without personal data has a vault that knows nobody, and stands still. */
const isForReadingOnly = async (log: EventLog): Promise<boolean> => {
  const county = new County(log);
  await county.changed();
  return county.state().restored?.personalData === false;
};

const EVENTS_AT_ONCE = 1_000;

/** The first persons are registered early in the life of a county: the rest of a long log need not be read. */
const knowsAnybody = async (log: EventLog): Promise<boolean> => {
  for (let after: Position | 'start' = 'start'; ;) {
    const events = await log.readAll(after, EVENTS_AT_ONCE);
    if (events.some(({ type }) => type === 'PersonRegistered')) return true;
    const last = events.at(-1);
    if (last === undefined || events.length < EVENTS_AT_ONCE) return false;
    after = last.position;
  }
};
