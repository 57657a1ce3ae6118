import { join } from 'node:path';
import { SqliteLog, type EventLog, type RecordedEvent } from '@fenming/event-log';
import {
  discard,
  discardDamaged,
  openReadOnlyViews,
  openViews,
  runProjector,
  runProjectorThread,
  type Projector,
  type ProjectorOptions,
  type Views,
} from '@fenming/views';

/** The views to read, and the projector that keeps them up to date. */
type LiveViews = { readonly views: Views; readonly projector: Projector };

/** `onApplied`: what another node may have recorded, once the views show it. A log that is a file has one owner and no other nodes. */
type Following = ProjectorOptions & { readonly onApplied: (events: readonly RecordedEvent[]) => Promise<void> };

const fileIn = (dir: string): string => join(dir, 'views.sqlite');

/** They are built anew from the log. */
export const discardViews = (dir: string): void => discard(fileIn(dir));

/** A thread follows a log that is a file, so that this one stays quick while a large batch runs; a log elsewhere is followed here. */
export function openLiveViews(dir: string, log: EventLog, options: Following): LiveViews {
  const file = fileIn(dir);
  if (log instanceof SqliteLog) {
    const projector = runProjectorThread({ logFile: log.file, viewsFile: file }, options);
    log.onCommit(projector.wake);
    return { views: openReadOnlyViews(file), projector };
  }
  discardDamaged(file);
  const views = openViews(file);
  return { views, projector: runProjector(log, views, options) };
}
