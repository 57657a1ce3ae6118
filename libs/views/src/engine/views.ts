import type { Database } from 'better-sqlite3';
import type { Position, RecordedEvent } from '@fenming/event-log';
import { questionsOf, type Questions } from '../questions';
import { handlersOf, isKnown } from '../projections';
import { readerOf, openReader, type Reader } from './reader';
import { empty, openViewFile } from './view-file';
import { openWriter, type Writer } from './writer';

/** How far the views have come. `origin` is the id of the first event they were built from: it tells one log from another. */
export type Checkpoint = {
  readonly position: Position | undefined;
  readonly origin: string | undefined;
  readonly events: number;
};

/** The lens on the log: one SQLite file with one writer, and every question that it answers. It can be thrown away and made again. */
export type Views = Questions & {
  readonly file: string;
  /** A second, read-only connection: queries see whole batches of events only. */
  readonly reader: Reader;
  /**
   * Applies events in log order, in one transaction with the checkpoint. Events at or before the checkpoint are skipped.
   * Throws PoisonEvent, and then nothing of the batch is applied.
   */
  readonly apply: (events: readonly RecordedEvent[]) => void;
  readonly checkpoint: () => Position | undefined;
  readonly progress: () => Checkpoint;
  /** Empties all tables: the views were built from another log. */
  readonly forget: () => void;
  readonly close: () => void;
};

/** An event that no projection can take. It stops the views, because rows after a hole would be wrong without a word. */
export class PoisonEvent extends Error {
  constructor(
    readonly position: Position,
    readonly type: string,
    reason: unknown,
  ) {
    super(`event ${position} (${type}) stops the views: ${reason instanceof Error ? reason.message : String(reason)}`, {
      cause: reason,
    });
    this.name = 'PoisonEvent';
  }
}

/** Opens or creates the view file. `scratch`: written without syncs, for a rebuild that is deleted afterwards. */
export function openViews(file: string, options: { readonly scratch?: boolean } = {}): Views {
  const db = openViewFile(file, options);
  const writer = openWriter(db);
  const read = db.prepare('SELECT position, origin, events FROM checkpoint');
  const progress = (): Checkpoint => {
    const { position, origin, events } = read.get() as { position: Position | null; origin: string | null; events: number };
    return { position: position ?? undefined, origin: origin ?? undefined, events };
  };
  const reader = options.scratch === true ? readerOf(db) : openReader(file);
  return {
    ...questionsOf(reader),
    file,
    reader,
    apply: applying(db, writer, progress),
    checkpoint: () => progress().position,
    progress,
    forget: () => db.transaction(empty)(db),
    close: () => {
      reader.close();
      db.close();
    },
  };
}

function applying(db: Database, writer: Writer, progress: () => Checkpoint): Views['apply'] {
  const advance = db.prepare('UPDATE checkpoint SET position = ?, origin = coalesce(origin, ?), events = events + ?');
  const applyAll = db.transaction((events: readonly RecordedEvent[]) => {
    const { position } = progress();
    const fresh = position === undefined ? events : events.filter((event) => event.position > position);
    const last = fresh.at(-1);
    if (last === undefined) return;
    for (const event of fresh) applyOne(writer, event);
    flush(writer, last);
    advance.run(last.position, fresh[0]?.id, fresh.length);
  });
  return (events) => {
    try {
      applyAll.immediate(events);
    } finally {
      writer.forget();
    }
  };
}

function applyOne(writer: Writer, event: RecordedEvent): void {
  try {
    if (!isKnown(event)) throw new RangeError(`no projection knows this type in schema version ${event.schemaVersion}`);
    for (const handle of handlersOf(event.type)) {
      for (const change of handle(event.payload, event)) writer.write(change);
    }
  } catch (error) {
    throw new PoisonEvent(event.position, event.type, error);
  }
}

/** A sum that no cell can hold shows only here; the batch is named by its last event. */
function flush(writer: Writer, last: RecordedEvent): void {
  try {
    writer.flush();
  } catch (error) {
    throw new PoisonEvent(last.position, last.type, error);
  }
}
