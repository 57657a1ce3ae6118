import { Injectable } from '@nestjs/common';
import type { AreaCode } from '@fenming/citizen';
import { Executor, type AuthorityNow } from '@fenming/commands';
import type { EventLog, RecordedEvent } from '@fenming/event-log';
import type { ProgrammeId } from '@fenming/programmes';
import {
  actorDecider,
  authorityNow,
  calendarDecider,
  countyDecider,
  programmeDecider,
  streams,
  type ActorId,
  type CountyState,
  type KnownAreas,
} from '@fenming/subsidy';
import { Appointments } from './appointments';
import type { Shipped } from './catalogue';
import { CountyClock } from './clock';
import type { DiskRoom } from './disk-room';
import { PaymentGate } from './gate';
import { Holidays } from './holidays';
import { RulesInForce } from './rules-in-force';

/** Before a county is opened only the system actor acts, and its area holds nothing. */
const NOWHERE = '000000' as AreaCode;

/** `room`: on the disk that the county is kept on. `shipped`: the definitions that it could propose. A node that only pays has neither. */
type Around = { readonly room?: DiskRoom; readonly shipped?: readonly Shipped[] };

/**
 * A county as its log tells it: its clock, the rules in force, who is appointed, whether money may move. It holds no personal data and no
 * file, and is all that the payout needs on a node of its own.
 */
@Injectable()
export class County {
  readonly clock = new CountyClock();
  readonly holidays = new Holidays();
  readonly rules: RulesInForce;
  readonly executor: Executor;
  readonly appointments: Appointments;
  readonly gate: PaymentGate;
  /** What the log says of the county itself. */
  readonly state: () => CountyState;
  /** Reads that again after the county was opened, its areas were registered or its clock moved. */
  readonly changed: () => Promise<void>;

  constructor(
    readonly log: EventLog,
    { room, shipped = [] }: Around = {},
  ) {
    let known: CountyState = countyDecider.initial;
    this.state = () => known;
    this.changed = async () => {
      known = (await this.executor.load(countyDecider, streams.county)).state;
      const { opened, clock } = known;
      this.rules.setRegions(opened?.regions ?? []);
      this.gate.countyChanged();
      if (clock === undefined) this.clock.followMachine();
      else this.clock.simulate(clock);
    };
    this.rules = new RulesInForce(shipped);
    const authority: AuthorityNow = async (asked) => authorityNow(await this.appointments.of(asked.by), asked);
    this.executor = new Executor(log, this.clock, authority, () => room?.refuseWhenShort());
    this.appointments = new Appointments(async (actor) => (await this.executor.load(actorDecider, streams.actor(actor))).state);
    this.gate = new PaymentGate({ log, executor: this.executor, state: this.state });
  }

  code(): AreaCode {
    return this.state().opened?.code ?? NOWHERE;
  }

  areas(): KnownAreas {
    const { opened, areas } = this.state();
    return { ...(opened === undefined ? {} : { county: opened.code }), areas };
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

  /** Reads again what some events have changed: they may be another node's. */
  async changedBy(events: readonly RecordedEvent[]): Promise<void> {
    for (const stream of new Set(events.map((event) => event.stream))) {
      const id = stream.slice(stream.indexOf('-') + 1);
      if (stream === streams.county) await this.changed();
      else if (stream === streams.calendar) await this.calendarChanged();
      else if (stream === streams.programme(id)) await this.programmeChanged(id);
      else if (stream === streams.actor(id)) this.appointments.changed(id as ActorId);
    }
  }
}
