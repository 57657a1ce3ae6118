import type { RecordedEvent } from '@fenming/event-log';
import { fold, read, type ActorId, type Decider, type Fact } from '@fenming/subsidy';
import type { Shaped } from './new-event';

/** A stream's state as it was last seen. `causes`: the command ids of its events, so that a repeated command is recognised. */
export type KnownState<State> = { readonly state: State; readonly revision: number; readonly causes: readonly string[] };

const CAPACITY = 60_000;

/** The states of the streams used last, oldest use out first. Only a guess at the log: every append still names its revision. */
export class KnownStreams {
  private readonly streams = new Map<string, KnownState<unknown>>();

  get(stream: string): KnownState<unknown> | undefined {
    return this.streams.get(stream);
  }

  /** For a log that is not any more what was read of it. */
  clear(): void {
    this.streams.clear();
  }

  set(stream: string, known: KnownState<unknown>): void {
    this.streams.delete(stream);
    this.streams.set(stream, known);
    if (this.streams.size <= CAPACITY) return;
    const [oldest] = this.streams.keys();
    if (oldest !== undefined) this.streams.delete(oldest);
  }
}

/** Recorded events as deciders know them. Throws where a version has no reader. */
export const factsOf = <Event>(events: readonly RecordedEvent[]): Fact<Event>[] =>
  events.map((event) => {
    const { type, meta } = event;
    return { event: { type, data: read(event) } as Event, by: meta.actor as ActorId };
  });

/** What these events of one stream come to. Throws where a version has no reader. */
export const stateOf = <State, Command, Event extends Shaped>(
  decider: Decider<State, Command, Event>,
  events: readonly RecordedEvent[],
): State => fold(decider, factsOf<Event>(events));

/** A state with the events that came after it. */
export const grown = <State, Command, Event extends Shaped>(
  decider: Decider<State, Command, Event>,
  { state, revision, causes }: KnownState<State>,
  events: readonly RecordedEvent[],
): KnownState<State> => ({
  state: fold({ ...decider, initial: state }, factsOf<Event>(events)),
  revision: events.at(-1)?.revision ?? revision,
  causes: [...causes, ...events.map(({ meta }) => meta.cause)],
});
