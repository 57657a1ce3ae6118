import { checkpointIn, type Checkpoint } from './checkpoint';
import type { Lens, QuestionsOf } from './lens';
import { openReader, type Reader } from './reader';
import type { View } from './view';
import { openViewWriter, type ViewWriter } from './view-writer';

/** The reading side of a view file: every question that it answers, and how far it has come. */
export type OpenViews<V extends View> = QuestionsOf<V> & {
  readonly file: string;
  /** A read-only connection: queries see whole batches of events only. */
  readonly reader: Reader;
  readonly progress: () => Checkpoint;
  readonly close: () => void;
};

/** Opens a view file that a projector of another thread or process keeps up to date. Throws when there is no such file. */
export function openReadOnlyViews<V extends View>(file: string, lens: Lens<V>): OpenViews<V> {
  return viewsOf(file, lens, openReader(file));
}

/** Opens or creates a view file with both its sides in this thread. `scratch`: one connection for both, written without syncs. */
export function openViews<V extends View>(
  file: string,
  lens: Lens<V>,
  options: { readonly scratch?: boolean } = {},
): OpenViews<V> & ViewWriter {
  const writer = openViewWriter(file, lens, options);
  const views = options.scratch === true ? viewsOf(file, lens, writer.reader) : openReadOnlyViews(file, lens);
  const close = (): void => {
    views.close();
    writer.close();
  };
  return { ...writer, ...views, close };
}

function viewsOf<V extends View>(file: string, lens: Lens<V>, reader: Reader): OpenViews<V> {
  return { ...lens.questionsOf(reader), file, reader, progress: () => checkpointIn(reader), close: reader.close };
}
