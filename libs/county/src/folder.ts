import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { makeFolder } from '@fenming/folders';
import { comparisonKey } from '@fenming/citizen';
import { SqliteLog, type EventLog, type LogDoubts, type Position, type RecordedEvent } from '@fenming/event-log';
import type { Programme, ProgrammeId } from '@fenming/programmes';
import {
  barsOf,
  countyDecider,
  streams,
  type ActorId,
  type Asked,
  type CountyRestored,
  type ReceivedFile,
  type Refusal,
} from '@fenming/subsidy';
import { openVault, type Vault } from '@fenming/vault';
import type { Projector, Views } from '@fenming/views';
import { Access } from './access';
import { asFound } from './as-found';
import { orRefused, Refused, Turns } from '@fenming/commands';
import { banksOf, readBankProfiles, type BankProfiles } from './bank-profiles';
import { OWN_CATALOGUE, readShipped, type Shipped } from './catalogue';
import type { Alarm } from './alarms';
import { County } from './county';
import { refuseStrangersVault, refuseWithoutVault } from './known-persons';
import { DiskRoom } from './disk-room';
import { discardViews, openLiveViews } from './live-views';
import { endBecause } from './ending';
import { furnish } from './furnish';
import { FileReading } from './reading/file-reading';
import { openLog, refuseOtherProfile, type Profile } from './open-log';
import { LogKeeper } from './log-keeper';
import { isSetBack } from './log-seen';
import { nameOfServer, sayWaiting, stopForAnother } from './one-server';
import { takeSound, type OwnerLock } from './owner-lock';
import type { Version } from './rules';
import { waitingForLog } from './waiting-for-log';
import { WholeUntil } from './whole-until';

type Parts = {
  readonly dir: string;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly access: Access;
  readonly shipped: readonly Shipped[];
  readonly banks: BankProfiles;
  readonly lock: OwnerLock;
  readonly room: DiskRoom;
};

export type FolderOptions = Profile & {
  readonly dir: string;
  readonly catalogue?: string;
  /** Opens a log that knows persons without their vault: only to say in it that it was restored so. */
  readonly withoutPersonalData?: boolean;
};

/**
 * One county's data folder, owned by this process: the log, the views beside it, the vault, and the rules in force.
 * Opening repairs whatever a crash left: the views catch up from the log before anybody reads them.
 */
@Injectable()
export class Folder extends County {
  readonly views: Views;
  readonly wholeUntil = new WholeUntil();
  /** Reads what people send, away from the thread that answers them. */
  readonly reading = new FileReading();
  /** Whether somebody is left to confirm accounts is asked of all of them, so what changes them is done one after the other. */
  readonly accountTurns = new Turns();
  private readonly projector: Projector;
  private closing = false;
  private readonly keeper = new LogKeeper(this);

  private constructor(private readonly parts: Parts) {
    super(parts.log, parts.room);
    const follow = {
      onStopped: (error: Error) => void this.stopBecause(error),
      onApplied: (events: readonly RecordedEvent[]) => this.follow(events),
    };
    ({ views: this.views, projector: this.projector } = openLiveViews(parts.dir, parts.log, follow));
  }

  /** @throws FolderOwned, FolderUnsound, OtherProfile, BankProfilesWrong, StrangersVault, and what the log says of a file or a server that it cannot use. */
  static async open({ dir, catalogue, withoutPersonalData = false, ...profile }: FolderOptions): Promise<Folder> {
    refuseOtherProfile(dir, profile);
    const leaveAsFound = asFound(dir);
    makeFolder(dir);
    const lock = takeSound(dir, { logElsewhere: profile.eventStoreUrl !== undefined, withoutPersonalData });
    let log: EventLog | undefined;
    let folder: Folder | undefined;
    try {
      furnish(dir);
      log = await openLog(dir, profile, { name: nameOfServer(dir), onLost: stopForAnother, onWaiting: sayWaiting });
      const shipped = readShipped(catalogue ?? OWN_CATALOGUE);
      const banks = readBankProfiles(dir);
      if (!withoutPersonalData) await refuseWithoutVault(dir, log);
      // They may show what this log does not know, however long it has grown since.
      if (await isSetBack(dir, log)) discardViews(dir);
      const vault = openVault(dir);
      const access = new Access(dir, vault);
      folder = new Folder({ dir, log, vault, access, shipped, banks, lock, room: new DiskRoom(dir) });
      await folder.begin(withoutPersonalData);
      return folder;
    } catch (error) {
      // The next one must not wait for a server that never was.
      await folder?.projector.stop();
      await log?.close();
      leaveAsFound();
      lock.release();
      throw error;
    }
  }

  private async begin(withoutPersonalData: boolean): Promise<void> {
    await this.countyChanged();
    await this.calendarChanged();
    await this.caughtUp();
    if (!withoutPersonalData && this.countyState().restored?.personalData !== false) refuseStrangersVault(this.dir, this.views);
    for (const id of this.views.programmesKnown()) await this.programmeChanged(id);
    await this.keeper.begin();
  }

  get dir(): string {
    return this.parts.dir;
  }

  get vault(): Vault {
    return this.parts.vault;
  }

  get access(): Access {
    return this.parts.access;
  }

  /** Resolves when the views show everything up to a position, or up to the log's head; at once where they follow the log no longer. */
  async caughtUp(position?: Position): Promise<void> {
    if (this.isClosed()) return;
    const target = position ?? (await this.log.head());
    if (target === undefined) return;
    try {
      await this.projector.caughtUp(target);
    } catch (error) {
      if (!this.isClosed() && !(await this.findsMeddling())) throw error;
    }
  }

  /** Nobody waits any longer for tables that follow the log no more. */
  override closeFor(reason: Refusal): void {
    super.closeFor(reason);
    void this.projector.stop();
  }

  private findsMeddling(): Promise<boolean> {
    return this.keeper.findsMeddling().catch(() => false);
  }

  /** The definitions this folder was opened with, for a county to propose; what is in force stands in the log. */
  get shipped(): readonly Shipped[] {
    return this.parts.shipped;
  }

  get banks(): BankProfiles {
    return banksOf(this.parts.banks, this.countyState().opened?.demo === true);
  }

  /** A programme as it governs a year; undefined when the county has no version for that year. */
  programme(id: ProgrammeId, year: number): Programme | undefined {
    return this.rules.ofYear(id, year)?.compiled;
  }

  /** The version of a year, or the refusal that says what is missing. */
  inForce(id: ProgrammeId, year: number): Version {
    const version = this.rules.ofYear(id, year);
    if (version !== undefined) return version;
    if (this.rules.versions(id).length > 0) throw new Refused({ refused: 'programme_not_in_force', detail: `${id} ${year}` });
    const known = this.shipped.some(({ definition }) => definition.id === id);
    throw new Refused({ refused: known ? 'programme_not_adopted' : 'not_found', detail: id });
  }

  /** Whether any text of a programme, adopted or shipped, says that it is: one adopted before the word was there is so all the same. */
  isSensitive(id: ProgrammeId): boolean {
    const shipped = this.shipped.find(({ definition }) => definition.id === id)?.definition.sensitive ?? false;
    return (
      shipped || this.rules.versions(id).some(({ contentHash }) => this.rules.byHash(contentHash)?.compiled.sensitive === true)
    );
  }

  /** The programmes that govern a year, in the order of their ids. */
  programmesOf(year: number): readonly Programme[] {
    return this.rules.adopted().flatMap((id) => this.programme(id, year) ?? []);
  }

  /** Says in the log that this folder came out of a backup. Whoever opens it from now on has to reconcile first. */
  async markRestored(backup: CountyRestored['data']): Promise<void> {
    const commandId = randomUUID();
    const asked = { by: 'system' as ActorId, role: 'system' as const, area: this.countyCode() };
    const command = { do: 'mark-restored' as const, ...backup };
    orRefused(await this.executor.one(countyDecider, streams.county, command, { asked, commandId, correlation: commandId }));
    await this.countyChanged();
  }

  /** The log was put back to an earlier state, of which `last` is the end: what was recorded after it is missing, as after a restore. */
  async markSetBack(last: RecordedEvent | undefined): Promise<void> {
    const { opened, restored } = this.countyState();
    if (last === undefined || opened === undefined || restored?.reconciled === false) return;
    const personalData = restored?.personalData ?? true;
    await this.markRestored({ backupHead: last.id, backupTakenAt: last.meta.at, personalData });
  }

  /** What everybody who works in this folder must know before anything else. Of the log as it was found at most some seconds ago. */
  alarms(): readonly Alarm[] {
    return this.keeper.alarms();
  }

  foreignEvents(): LogDoubts['foreign'] {
    return this.keeper.foreign;
  }

  /** Notes durably how far the log has come: before anything leaves the house that rests on what was recorded last. */
  noteSeen(): Promise<void> {
    return this.keeper.note();
  }

  /** Says on stderr each of them that begins. */
  sayAlarms(): void {
    this.keeper.sayAlarms();
  }

  /** Whether the bank has received this very file before the restore. Another file under a name that it has received is refused. */
  alreadySent({ fileName, sha256 }: Pick<ReceivedFile, 'fileName' | 'sha256'>): boolean {
    const sameName = (other: string): boolean => comparisonKey(other) === comparisonKey(fileName);
    const received = Object.values(this.countyState().received).filter(
      (file) => file.sha256 === sha256 || sameName(file.fileName),
    );
    if (received.some((file) => file.sha256 !== sha256))
      throw new Refused({ refused: 'control_total_mismatch', detail: fileName });
    return received.length > 0;
  }

  /** The actor behind a bearer token, as deciders know it. A token counts as long as what it was given for: a reset, a restore or a dismissal ends it. */
  async askedBy(token: string): Promise<Omit<Asked, 'at'> | undefined> {
    if (this.access.isOperatorToken(token)) return { by: 'system' as ActorId, role: 'system', area: this.countyCode() };
    const held = this.access.holderOf(token);
    if (held === undefined) return undefined;
    const state = await this.actor(held.actor);
    const { appointment, dismissed, credential } = state;
    if (appointment === undefined || dismissed || held.credential !== (credential?.change ?? '')) return undefined;
    const { actorId, role, area, personId } = appointment;
    return {
      by: actorId,
      role,
      area,
      ...(personId === undefined ? {} : { person: personId }),
      ...barsOf(state),
    };
  }

  /** A log that is away for a moment is waited for: what has changed must be known before anything more is shown as done. */
  private follow(events: readonly RecordedEvent[]): Promise<void> {
    return waitingForLog(
      () => this.changedBy(events),
      () => this.closing,
    );
  }

  /** What no view can take may be of another log that was put under this server: that is told otherwise, and looked at after a start. */
  private async stopBecause(error: Error): Promise<void> {
    if (!(await this.findsMeddling())) await this.endWith(() => endBecause(error));
  }

  /** Lets the threads end first: one that is cut off inside SQLite ends the process with an abort of its own. */
  async endWith(end: () => void): Promise<void> {
    if (this.log instanceof SqliteLog)
      await Promise.race([Promise.allSettled([this.projector.stop(), this.log.close()]), sleep(LAST_LOOK_MS)]);
    end();
  }

  async close(): Promise<void> {
    this.closing = true;
    const late = setTimeout(() => void this.projector.stop(), LAST_LOOK_MS);
    await this.keeper.end();
    clearTimeout(late);
    await this.reading.close();
    await this.projector.stop();
    await this.log.close();
    if (this.log instanceof SqliteLog) this.keeper.rest(this.log.reached);
    this.views.close();
    this.vault.close();
    this.access.close();
    this.parts.lock.release();
  }
}

/** Whoever stops waits no longer than this for the tables to follow the log. */
const LAST_LOOK_MS = 10_000;
