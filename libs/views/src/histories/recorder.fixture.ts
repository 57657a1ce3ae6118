import type { EventLog, EventMeta, JsonObject, Position, RecordedEvent } from '@fenming/event-log';
import { derivedId, schemaVersionOf, type SubsidyEvent } from '@fenming/subsidy';

/** Picks a whole number from 0 up to, not including, `below`. A seed or a property test stands behind it. */
export type Choose = (below: number) => number;

type By = { readonly actor: string; readonly role: string; readonly area?: string };

/** Writes down a history in log order, for specs and measurements. The same calls give the same history. */
export class Recorder {
  readonly events: RecordedEvent[] = [];
  private readonly revisions = new Map<string, number>();

  constructor(private readonly name = 'history') {}

  record(stream: string, { type, data }: SubsidyEvent, by: By = { actor: 'clerk', role: 'system' }): void {
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    const number = this.events.length + 1;
    this.events.push({
      id: derivedId(this.name, number),
      type,
      schemaVersion: schemaVersionOf(type),
      payload: data as unknown as JsonObject,
      meta: this.meta(number, by),
      stream,
      revision,
      position: String(number).padStart(16, '0') as Position,
    });
  }

  revisionOf(stream: string): number {
    return this.revisions.get(stream) ?? -1;
  }

  private meta(number: number, { actor, role, area = '991001' }: By): EventMeta {
    const at = new Date(Date.UTC(2023, 0, 1) + number * 1000).toISOString();
    return { at, actor, role, area, cause: `command-${number}`, correlation: 'history' };
  }
}

/** Appends a recorded history to a log, one event at a time as it happened. */
export async function appendAll(log: EventLog, events: readonly RecordedEvent[]): Promise<void> {
  await log.appendMany(
    events.map(({ stream, revision, position: _given, ...event }) => ({
      stream,
      expected: revision === 0 ? ('none' as const) : revision - 1,
      events: [event],
    })),
  );
}

/** A seeded choice (mulberry32): the same seed chooses alike on every machine. */
export function seeded(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
