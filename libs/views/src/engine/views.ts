import { questionsOf, type Questions } from '../questions';
import { checkpointIn, type Checkpoint } from './checkpoint';
import { openReader, type Reader } from './reader';
import { openViewWriter, type ViewWriter } from './view-writer';

/** The reading side of a view file: every question that it answers, and how far it has come. */
export type Views = Questions & {
  readonly file: string;
  /** A read-only connection: queries see whole batches of events only. */
  readonly reader: Reader;
  readonly progress: () => Checkpoint;
  readonly close: () => void;
};

/** Opens a view file that a projector of another thread or process keeps up to date. Throws when there is no such file. */
export function openReadOnlyViews(file: string): Views {
  return viewsOf(file, openReader(file));
}

/** Opens or creates a view file with both its sides in this thread. `scratch`: one connection for both, written without syncs. */
export function openViews(file: string, options: { readonly scratch?: boolean } = {}): Views & ViewWriter {
  const writer = openViewWriter(file, options);
  const views = options.scratch === true ? viewsOf(file, writer.reader) : openReadOnlyViews(file);
  const close = (): void => {
    views.close();
    writer.close();
  };
  return { ...writer, ...views, close };
}

function viewsOf(file: string, reader: Reader): Views {
  return { ...questionsOf(reader), file, reader, progress: () => checkpointIn(reader), close: reader.close };
}
