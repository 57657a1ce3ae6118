import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  asOneRequest,
  Conflict,
  type AppendItem,
  type AppendOutcome,
  type EventLog,
  type EventMeta,
  type RecordedEvent,
} from '@fenming/event-log';
import { derivedId, isRefusal, type Asked, type Decider, type Refusal } from '@fenming/subsidy';
import type { AuthorityNow, Caller } from './caller';
import type { Clock } from './clock';
import { grown, KnownStreams, stateOf, type KnownState } from './known-streams';
import { eventId, newEvent, type Shaped } from './new-event';
import { Refused, type Outcome } from './outcomes';
import { Turns } from './turns';

/** One stream and the command for it, decided against the state that was read. `idSuffix` tells two commands on one stream apart. */
export type StreamCommand<State, Command> = {
  readonly stream: string;
  readonly command: (state: State) => Command | Refusal;
  readonly idSuffix?: string;
};

type Prepared<Event> = { readonly append: AppendItem; readonly events: readonly Event[]; readonly commandId: string };
/** An append of facts that the caller has decided already. */
export type FactAppend<Event> = { readonly stream: string; readonly expected: number; readonly event: Event };

/** A stream is read piece by piece. A long one is a batch, whose chunks hold a thousand lines each: they are folded two a turn, and others go on. */
const FIRST_READ = 12;
const NEXT_READS = 2;

/** How often a command re-reads and re-decides what somebody else changed in between. */
const ATTEMPTS = 8;

@Injectable()
export class Executor {
  readonly known = new KnownStreams();
  private stoppedFor: Refusal | undefined;
  private readonly turns = new Turns();

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly authorityNow: AuthorityNow = async (asked) => asked,
    /** Throws Refused where the disk has no room for what is to be recorded. */
    private readonly refuseWithoutRoom: () => void = () => undefined,
  ) {}

  /** One stream as the log has it now: what was last seen of it, and what has come since. */
  async load<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
  ): Promise<KnownState<State>> {
    const before = this.known.get(stream) as KnownState<State> | undefined;
    let now: KnownState<State> = before ?? { state: decider.initial, revision: -1, causes: [] };
    for (let limit = FIRST_READ, more = true; more; limit = NEXT_READS) {
      const events = await this.log.readStream(stream, { from: now.revision + 1, limit });
      if (events.length > 0) now = grown(decider, now, events);
      more = events.length === limit;
      if (more) await nextTurn();
    }
    const meanwhile = this.known.get(stream) as KnownState<State> | undefined;
    // A slow answer must not set back what a quicker one has told since: a county's rules would be the former ones again.
    if (meanwhile !== undefined && meanwhile.revision > now.revision) return meanwhile;
    if (now.revision >= 0) this.known.set(stream, now);
    return now;
  }

  /** States of many streams: as they were last seen, or as the log has them now. Deciding on the former is safe, for a wrong revision conflicts. */
  async states<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    names: readonly string[],
    freshness: 'last-seen' | 'now' = 'last-seen',
  ): Promise<ReadonlyMap<string, KnownState<State>>> {
    const states = new Map<string, KnownState<State>>();
    const [only] = names;
    // A batch of a million payments is hundreds of megabytes: of one stream only what came since is read.
    if (only !== undefined && names.length === 1 && freshness === 'now') return states.set(only, await this.load(decider, only));
    for (const name of freshness === 'now' ? [] : names) {
      const known = this.known.get(name);
      if (known !== undefined) states.set(name, known as KnownState<State>);
    }
    const unknown = names.filter((name) => !states.has(name));
    const found = unknown.length === 0 ? undefined : await this.log.readStreams(unknown);
    for (const name of unknown) {
      const known = grown(decider, { state: decider.initial, revision: -1, causes: [] }, found?.get(name) ?? []);
      this.known.set(name, known);
      states.set(name, known);
    }
    return states;
  }

  /** States of many streams as the log has them now, in one read and kept nowhere: for a question about everybody. */
  async peek<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, State>> {
    const found = names.length === 0 ? new Map<string, readonly RecordedEvent[]>() : await this.log.readStreams(names);
    return new Map([...found].map(([name, events]) => [name, stateOf(decider, events)]));
  }

  /**
   * Decides one command, anew where somebody else has written in between: what the person saw and relies on, such as the hash of a list,
   * stands in the command itself. @throws Conflict where others go on writing.
   */
  async one<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
    caller: Caller,
  ): Promise<Outcome> {
    const inTurn = async (): Promise<Outcome> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.oneAsSeen(decider, stream, command, caller);
        } catch (error) {
          if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
        }
      }
    };
    return asOneRequest(() => this.turns.take(stream, inTurn));
  }

  /**
   * For a command that says what its caller has read before, e.g. how many lines wait: it does not hold for another state. @throws Conflict
   * where somebody else has written in between.
   */
  async oneAsSeen<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
    caller: Caller,
  ): Promise<Outcome> {
    const now = await this.load(decider, stream);
    const authorised = await this.authorised(caller);
    if (isRefusal(authorised)) return authorised;
    const prepared = this.prepare(decider, { stream, command: () => command }, now, authorised);
    if (!('append' in prepared)) return prepared;
    const outcome = await this.log.append(prepared.append);
    this.remember(decider, stream, { outcome, events: prepared.events, caller, commandId: prepared.commandId });
    return { done: 'recorded', position: outcome.position };
  }

  /**
   * Decides many commands, each atomic on its own; those for one stream one after the other. What changed in between is read and decided
   * again. @throws Conflict where others go on writing.
   */
  async many<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    tasks: readonly StreamCommand<State, Command>[],
    caller: Caller,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = Array.from({ length: tasks.length });
    let pending = tasks.map((task, index) => ({ task, index }));
    for (let [first, fruitless] = [true, 0]; ; first = false) {
      const [next] = pending;
      if (next === undefined) return outcomes;
      if (fruitless === ATTEMPTS) throw new Conflict(next.task.stream, 'exists', 'none');
      const left = await this.round(decider, pending, { caller, outcomes, freshness: first ? 'last-seen' : 'now' });
      fruitless = left.length < pending.length ? 0 : fruitless + 1;
      pending = left;
    }
  }

  /** Facts that the caller has decided already, e.g. the payments of a locked roster: appended as they are, each at its revision. */
  async appendFacts<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    facts: readonly FactAppend<Event>[],
    caller: Caller,
  ): Promise<readonly AppendOutcome[]> {
    const meta = this.meta(caller);
    const items = facts.map(({ stream, expected, event }): AppendItem => {
      return { stream, expected, events: [newEvent(event, eventId(event, caller.commandId, stream, 0), meta)] };
    });
    await nextTurn();
    const outcomes = await this.log.appendMany(items);
    facts.forEach(({ stream, event }, i) =>
      this.remember(decider, stream, { outcome: outcomes[i], events: [event], caller, commandId: caller.commandId }),
    );
    return outcomes;
  }

  /** From now on nothing is recorded, for the reason given; undefined lifts it. */
  standStill(reason: Refusal | undefined): void {
    this.stoppedFor = reason;
  }

  asked(caller: Caller): Asked {
    return { ...caller.asked, at: this.clock.now() };
  }

  /** Asked last before a decision: an account that was dismissed, moved or given anew while its request was on its way decides as it stands now. */
  private async authorised(caller: Caller): Promise<Caller | Refusal> {
    if (caller.decidedBefore === true || caller.asked.role === 'system') return caller;
    const asked = await this.authorityNow(caller.asked);
    return isRefusal(asked) ? asked : { ...caller, asked };
  }

  private meta(caller: Caller): EventMeta {
    if (this.stoppedFor !== undefined) throw new Refused(this.stoppedFor);
    this.refuseWithoutRoom();
    const { by, role, area } = caller.asked;
    const trueAt = this.clock.trueNow();
    const times = trueAt === undefined ? { at: this.clock.now() } : { at: this.clock.now(), trueAt };
    return { ...times, actor: by, role, area, cause: caller.commandId, correlation: caller.correlation };
  }

  /** One pass over what is pending; answers what has to be read and decided again. */
  private async round<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    pending: readonly { readonly task: StreamCommand<State, Command>; readonly index: number }[],
    {
      caller,
      outcomes,
      freshness,
    }: { readonly caller: Caller; readonly outcomes: Outcome[]; readonly freshness: 'last-seen' | 'now' },
  ) {
    const states = await this.states(
      decider,
      pending.map(({ task }) => task.stream),
      freshness,
    );
    const authorised = await this.authorised(caller);
    const again: (typeof pending)[number][] = [];
    const appends: ((typeof pending)[number] & Prepared<Event>)[] = [];
    const taken = new Set<string>();
    for (const one of pending) {
      const now = states.get(one.task.stream);
      if (now === undefined) continue;
      // A second command for a stream is decided on what the first has made of it.
      if (taken.has(one.task.stream)) {
        again.push(one);
        continue;
      }
      const prepared = isRefusal(authorised) ? authorised : this.prepare(decider, one.task, now, authorised);
      if ('append' in prepared) {
        taken.add(one.task.stream);
        appends.push({ ...one, ...prepared });
      }
      // What was last seen may be out of date: a refusal, or that nothing is left to do, counts only on what the log has now.
      else if (freshness === 'last-seen') again.push(one);
      else outcomes[one.index] = prepared;
    }
    const results = appends.length === 0 ? [] : await this.log.appendMany(appends.map(({ append }) => append));
    appends.forEach(({ task, index, events, commandId }, i) => {
      const outcome = results[i];
      this.remember(decider, task.stream, { outcome, events, caller, commandId });
      if (outcome === undefined || outcome.outcome === 'conflict') again.push({ task, index });
      else outcomes[index] = { done: outcome.outcome === 'already' ? 'already' : 'recorded', position: outcome.position };
    });
    return again;
  }

  /** What was just appended need not be read again. After anything else, what was seen is still true, only no longer all. */
  private remember<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    stream: string,
    done: {
      readonly outcome: AppendOutcome | undefined;
      readonly events: readonly Event[];
      readonly caller: Caller;
      readonly commandId: string;
    },
  ): void {
    const before = this.known.get(stream) as KnownState<State> | undefined;
    const { outcome, events, caller, commandId } = done;
    const follows =
      outcome?.outcome === 'appended' && before !== undefined && outcome.revision === before.revision + events.length;
    if (!follows) return;
    const state = events.reduce((now, event) => decider.evolve(now, event, caller.asked.by), before.state);
    this.known.set(stream, { state, revision: outcome.revision, causes: [...before.causes, ...events.map(() => commandId)] });
  }

  private prepare<State, Command, Event extends Shaped>(
    decider: Decider<State, Command, Event>,
    task: StreamCommand<State, Command>,
    now: KnownState<State>,
    caller: Caller,
  ): Outcome | Prepared<Event> {
    const commandId = task.idSuffix === undefined ? caller.commandId : derivedId(caller.commandId, task.idSuffix);
    if (now.causes.includes(commandId)) return { done: 'already' };
    const command = task.command(now.state);
    if (isRefusal(command)) return command;
    const decision = decider.decide(now.state, command, this.asked(caller));
    if (isRefusal(decision)) return decision;
    if (decision.length === 0) return { done: 'already' };
    const meta = { ...this.meta(caller), cause: commandId };
    const events = decision.map((event, i) => newEvent(event, eventId(event, commandId, task.stream, i), meta));
    return {
      append: { stream: task.stream, expected: now.revision < 0 ? 'none' : now.revision, events },
      events: decision,
      commandId,
    };
  }
}
