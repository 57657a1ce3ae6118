import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import type { EventLog, LogDoubts, RecordedEvent } from '@fenming/event-log';
import type { ProgrammeId } from '@fenming/programmes';
import {
  actorDecider,
  authorityNow,
  awaitsReconciliation,
  calendarDecider,
  countyDecider,
  programmeDecider,
  streams,
  type ActorId,
  type ActorState,
  type CountyState,
  type KnownAreas,
  type Refusal,
} from '@fenming/subsidy';
import { Executor, Refused, type AuthorityNow } from '@fenming/commands';
import { FolderClock } from './clock';
import type { DiskRoom } from './disk-room';
import { Holidays } from './holidays';
import { Rules } from './rules';

/** Before a county is opened only the system actor acts, and its area holds nothing. */
const NOWHERE = '000000' as AreaCode;

/**
 * A county as its log tells it: its clock, the rules in force, who is appointed. It holds no personal data and no file, and is all that
 * the payout needs on a node of its own.
 */
@Injectable()
export class County {
  readonly clock = new FolderClock();
  readonly rules = new Rules();
  readonly holidays = new Holidays();
  readonly executor: Executor;
  private state: CountyState = countyDecider.initial;
  private readonly actors = new Map<ActorId, Promise<ActorState>>();
  private closedFor: Refusal | undefined;
  private wasInDoubt = false;
  private readonly waiting: (() => void)[] = [];

  /** `room`: on the disk that the county is kept on; a county without a folder needs none. */
  constructor(
    readonly log: EventLog,
    readonly room?: DiskRoom,
  ) {
    const authority: AuthorityNow = async (asked) => authorityNow(await this.actor(asked.by), asked);
    this.executor = new Executor(log, this.clock, authority, () => room?.refuseWhenShort());
  }

  countyState(): CountyState {
    return this.state;
  }

  countyCode(): AreaCode {
    return this.state.opened?.code ?? NOWHERE;
  }

  knownAreas(): KnownAreas {
    const { opened, areas } = this.state;
    return { ...(opened === undefined ? {} : { county: opened.code }), areas };
  }

  /** The adoption of the first programme is the county's first decision about money: from then on nobody gives an account anew alone. */
  moneyBegun(): boolean {
    return this.rules.adopted().length > 0;
  }

  /** True between a restore and its reconciliation: a bank file may have gone out that this log does not know. */
  awaitsReconciliation(): boolean {
    return awaitsReconciliation(this.state);
  }

  /** Whether a part of the log is not there, or may go: whoever pays then may pay twice. */
  async isInDoubt(): Promise<boolean> {
    return (await this.doubts()).incomplete.length > 0;
  }

  async doubts(): Promise<LogDoubts> {
    const doubts = await this.log.doubts();
    this.wasInDoubt ||= doubts.incomplete.length > 0;
    return doubts;
  }

  /** Called when no part of the log is in doubt any more: whatever stood still for it goes on. */
  whenDoubtIsOver(goOn: () => void): void {
    this.waiting.push(goOn);
  }

  doubtIsOver(): void {
    if (!this.wasInDoubt) return;
    this.wasInDoubt = false;
    for (const goOn of this.waiting) goOn();
  }

  /** Whether this process records nothing more. */
  isClosed(): boolean {
    return this.closedFor !== undefined;
  }

  /** From now on this process records nothing. */
  closeFor(reason: Refusal): void {
    this.closedFor = reason;
    this.executor.standStill(reason);
  }

  /** No money moves before the bank was asked after a restore, nor while a part of the log is in doubt. @throws Refused */
  async refuseToPay(): Promise<void> {
    if (this.awaitsReconciliation())
      throw new Refused({ refused: 'restored_unreconciled', detail: this.state.restored?.backupTakenAt ?? '' });
    const [first] = (await this.doubts()).incomplete;
    if (first !== undefined) throw new Refused({ refused: 'history_incomplete', detail: first.stream });
  }

  /** Reads the county again after it was opened, its areas were registered or its clock moved. */
  async countyChanged(): Promise<void> {
    const { state } = await this.executor.load(countyDecider, streams.county);
    this.state = state;
    this.rules.setRegions(state.opened?.regions ?? []);
    const bare: Refusal | undefined = state.restored?.personalData === false ? { refused: 'without_personal_data' } : undefined;
    this.executor.standStill(this.closedFor ?? bare);
    if (state.clock === undefined) this.clock.followMachine();
    else this.clock.simulate(state.clock);
  }

  /** Reads the holiday tables again after one was proposed or confirmed. */
  async calendarChanged(): Promise<void> {
    const { state } = await this.executor.load(calendarDecider, streams.calendar);
    this.holidays.set(state);
  }

  /** Reads a programme's versions again after one was proposed or adopted. */
  async programmeChanged(id: ProgrammeId): Promise<void> {
    const { state } = await this.executor.load(programmeDecider, streams.programme(id));
    this.rules.set(id, state);
  }

  /** The answer is kept from when it was asked for: one that was on its way when the account changed is forgotten with it. */
  actor(actor: ActorId): Promise<ActorState> {
    const known = this.actors.get(actor);
    if (known !== undefined) return known;
    const read = this.executor.load(actorDecider, streams.actor(actor)).then(({ state }) => state);
    this.actors.set(actor, read);
    read.catch(() => this.actorChanged(actor));
    return read;
  }

  actorChanged(actor: ActorId): void {
    this.actors.delete(actor);
  }

  /** Reads again what some events have changed: they may be another node's. */
  async changedBy(events: readonly RecordedEvent[]): Promise<void> {
    for (const stream of new Set(events.map((event) => event.stream))) {
      const id = stream.slice(stream.indexOf('-') + 1);
      if (stream === streams.county) await this.countyChanged();
      else if (stream === streams.calendar) await this.calendarChanged();
      else if (stream === streams.programme(id)) await this.programmeChanged(id);
      else if (stream === streams.actor(id)) this.actorChanged(id as ActorId);
    }
  }
}
