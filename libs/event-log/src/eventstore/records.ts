import type { Position as ServerPosition, ResolvedEvent } from '@eventstore/db-client';
import type { SealedEvent } from '../envelope';
import { LogUnavailable, type EventMeta, type Gap, type JsonObject, type RecordedEvent } from '../port';
import { positionOf } from '../position';
import type { ServerEvent } from './append-calls';

/** Numbers are kept as text in the metadata, so that no reader of the store can round them. */
type Metadata = EventMeta & { readonly schemaVersion: string };

/** The data's bytes are the canonical text. */
export function toServerEvent({ id, type, schemaVersion, payload }: SealedEvent, meta: string): ServerEvent {
  const metadata: Metadata = { ...(JSON.parse(meta) as EventMeta), schemaVersion: String(schemaVersion) };
  return { id, type, data: payload, metadata: JSON.stringify(metadata) };
}

/** What the server has delivered: an event of ours, one that another program wrote, or undefined for one of the server's own. */
export type Delivered = RecordedEvent | Foreign | undefined;
/** An event that this engine did not write; `number` is its place. */
export type Foreign = {
  readonly foreign: true;
  readonly stream: string;
  readonly number: number;
  readonly revision: number;
};

export const isForeign = (delivered: Delivered): delivered is Foreign => delivered !== undefined && 'foreign' in delivered;

/** @throws Definite('unavailable') for a server that is too old. */
export function fromServerEvent({ event }: ResolvedEvent): Delivered {
  if (event === undefined || event.type.startsWith('$') || event.streamId.startsWith('$')) return undefined;
  const { id, type, streamId: stream } = event;
  const place = event.position?.commit;
  if (place === undefined || place > BigInt(Number.MAX_SAFE_INTEGER))
    throw new LogUnavailable('version', 'this EventStoreDB gives no position with an event: version 22.10 or later is needed');
  const number = Number(place);
  if (!isOurs(event.metadata)) return { foreign: true, stream, number, revision: Number(event.revision) };
  const { schemaVersion, ...meta } = event.metadata;
  return {
    id,
    type,
    schemaVersion: Number(schemaVersion),
    payload: event.data as JsonObject,
    meta,
    stream,
    revision: Number(event.revision),
    position: positionOf(number),
  };
}

function isOurs(metadata: unknown): metadata is Metadata {
  return typeof metadata === 'object' && metadata !== null && 'schemaVersion' in metadata && 'at' in metadata;
}

/** A place in the server's global order: commit and prepare position of an event that was not part of an old explicit transaction. */
export const serverPosition = (number: number): ServerPosition => ({ commit: BigInt(number), prepare: BigInt(number) });

/** The stream of which the server's own event tells something, and what: that it was deleted for good, or what is to be forgotten of it. */
export function toldBy({ event }: ResolvedEvent): { readonly stream: string; readonly reason: Gap | undefined } | undefined {
  if (event === undefined) return undefined;
  const { type, streamId } = event;
  if (type === '$streamDeleted' && !streamId.startsWith('$')) return { stream: streamId, reason: 'deleted' };
  if (type !== '$metadata' || !/^\$\$[^$]/.test(streamId)) return undefined;
  return { stream: streamId.slice(2), reason: retentionIn(event.data) };
}

/**
 * What a stream's metadata tells the server to forget: all before a revision ($tb, after a soft delete the largest there is), all but so
 * many ($maxCount), all older than so many seconds ($maxAge).
 */
function retentionIn(metadata: unknown): Gap | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const told = metadata as Readonly<Record<string, unknown>>;
  const before = Number(told['$tb'] ?? 0);
  if (before > Number.MAX_SAFE_INTEGER) return 'deleted';
  return before > 0 || told['$maxCount'] !== undefined || told['$maxAge'] !== undefined ? 'retention' : undefined;
}
