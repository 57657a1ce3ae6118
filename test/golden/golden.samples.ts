import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@fenming/event-log';
import { fold, read as readRecorded, schemaVersionOf, type ActorId, type Decider, type SubsidyEvent } from '@fenming/subsidy';

export type Type = SubsidyEvent['type'];
type Sample = { readonly type: string; readonly schemaVersion: number; readonly payload: JsonObject };
export type Reading = {
  readonly read: (samples: readonly Sample[]) => unknown;
  /** What happened before in the same stream, for an event that changes something. */
  readonly after?: readonly Type[];
  readonly state: object;
};

export const BY = 'finance-checker-1' as ActorId;
/** The sample of a version; without one, of the version in which events of this type are recorded today. */
export const sampleOf = (type: string, version = schemaVersionOf(type)): Sample =>
  JSON.parse(readFileSync(join(__dirname, `${type}.v${version}.json`), 'utf8')) as Sample;
/** A text that a sample holds, e.g. an id by which the state is keyed. */
export const textOf = (type: Type, member: string): string => {
  const value = sampleOf(type).payload[member];
  if (typeof value !== 'string') throw new Error(`${type} has no text ${member}`);
  return value;
};
export const by =
  <State, Command, Event extends { readonly type: string; readonly data: object }>(decider: Decider<State, Command, Event>) =>
  (samples: readonly Sample[]): State =>
    fold(
      decider,
      samples.map((sample) => ({ event: { type: sample.type, data: readRecorded(sample) } as Event, by: BY })),
    );
