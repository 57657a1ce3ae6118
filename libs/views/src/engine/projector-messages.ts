import type { Gap, Position } from '@fenming/event-log';

/** What a projector in a thread works on; both files exist. */
export type ProjectorFiles = { readonly logFile: string; readonly viewsFile: string };
export type ThreadOptions = ProjectorFiles & { readonly batchSize: number };

/** `wake`: the log grew. `stop`: end after the batch in hand. */
export type ProjectorOrder = 'wake' | 'stop';

/**
 * `applied`: everything up to here can be read. `poison`: the views stand still before this event's batch, and the thread ends; so they do
 * where the log is `incomplete`.
 */
export type ProjectorReport =
  | { readonly applied: Position }
  | { readonly incomplete: { readonly stream: string; readonly reason: Gap } }
  | { readonly poison: { readonly position: Position; readonly type: string; readonly reason: string } };
