import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { EventMeta, JsonObject, NewEvent, RecordedEvent } from '@fenming/event-log';

/** An event as a client proposes it. Data and metadata are bytes that nobody here looks into. */
export type ProposedEvent = {
  /** UUID text, lower case. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
  /** The end of a stream for good, which EventStoreDB shows as a `$streamDeleted` event. */
  readonly tombstone?: boolean;
};

/** An event as the peer gives it back. */
export type PeerRecord = ProposedEvent & {
  readonly stream: string;
  readonly revision: number;
  /** 1 for the first event of the log. */
  readonly number: number;
  /** .NET ticks (100 ns) since 1970, as the server sends them. */
  readonly created: string;
};

/** What a proposed event counts against the append limit: EventStoreDB takes two bytes for a letter of its type. */
export function sizeOf(event: ProposedEvent): number {
  return event.data.length + event.metadata.length + event.type.length * 2;
}

/** What the port keeps of an event. Text stays text, so that a person can read the store; other bytes are base64 and say so. */
type Kept = {
  readonly type: string;
  readonly contentType: string;
  readonly created: string;
  readonly data?: string;
  readonly dataEncoding?: 'base64';
  readonly metadata?: string;
  readonly metadataEncoding?: 'base64';
  /** Where the port's stream name is not the client's. */
  readonly stream?: string;
  readonly tombstone?: true;
};

/** Names that the port takes as they are; all others are kept under a digest, and the true name in the payload. */
const PORT_NAME = /^(?!\$)[!-}\u00a0-\ud7ff\ue000-\uffff]{1,200}$/;

export function portStreamOf(stream: string): string {
  return PORT_NAME.test(stream) ? stream : `~${createHash('sha256').update(stream).digest('hex')}`;
}

export function createdNow(): string {
  return `${Date.now()}0000`;
}

export function toPortEvent(event: ProposedEvent, stream: string, created: string, meta: EventMeta): NewEvent {
  const payload: Kept & JsonObject = {
    contentType: event.contentType,
    created,
    ...kept('data', event.data),
    ...kept('metadata', event.metadata),
    ...(portStreamOf(stream) === stream ? {} : { stream }),
    ...(event.tombstone === true ? { tombstone: true } : {}),
    type: event.type,
  };
  return { id: event.id, type: 'PeerEvent', schemaVersion: 1, payload, meta };
}

export function fromPortEvent(recorded: RecordedEvent): PeerRecord {
  const payload = recorded.payload as Kept & JsonObject;
  return {
    id: recorded.id,
    type: payload.type,
    contentType: payload.contentType,
    data: Buffer.from(payload.data ?? '', payload.dataEncoding ?? 'utf8'),
    metadata: Buffer.from(payload.metadata ?? '', payload.metadataEncoding ?? 'utf8'),
    tombstone: payload.tombstone === true,
    stream: payload.stream ?? recorded.stream,
    revision: recorded.revision,
    number: Number(recorded.position),
    created: payload.created,
  };
}

function kept(field: 'data' | 'metadata', bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  if (isUtf8(bytes)) return { [field]: bytes.toString('utf8') };
  return { [field]: bytes.toString('base64'), [`${field}Encoding`]: 'base64' };
}
