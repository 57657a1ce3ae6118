import { Injectable } from '@nestjs/common';
import {
  Conflict,
  type AppendItem,
  type AppendOutcome,
  type EventLog,
  type EventMeta,
  type JsonObject,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@fenming/event-log';
import {
  derivedId,
  fold,
  instructionEventId,
  isRefusal,
  type ActorId,
  type Asked,
  type Decider,
  type Fact,
  type Refusal,
  type SubsidyEvent,
} from '@fenming/subsidy';
import type { Clock } from './folder/clock';

/** Who calls and under which command id: a repeated command has the same id and changes nothing twice. */
export type Caller = { readonly asked: Omit<Asked, 'at'>; readonly commandId: string; readonly correlation: string };

export type Done<Event> = {
  readonly done: 'recorded' | 'already';
  readonly events: readonly Event[];
  readonly position?: Position;
};
export type Outcome<Event> = Done<Event> | Refusal;

/** One stream and the command for it, decided against the state that was read. `part` tells two tasks on one stream apart. */
export type Task<State, Command> = {
  readonly stream: string;
  readonly command: (state: State) => Command | Refusal;
  readonly part?: string;
};

export type Loaded<State> = { readonly state: State; readonly revision: number; readonly events: readonly RecordedEvent[] };

type Shaped = { readonly type: string; readonly data: object };

/** How often a list command re-reads and re-decides what somebody else changed in between. */
const ATTEMPTS = 8;

export const factsOf = <Event>(events: readonly RecordedEvent[]): Fact<Event>[] =>
  events.map(({ type, payload, schemaVersion, meta }) => {
    if (schemaVersion !== 1) throw new Error(`no reader for ${type} version ${schemaVersion}`);
    return { event: { type, data: payload } as Event, by: meta.actor as ActorId };
  });

@Injectable()
export class Executor {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async load<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
  ): Promise<Loaded<State>> {
    return loaded(decider, await this.log.readStream(stream));
  }

  async loadMany<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, Loaded<State>>> {
    const found = await this.log.readStreams(names);
    return new Map(names.map((name) => [name, loaded(decider, found.get(name) ?? [])]));
  }

  /** Decides one command. Somebody else's write in between is a Conflict for people and is thrown. */
  async one<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
    caller: Caller,
  ): Promise<Outcome<Event>> {
    const now = await this.load(decider, stream);
    const prepared = this.prepare(decider, { stream, command: () => command }, now, caller);
    if (!('append' in prepared)) return prepared;
    const { position } = await this.log.append(prepared.append);
    return { done: 'recorded', events: prepared.events, position };
  }

  /** Decides one command per stream; each is atomic on its own, and what changed in between is read and decided again. */
  async many<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    tasks: readonly Task<State, Command>[],
    caller: Caller,
  ): Promise<readonly Outcome<Event>[]> {
    const outcomes = new Array<Outcome<Event>>(tasks.length);
    let pending = tasks.map((_, index) => index);
    for (let attempt = 1; pending.length > 0; attempt += 1) {
      const round = await this.round(decider, { tasks, pending }, caller, outcomes);
      if (round.length > 0 && attempt === ATTEMPTS) throw new Conflict(tasks[round[0] ?? 0]?.stream ?? '', 'exists', 'none');
      pending = round;
    }
    return outcomes;
  }

  /** Facts that the caller has decided already, e.g. the payments of a locked roster: appended as they are. */
  appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    return this.log.appendMany(items);
  }

  asked(caller: Caller): Asked {
    return { ...caller.asked, at: this.clock.now() };
  }

  meta(caller: Caller): EventMeta {
    const { by, role, area } = caller.asked;
    const trueAt = this.clock.trueNow();
    const times = trueAt === undefined ? { at: this.clock.now() } : { at: this.clock.now(), trueAt };
    return { ...times, actor: by, role, area, cause: caller.commandId, correlation: caller.correlation };
  }

  private async round<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    work: { readonly tasks: readonly Task<State, Command>[]; readonly pending: readonly number[] },
    caller: Caller,
    outcomes: Outcome<Event>[],
  ): Promise<number[]> {
    const states = await this.loadMany(
      decider,
      work.pending.map((index) => work.tasks[index]?.stream ?? ''),
    );
    const appends: { readonly index: number; readonly append: AppendItem; readonly events: readonly Event[] }[] = [];
    for (const index of work.pending) {
      const task = work.tasks[index];
      const now = task === undefined ? undefined : states.get(task.stream);
      if (task === undefined || now === undefined) continue;
      const prepared = this.prepare(decider, task, now, caller);
      if ('append' in prepared) appends.push({ index, ...prepared });
      else outcomes[index] = prepared;
    }
    const results = appends.length === 0 ? [] : await this.log.appendMany(appends.map(({ append }) => append));
    const conflicts: number[] = [];
    appends.forEach(({ index, events }, i) => {
      const result = results[i];
      if (result === undefined || result.outcome === 'conflict') conflicts.push(index);
      else outcomes[index] = { done: result.outcome === 'already' ? 'already' : 'recorded', events, position: result.position };
    });
    return conflicts;
  }

  private prepare<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    task: Task<State, Command>,
    now: Loaded<State>,
    caller: Caller,
  ): Outcome<Event> | { readonly append: AppendItem; readonly events: readonly Event[] } {
    const commandId = task.part === undefined ? caller.commandId : derivedId(caller.commandId, task.part);
    const before = now.events.filter(({ meta }) => meta.cause === commandId);
    if (before.length > 0) return { done: 'already', events: factsOf<Event>(before).map(({ event }) => event) };
    const command = task.command(now.state);
    if (isRefusal(command)) return command;
    const decision = decider.decide(now.state, command, this.asked(caller));
    if (isRefusal(decision)) return decision;
    if (decision.length === 0) return { done: 'already', events: [] };
    const meta = { ...this.meta(caller), cause: commandId };
    const events = decision.map((event, i) => newEvent(event, eventId(event, commandId, task.stream, i), meta));
    return { append: { stream: task.stream, expected: now.revision < 0 ? 'none' : now.revision, events }, events: decision };
  }
}

const loaded = <State, Command, Event extends Shaped>(
  decider: Decider<State, Command, Event>,
  events: readonly RecordedEvent[],
): Loaded<State> => ({
  state: fold(decider, factsOf<Event>(events)),
  revision: events.length - 1,
  events,
});

export const newEvent = (event: Shaped, id: string, meta: EventMeta): NewEvent => ({
  id,
  type: event.type,
  schemaVersion: 1,
  payload: event.data as JsonObject,
  meta,
});

/** A payment's id follows from its entitlement and attempt alone; every other event's from the command that caused it. */
const eventId = (event: Shaped, commandId: string, stream: string, index: number): string => {
  const subsidyEvent = event as SubsidyEvent;
  if (subsidyEvent.type !== 'PaymentInstructed') return derivedId(commandId, stream, index);
  const { enrolmentId, entitlement, attempt } = subsidyEvent.data;
  return instructionEventId(enrolmentId, entitlement, attempt);
};
