import type { Position as ServerPosition, ResolvedEvent } from '@eventstore/db-client';
import type { SealedEvent } from '../envelope';
import { Definite, type EventMeta, type JsonObject, type RecordedEvent } from '../port';
import { positionOf } from '../position';
import type { ServerEvent } from './append-calls';

/** Numbers are kept as text in the metadata, so that no reader of the store can round them. */
type Metadata = EventMeta & { readonly schemaVersion: string };

/** The data's bytes are the canonical text. */
export function toServerEvent({ id, type, schemaVersion, payload }: SealedEvent, meta: string): ServerEvent {
  const metadata: Metadata = { ...(JSON.parse(meta) as EventMeta), schemaVersion: String(schemaVersion) };
  return { id, type, data: payload, metadata: JSON.stringify(metadata) };
}

/** Undefined for the server's own events. @throws Definite('unavailable') for an event that another program wrote. */
export function fromServerEvent({ event }: ResolvedEvent): RecordedEvent | undefined {
  if (event === undefined || event.type.startsWith('$') || event.streamId.startsWith('$')) return undefined;
  const { id, type, streamId: stream } = event;
  const number = event.position?.commit;
  if (number === undefined || number > BigInt(Number.MAX_SAFE_INTEGER))
    throw new Definite('unavailable', 'this EventStoreDB gives no position with an event: version 22.10 or later is needed');
  if (!isOurs(event.metadata))
    throw new Definite('unavailable', `the event at ${number} in EventStoreDB was not written by this engine`);
  const { schemaVersion, ...meta } = event.metadata;
  return {
    id,
    type,
    schemaVersion: Number(schemaVersion),
    payload: event.data as JsonObject,
    meta,
    stream,
    revision: Number(event.revision),
    position: positionOf(Number(number)),
  };
}

function isOurs(metadata: unknown): metadata is Metadata {
  return typeof metadata === 'object' && metadata !== null && 'schemaVersion' in metadata && 'at' in metadata;
}

/** A place in the server's global order: commit and prepare position of an event that was not part of an old explicit transaction. */
export const serverPosition = (number: number): ServerPosition => ({ commit: BigInt(number), prepare: BigInt(number) });
