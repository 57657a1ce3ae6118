import type { Database } from '@fenming/sqlite';
import type { Position, RecordedEvent } from '@fenming/event-log';
import { checkpointIn, type Checkpoint } from './checkpoint';
import type { Lens } from './lens';
import { readerOf, type Reader } from './reader';
import { openRowWriter, type RowWriter } from './row-writer';
import { empty, openViewFile } from './view-file';

/** The writing side of a view file: its one writer, in whatever thread applies the events. */
export type ViewWriter = {
  /**
   * Applies events in log order, in one transaction with the checkpoint. Events at or before the checkpoint are skipped.
   * Throws PoisonEvent, and then nothing of the batch is applied.
   */
  readonly apply: (events: readonly RecordedEvent[]) => void;
  readonly progress: () => Checkpoint;
  /** Empties all tables: the views were built from another log. */
  readonly forget: () => void;
  /** The writer's own connection. */
  readonly reader: Reader;
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
export function openViewWriter(file: string, lens: Lens, options: { readonly scratch?: boolean } = {}): ViewWriter {
  const db = openViewFile(file, lens.tables, options);
  const reader = readerOf(db);
  const progress = (): Checkpoint => checkpointIn(reader);
  return {
    apply: applying(db, { rows: openRowWriter(db), lens, progress }),
    progress,
    forget: () => db.transaction(empty)(db, lens.tables),
    reader,
    close: reader.close,
  };
}

type Applying = { readonly rows: RowWriter; readonly lens: Lens; readonly progress: () => Checkpoint };

function applying(db: Database, { rows, lens, progress }: Applying): ViewWriter['apply'] {
  const advance = db.prepare('UPDATE checkpoint SET position = ?, origin = coalesce(origin, ?), events = events + ?');
  const applyAll = db.transaction((events: readonly RecordedEvent[]) => {
    const { position } = progress();
    const fresh = position === undefined ? events : events.filter((event) => event.position > position);
    const last = fresh.at(-1);
    if (last === undefined) return;
    for (const event of fresh) applyOne(rows, lens, event);
    flush(rows, last);
    advance.run(last.position, fresh[0]?.id, fresh.length);
  });
  return (events) => {
    try {
      applyAll.immediate(events);
    } finally {
      rows.forget();
    }
  };
}

function applyOne(rows: RowWriter, lens: Lens, event: RecordedEvent): void {
  try {
    for (const change of lens.changesOf(event)) rows.write(change);
  } catch (error) {
    throw new PoisonEvent(event.position, event.type, error);
  }
}

/** A sum that no cell can hold shows only here; the batch is named by its last event. */
function flush(rows: RowWriter, last: RecordedEvent): void {
  try {
    rows.flush();
  } catch (error) {
    throw new PoisonEvent(last.position, last.type, error);
  }
}
