import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import { openSqliteLog, type EventLog, type Position } from '@fenming/event-log';
import type { Programme, ProgrammeDefinition, ProgrammeId } from '@fenming/programmes';
import {
  actorDecider,
  countyDecider,
  streams,
  type ActorId,
  type Appointment,
  type Asked,
  type CountyState,
} from '@fenming/subsidy';
import { openVault, type Vault } from '@fenming/vault';
import { openViews, runProjector, type Projector, type Views } from '@fenming/views';
import { Executor } from '../executor';
import { Access } from './access';
import { OWN_CATALOGUE, programmesOf, readCatalogue } from './catalogue';
import { FolderClock } from './clock';
import { takeOwnership, type OwnerLock } from './owner-lock';

type Parts = {
  readonly dir: string;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly views: Views;
  readonly access: Access;
  readonly clock: FolderClock;
  readonly executor: Executor;
  readonly projector: Projector;
  readonly definitions: readonly ProgrammeDefinition[];
  readonly lock: OwnerLock;
};

export type FolderOptions = { readonly dir: string; readonly catalogue?: string };

/** Before a county is opened only the system actor acts, and its area holds nothing. */
const NOWHERE = '000000' as AreaCode;

/**
 * One county's data folder, owned by this process: the log, the views beside it, the vault, and the rules in force.
 * Opening repairs whatever a crash left: the views catch up from the log before anybody reads them.
 */
@Injectable()
export class Folder {
  private county: CountyState = countyDecider.initial;
  private programmes: ReadonlyMap<ProgrammeId, Programme> = new Map();
  private readonly appointments = new Map<ActorId, Appointment | undefined>();

  private constructor(private readonly parts: Parts) {}

  static async open({ dir, catalogue }: FolderOptions): Promise<Folder> {
    for (const sub of ['inbox', 'outbox']) mkdirSync(join(dir, sub), { recursive: true });
    const lock = takeOwnership(dir);
    const log = openSqliteLog(join(dir, 'log.sqlite'));
    const views = openViews(join(dir, 'views.sqlite'));
    const projector = runProjector(log, views, { onStopped: stopBecause });
    const clock = new FolderClock();
    const definitions = readCatalogue(catalogue ?? OWN_CATALOGUE);
    const stores = { log, vault: openVault(dir), views, access: new Access(dir) };
    const folder = new Folder({ dir, ...stores, clock, executor: new Executor(log, clock), projector, definitions, lock });
    await folder.countyChanged();
    await folder.caughtUp();
    return folder;
  }

  get dir(): string {
    return this.parts.dir;
  }

  get log(): EventLog {
    return this.parts.log;
  }

  get vault(): Vault {
    return this.parts.vault;
  }

  get views(): Views {
    return this.parts.views;
  }

  get access(): Access {
    return this.parts.access;
  }

  get clock(): FolderClock {
    return this.parts.clock;
  }

  get executor(): Executor {
    return this.parts.executor;
  }

  /** Resolves when the views show everything up to a position, or up to the log's head. */
  async caughtUp(position?: Position): Promise<void> {
    const target = position ?? (await this.log.head());
    if (target !== undefined) await this.parts.projector.caughtUp(target);
  }

  countyState(): CountyState {
    return this.county;
  }

  countyCode(): AreaCode {
    return this.county.opened?.code ?? NOWHERE;
  }

  programme(id: ProgrammeId): Programme | undefined {
    return this.programmes.get(id);
  }

  allProgrammes(): readonly Programme[] {
    return [...this.programmes.values()];
  }

  /** Reads the county again after it was opened, its areas were registered or its clock moved. */
  async countyChanged(): Promise<void> {
    const { state } = await this.executor.load(countyDecider, streams.county);
    this.county = state;
    this.programmes = programmesOf(this.parts.definitions, state.opened?.regions ?? []);
    if (state.clock === undefined) this.clock.followMachine();
    else this.clock.simulate(state.clock);
  }

  async appointment(actor: ActorId): Promise<Appointment | undefined> {
    if (!this.appointments.has(actor)) {
      const { state } = await this.executor.load(actorDecider, streams.actor(actor));
      this.appointments.set(actor, state.dismissed ? undefined : state.appointment);
    }
    return this.appointments.get(actor);
  }

  appointmentChanged(actor: ActorId): void {
    this.appointments.delete(actor);
  }

  /** The actor behind a bearer token, as deciders know it. */
  async askedBy(token: string): Promise<Omit<Asked, 'at'> | undefined> {
    if (token === this.access.operatorToken()) return { by: 'system' as ActorId, role: 'system', area: this.countyCode() };
    const actor = this.access.actorOfToken(token);
    const appointment = actor === undefined ? undefined : await this.appointment(actor);
    if (appointment === undefined) return undefined;
    const { actorId, role, area, personId } = appointment;
    return { by: actorId, role, area, ...(personId === undefined ? {} : { person: personId }) };
  }

  async close(): Promise<void> {
    await this.parts.projector.stop();
    await this.log.close();
    this.views.close();
    this.vault.close();
    this.access.close();
    this.parts.lock.release();
  }
}

/** A view that cannot be trusted must not be served: the process ends, and starting again rebuilds it. */
const stopBecause = (error: Error): void => {
  process.stderr.write(`视图更新失败，服务停止：${error.stack ?? error.message}\n`);
  process.exit(1);
};
