import type { Position } from '@fenming/event-log';
import type { Reader } from './reader';

/** How far the views have come. `origin` is the id of the first event they were built from: it tells one log from another. */
export type Checkpoint = {
  readonly position: Position | undefined;
  readonly origin: string | undefined;
  readonly events: number;
};

export function checkpointIn(reader: Reader): Checkpoint {
  const row = reader.first<{ readonly position: Position | null; readonly origin: string | null; readonly events: number }>(
    'SELECT position, origin, events FROM checkpoint',
  );
  return { position: row?.position ?? undefined, origin: row?.origin ?? undefined, events: row?.events ?? 0 };
}

/** A log restored from an older backup is behind its views: they would go on showing what the log no longer knows. */
export function belongTo(
  { position, origin }: Checkpoint,
  log: { readonly head: Position | undefined; readonly origin: string | undefined },
): boolean {
  return position === undefined || (log.head !== undefined && position <= log.head && origin === log.origin);
}
