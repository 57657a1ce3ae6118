import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import { Turns, type Executor } from '@fenming/commands';
import { SqliteLog, type EventLog, type LogDoubts, type Position, type RecordedEvent } from '@fenming/event-log';
import { makeFolder } from '@fenming/folders';
import type { CountyState, KnownAreas } from '@fenming/subsidy';
import { openVault, type Vault } from '@fenming/vault';
import type { Projector, Views } from '@fenming/views';
import { Access } from './access';
import type { Alarm } from './alarms';
import type { Appointments } from './appointments';
import { undoOfOpening } from './undo-opening';
import { banksOf, readBankProfiles, type BankProfiles } from './bank-profiles';
import { ComparisonSources } from './comparison-sources';
import { OWN_CATALOGUE, readShipped, type Shipped } from './catalogue';
import type { CountyClock } from './clock';
import { County } from './county';
import { DiskRoom } from './disk-room';
import { endBecause } from './ending';
import { prepareFolder } from './prepare-folder';
import type { PaymentGate } from './gate';
import type { Holidays } from './holidays';
import { refuseStrangersVault, refuseWithoutVault } from './known-persons';
import { discardViews, openLiveViews } from './live-views';
import { LogKeeper } from './log-keeper';
import { isSetBack } from './log-seen';
import { nameOfServer, sayWaiting, stopForAnother } from './one-server';
import { openLog, refuseOtherProfile, type Profile } from './open-log';
import { takeSound, type OwnerLock } from './owner-lock';
import { FileReading } from './reading/file-reading';
import type { RulesInForce } from './rules-in-force';
import { waitingForLog } from './waiting-for-log';
import { WholeUntil } from './whole-until';

type FolderContents = {
  readonly dir: string;
  readonly vault: Vault;
  readonly access: Access;
  readonly shipped: readonly Shipped[];
  readonly banks: BankProfiles;
  readonly sources: ComparisonSources;
  readonly room: DiskRoom;
  readonly lock: OwnerLock;
};

export type CountyOptions = Profile & {
  readonly dir: string;
  readonly catalogue?: string;
  /** Opens a log that knows persons without their vault: only to say in it that it was restored so. */
  readonly withoutPersonalData?: boolean;
};

/**
 * One county at work, with its data folder, which this process owns: what its log tells (County), the views beside the log, the vault, the
 * accounts, the banks. Opening repairs whatever a crash left: the views catch up from the log before anybody reads them.
 */
@Injectable()
export class RunningCounty implements Pick<County, keyof County> {
  readonly log: EventLog;
  readonly executor: Executor;
  readonly clock: CountyClock;
  readonly rules: RulesInForce;
  readonly holidays: Holidays;
  readonly appointments: Appointments;
  readonly gate: PaymentGate;
  readonly dir: string;
  readonly room: DiskRoom;
  readonly views: Views;
  readonly vault: Vault;
  readonly access: Access;
  /** The bodies whose lists are compared with ours. */
  readonly sources: ComparisonSources;
  /** The definitions that it was opened with, for a county to propose; what is in force stands in the log. */
  readonly shipped: readonly Shipped[];
  readonly wholeUntil = new WholeUntil();
  /** Reads what people send, away from the thread that answers them. */
  readonly reading = new FileReading();
  /** Whether somebody is left to confirm accounts is asked of all of them, so what changes them is done one after the other. */
  readonly accountTurns = new Turns();
  private readonly projector: Projector;
  private readonly keeper: LogKeeper;
  private closing = false;

  private constructor(
    private readonly contents: FolderContents,
    private readonly county: County,
  ) {
    ({
      log: this.log,
      executor: this.executor,
      clock: this.clock,
      rules: this.rules,
      holidays: this.holidays,
      appointments: this.appointments,
      gate: this.gate,
    } = county);
    ({ dir: this.dir, room: this.room, vault: this.vault, access: this.access } = contents);
    ({ shipped: this.shipped, sources: this.sources } = contents);
    const follow = {
      onStopped: (error: Error) => void this.stopBecause(error),
      onApplied: (events: readonly RecordedEvent[]) => this.follow(events),
    };
    ({ views: this.views, projector: this.projector } = openLiveViews(contents.dir, county.log, follow));
    this.keeper = new LogKeeper(this);
    // Nobody waits any longer for tables that follow the log no more.
    this.gate.whenClosed(() => void this.projector.stop());
  }

  /** @throws FolderOwned, FolderUnsound, OtherProfile, BankProfilesWrong, ComparisonSourcesWrong, StrangersVault, and what the log says of a file or a server that it cannot use. */
  static async open({ dir, catalogue, withoutPersonalData = false, ...profile }: CountyOptions): Promise<RunningCounty> {
    refuseOtherProfile(dir, profile);
    const undoOpening = undoOfOpening(dir);
    makeFolder(dir);
    const lock = takeSound(dir, { logElsewhere: profile.eventStoreUrl !== undefined, withoutPersonalData });
    let log: EventLog | undefined;
    let county: RunningCounty | undefined;
    try {
      prepareFolder(dir);
      log = await openLog(dir, profile, { name: nameOfServer(dir), onLost: stopForAnother, onWaiting: sayWaiting });
      const shipped = readShipped(catalogue ?? OWN_CATALOGUE);
      const [banks, sources] = [readBankProfiles(dir), ComparisonSources.of(dir)];
      if (!withoutPersonalData) await refuseWithoutVault(dir, log);
      // They may show what this log does not know, however long it has grown since.
      if (await isSetBack(dir, log)) discardViews(dir);
      const [vault, room] = [openVault(dir), new DiskRoom(dir)];
      const contents = { dir, vault, access: new Access(dir, vault), shipped, banks, sources, room, lock };
      county = new RunningCounty(contents, new County(log, contents));
      await county.begin(withoutPersonalData);
      return county;
    } catch (error) {
      // The next one must not wait for a server that never was.
      await county?.projector.stop();
      await log?.close();
      undoOpening();
      lock.release();
      throw error;
    }
  }

  private async begin(withoutPersonalData: boolean): Promise<void> {
    await this.changed();
    await this.calendarChanged();
    await this.caughtUp();
    if (!withoutPersonalData && this.state().restored?.personalData !== false) refuseStrangersVault(this.dir, this.views);
    for (const id of this.views.programmesKnown()) await this.programmeChanged(id);
    await this.keeper.begin();
  }

  state = (): CountyState => this.county.state();
  code = (): AreaCode => this.county.code();
  areas = (): KnownAreas => this.county.areas();
  changed = (): Promise<void> => this.county.changed();
  calendarChanged = (): Promise<void> => this.county.calendarChanged();
  programmeChanged: County['programmeChanged'] = (id) => this.county.programmeChanged(id);
  changedBy: County['changedBy'] = (events) => this.county.changedBy(events);

  /** Resolves when the views show everything up to a position, or up to the log's head; at once where they follow the log no longer. */
  async caughtUp(position?: Position): Promise<void> {
    if (this.gate.isClosed()) return;
    const target = position ?? (await this.log.head());
    if (target === undefined) return;
    try {
      await this.projector.caughtUp(target);
    } catch (error) {
      if (!this.gate.isClosed() && !(await this.findsMeddling())) throw error;
    }
  }

  private findsMeddling(): Promise<boolean> {
    return this.keeper.findsMeddling().catch(() => false);
  }

  get banks(): BankProfiles {
    return banksOf(this.contents.banks, this.state().opened?.demo === true);
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
    this.contents.lock.release();
  }
}

/** Whoever stops waits no longer than this for the tables to follow the log. */
const LAST_LOOK_MS = 10_000;
