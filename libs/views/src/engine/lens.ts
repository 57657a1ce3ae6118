import type { JsonObject, RecordedEvent } from '@fenming/event-log';
import { read } from '@fenming/subsidy';
import type { Change, EventType, Projection } from './change';
import type { Reader } from './reader';
import type { Table } from './table';
import type { View } from './view';

/** Several views as one: the tables of a view file, what an event does to them, and everything that can be asked. */
export type Lens<V extends View = View> = {
  readonly tables: readonly Table[];
  /** What an event does to the rows. Throws RangeError where no projection knows its type or its version. */
  readonly changesOf: (event: RecordedEvent) => readonly Change[];
  /** The questions over one read-only connection. */
  readonly questionsOf: (reader: Reader) => QuestionsOf<V>;
};

type Both<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never;
type Bound<F> = F extends (reader: Reader, ...asked: infer Asked) => infer Answer ? (...asked: Asked) => Answer : never;
type AllQuestions<V extends View> = Both<V extends unknown ? V['questions'] : never>;
export type QuestionsOf<V extends View> = { readonly [Name in keyof AllQuestions<V>]: Bound<AllQuestions<V>[Name]> };

/** The events that one of the views knows. */
export type KnownTo<V extends View> = V extends { readonly projection: infer P } ? keyof P : never;

type Handle = (said: JsonObject, event: RecordedEvent) => readonly Change[];

/** `notShown`: events that are known and change no row. No projection reads what another one writes at the same event, so their order does not matter. */
export function lensOf<V extends View>(views: readonly V[], notShown: readonly EventType[]): Lens<V> {
  const handlers = handlersOf(
    views.flatMap(({ projection }) => projection ?? []),
    notShown,
  );
  const questions = views.flatMap((one) => Object.entries(one.questions));
  return {
    tables: views.flatMap(({ tables }) => tables ?? []),
    changesOf: (event) => {
      const known = handlers.get(event.type);
      if (known === undefined) throw new RangeError(`no projection knows this type in schema version ${event.schemaVersion}`);
      const said = read(event);
      return known.flatMap((handle) => handle(said, event));
    },
    questionsOf: (reader) => {
      const bound = questions.map(([name, ask]) => [name, (ask as (...all: unknown[]) => unknown).bind(undefined, reader)]);
      return Object.fromEntries(bound) as QuestionsOf<V>;
    },
  };
}

function handlersOf(projections: readonly Projection[], notShown: readonly EventType[]): ReadonlyMap<string, readonly Handle[]> {
  const handlers = new Map<string, Handle[]>(notShown.map((type) => [type, []]));
  for (const projection of projections) {
    for (const [type, handle] of Object.entries(projection)) {
      handlers.set(type, [...(handlers.get(type) ?? []), handle as Handle]);
    }
  }
  return handlers;
}
