import type { RecordedEvent } from '@fenming/event-log';
import { workerFile } from '@fenming/threads';
import { balances, type Balance } from './balances/balances.questions';
import * as engine from './engine/views';
import { compareViews as compare } from './engine/compare';
import type { Difference } from './engine/difference';
import { digest as digestOf, type ViewDigest } from './engine/digest';
import type { QuestionsOf } from './engine/lens';
import type { Projector, ProjectorOptions } from './engine/projector';
import type { ProjectorFiles } from './engine/projector-messages';
import { runProjectorThread as runThread } from './engine/projector-thread';
import type { Reader } from './engine/reader';
import { replay as replayInto, type Replay } from './engine/replay';
import { openViewWriter as openWriter, type ViewWriter } from './engine/view-writer';
import { LENS, VIEWS } from './view-list';

type Ours = (typeof VIEWS)[number];
type Scratch = { readonly scratch?: boolean };

/** Everything that can be asked of the views, in the shape of the HTTP API: snake_case, amounts in whole fen. */
export type Questions = QuestionsOf<Ours>;
/** The reading side of a county's view file. */
export type Views = engine.OpenViews<Ours>;
export const TABLES = LENS.tables;

/** Opens a view file that a projector of another thread or process keeps up to date. Throws when there is no such file. */
export const openReadOnlyViews = (file: string): Views => engine.openReadOnlyViews(file, LENS);

/** Opens or creates a view file with both its sides in this thread. `scratch`: one connection for both, written without syncs. */
export const openViews = (file: string, options?: Scratch): Views & ViewWriter => engine.openViews(file, LENS, options);

export const openViewWriter = (file: string, options?: Scratch): ViewWriter => openWriter(file, LENS, options);

/** Keeps the views of a log file up to date in a thread of its own. @throws NotAViewFile */
export const runProjectorThread = (files: ProjectorFiles, options: ProjectorOptions): Projector & { readonly wake: () => void } =>
  runThread(files, { lens: LENS, workerFile: workerFile(__filename, 'projector.worker.js') }, options);

/** SHA-256 over the business columns of every table, rows in the order of their business key. */
export const digest = (views: { readonly reader: Reader }): ViewDigest => digestOf(views, LENS.tables);

/** Names every cell in which two view files of the same log differ. Both are only read. */
export const compareViews = (live: string, rebuilt: string, limit?: number): readonly Difference[] =>
  compare(live, rebuilt, LENS.tables, limit);

/** Rebuilds all views from a log and compares them with the live ones; with the rebuilt balances. */
export const replay = (batches: AsyncIterable<readonly RecordedEvent[]>, liveFile: string): Promise<Replay<readonly Balance[]>> =>
  replayInto(batches, liveFile, { lens: LENS, ask: balances });
