import { canonicalJson, NotCanonical } from './canonical';
import {
  Definite,
  HistoryIncomplete,
  type AppendItem,
  type EventMeta,
  type JsonObject,
  type NewEvent,
  type RecordedEvent,
} from './port';
import { positionOf } from './position';

/**
 * The events of one append may have at most this many bytes together, payloads and metas as canonical UTF-8 text, type names counted
 * twice and EVENT_OVERHEAD_BYTES an event: EventStoreDB's own limit, so that every adapter takes what the others take.
 */
export const MAX_APPEND_BYTES = 1024 * 1024;
/** The schema version that EventStoreDB keeps in the metadata, with room to spare. */
export const EVENT_OVERHEAD_BYTES = 64;
/** Stream and type names: visible characters of the basic plane, no spaces. EventStoreDB keeps names with a leading dollar for itself. */
const NAME = /^(?!\$)[!-~\u00a0-\ud7ff\ue000-\uffff]{1,200}$/;

/** One event as both adapters keep it: texts only, so that nobody can change a fact through a reference. */
export type SealedEvent = {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: string;
  readonly meta: string;
  readonly at: string;
};

export type SealedItem = {
  readonly stream: string;
  readonly expected: AppendItem['expected'];
  readonly events: readonly SealedEvent[];
};

/** One event with its place in the log; `position` is its number, 1 for the first event. */
export type StoredEvent = Omit<SealedEvent, 'at'> & {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Checks and canonicalises a whole call before any of it is recorded.
 * @throws Definite('malformed' | 'too_large') naming the stream and the field, never the content.
 */
export function sealItems(items: readonly AppendItem[], maxAppendBytes = MAX_APPEND_BYTES): readonly SealedItem[] {
  if (!Array.isArray(items)) throw new Definite('malformed', 'the items are not a list');
  const sealMeta = metaSealer();
  return items.map((item: AppendItem) => checkSize(sealItem(item, sealMeta), maxAppendBytes));
}

function checkSize(item: SealedItem, most: number): SealedItem {
  // A UTF-16 unit takes at most three bytes, so short texts need no counting.
  if (sizeOf(item, (text) => text.length * 3) <= most) return item;
  const size = sizeOf(item, (text) => Buffer.byteLength(text));
  if (size <= most) return item;
  throw new Definite('too_large', `stream ${item.stream}: an append of ${size} bytes, at most ${most}`);
}

function sizeOf({ events }: SealedItem, bytesOf: (text: string) => number): number {
  let size = 0;
  for (const { type, payload, meta } of events)
    size += bytesOf(payload) + bytesOf(meta) + 2 * bytesOf(type) + EVENT_OVERHEAD_BYTES;
  return size;
}

function sealItem(item: AppendItem, sealMeta: (meta: EventMeta) => string): SealedItem {
  if (!isRecord(item)) throw new Definite('malformed', 'an item is not an object');
  const { stream, expected, events } = item;
  if (!isShaped(stream, NAME))
    throw new Definite('malformed', 'a stream name is empty, too long, begins with $, or has spaces or invisible characters');
  if (!isExpected(expected)) throw new Definite('malformed', `stream ${stream}: expected revision ${String(expected)}`);
  if (!Array.isArray(events) || events.length === 0) throw new Definite('malformed', `stream ${stream}: no events`);
  const sealed = events.map((event: NewEvent) => sealEvent(event, stream, sealMeta));
  if (sealed.length > 1 && new Set(sealed.map(({ id }) => id)).size < sealed.length) {
    throw new Definite('malformed', `stream ${stream}: one event id twice`);
  }
  return { stream, expected, events: sealed };
}

function sealEvent(event: NewEvent, stream: string, sealMeta: (meta: EventMeta) => string): SealedEvent {
  const refuse = (field: string): never => {
    throw new Definite('malformed', `stream ${stream}: ${field}`);
  };
  if (!isRecord(event)) return refuse('an event is not an object');
  const { id, type, schemaVersion } = event;
  if (!isShaped(id, UUID)) refuse('event id is not a lower-case UUID');
  if (!isShaped(type, NAME)) refuse('event type');
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 65_535)
    refuse('schemaVersion is not from 1 to 65535');
  try {
    return { id, type, schemaVersion, payload: sealPayload(event.payload), meta: sealMeta(event.meta), at: event.meta.at };
  } catch (error) {
    if (error instanceof NotCanonical) return refuse(error.message);
    throw error;
  }
}

function sealPayload(payload: JsonObject): string {
  if (!isRecord(payload)) throw new NotCanonical('payload is not an object', '');
  return canonicalJson(payload);
}

/** The events of one command carry one meta object, so that its text is made once per command and not once per event. */
function metaSealer(): (meta: EventMeta) => string {
  let last: EventMeta | undefined;
  let text = '';
  return (meta) => {
    if (meta === last) return text;
    checkMeta(meta);
    text = canonicalJson(meta);
    last = meta;
    return text;
  };
}

const META_TEXTS = ['actor', 'role', 'area', 'cause', 'correlation'] as const;

/** @throws NotCanonical naming the field that is missing or not of its form */
export function checkMeta(meta: EventMeta): void {
  if (!isRecord(meta)) throw new NotCanonical('meta is not an object', '');
  for (const field of META_TEXTS) {
    if (typeof meta[field] !== 'string') throw new NotCanonical('meta without a text', `/${field}`);
  }
  if (!isShaped(meta.at, INSTANT)) throw new NotCanonical('no UTC instant with milliseconds', '/at');
  if (meta.trueAt !== undefined && !isShaped(meta.trueAt, INSTANT))
    throw new NotCanonical('no UTC instant with milliseconds', '/trueAt');
  if (meta.effectiveOn !== undefined && !isShaped(meta.effectiveOn, PLAIN_DATE))
    throw new NotCanonical('no date', '/effectiveOn');
}

/**
 * Turns rows back into events; events of one command share one meta text, which is then parsed once.
 * @throws HistoryIncomplete where what stands in a row is no JSON any more
 */
export function openEvents(rows: readonly StoredEvent[]): readonly RecordedEvent[] {
  let metaText = '';
  let meta: EventMeta | undefined;
  return rows.map((row) => {
    if (meta === undefined || row.meta !== metaText) {
      metaText = row.meta;
      meta = readJson(row, metaText) as EventMeta;
    }
    return openEvent(row, meta);
  });
}

/** A disk that damages the inside of a text leaves pages that SQLite finds sound. */
function readJson({ stream }: StoredEvent, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HistoryIncomplete(stream, 'unreadable');
  }
}

function openEvent(row: StoredEvent, meta: EventMeta): RecordedEvent {
  return {
    id: row.id,
    type: row.type,
    schemaVersion: row.schemaVersion,
    payload: readJson(row, row.payload) as JsonObject,
    meta,
    stream: row.stream,
    revision: row.revision,
    position: positionOf(row.position),
  };
}

/** @throws Definite('malformed') unless the floor of the clock is a UTC instant with milliseconds. */
export function checkFloor(floor: string | undefined): string {
  if (floor !== undefined && !isShaped(floor, INSTANT)) throw new Definite('malformed', `clockFloor is no UTC instant: ${floor}`);
  return floor ?? '';
}

/** `at` never falls along the log: an event from a clock that went back is recorded at the last event's instant. */
export function liftAt(meta: string, at: string): string {
  return canonicalJson({ ...(JSON.parse(meta) as EventMeta), at });
}

function isShaped(text: unknown, shape: RegExp): boolean {
  return typeof text === 'string' && shape.test(text);
}

function isExpected(expected: unknown): boolean {
  if (expected === 'none' || expected === 'exists') return true;
  return typeof expected === 'number' && Number.isSafeInteger(expected) && expected >= 0;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
