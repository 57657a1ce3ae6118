import { Worker } from 'node:worker_threads';
import { Definite, HistoryIncomplete, openSqliteLogReader, type Position } from '@fenming/event-log';
import { belongTo } from './checkpoint';
import type { Lens } from './lens';
import { BATCH_SIZE, type Projector, type ProjectorOptions } from './projector';
import type { ProjectorFiles, ProjectorOrder, ProjectorReport, ThreadOptions } from './projector-messages';
import { discardDamaged } from './view-file';
import { openViewWriter, PoisonEvent } from './view-writer';

type Waiter = { readonly until: Position; readonly resolve: () => void; readonly reject: (error: Error) => void };

/** `workerFile`: the thread's program, which calls `projectInThread` with the same lens. */
export type ThreadedLens = { readonly lens: Lens; readonly workerFile: string };

/**
 * Keeps the views of a log file up to date in a thread of its own, from their checkpoint on. When this returns, the view file exists and
 * belongs to the log, and may be opened to read. `wake` is to be called when the log grew.
 * @throws NotAViewFile
 */
export function runProjectorThread(
  files: ProjectorFiles,
  { lens, workerFile }: ThreadedLens,
  { onStopped, batchSize = BATCH_SIZE }: ProjectorOptions,
): Projector & { readonly wake: () => void } {
  const thread = new ProjectorThread({ ...files, batchSize, workerFile }, repair(files, lens), onStopped);
  return {
    caughtUp: (position) => thread.caughtUp(position),
    stop: () => thread.stop(),
    wake: () => thread.wake(),
  };
}

/** Done here and not in the thread, because nobody may read the views before. Answers how far they have come. */
function repair({ logFile, viewsFile }: ProjectorFiles, lens: Lens): Position | undefined {
  const log = openSqliteLogReader(logFile);
  try {
    discardDamaged(viewsFile);
    const views = openViewWriter(viewsFile, lens);
    try {
      if (!belongTo(views.progress(), { head: log.head(), origin: log.readSome('start', 1)[0]?.id })) views.forget();
      return views.progress().position;
    } finally {
      views.close();
    }
  } finally {
    log.close();
  }
}

/** What SQLite throws comes out of a thread as an object with its code alone. */
const asError = (error: unknown): Error => {
  if (error instanceof Error) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  return Object.assign(new Error(`the projector's thread failed: ${code}`), { code });
};

/** The caller's side of the thread: who waits for which position, and what a dead thread means to them. */
class ProjectorThread {
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private waiters: Waiter[] = [];
  private ending: Error | undefined;

  constructor(
    { workerFile, ...options }: ThreadOptions & Pick<ThreadedLens, 'workerFile'>,
    private applied: Position | undefined,
    private readonly onStopped: (error: Error) => void,
  ) {
    this.worker = new Worker(workerFile, { workerData: options });
    this.worker.on('message', (report: ProjectorReport) => this.receive(report));
    this.worker.on('error', (error: unknown) => this.fail(asError(error)));
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.fail(new Error("the projector's thread has ended"));
        resolve();
      });
    });
    // Views that nobody waits for must not keep a process alive.
    this.worker.unref();
  }

  caughtUp(position: Position): Promise<void> {
    if (this.applied !== undefined && this.applied >= position) return Promise.resolve();
    if (this.ending !== undefined) return Promise.reject(this.ending);
    this.worker.ref();
    // Whoever writes into the file beside its log wakes nobody.
    this.wake();
    return new Promise((resolve, reject) => this.waiters.push({ until: position, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.end(new Definite('closed', 'the projector has stopped'));
    this.worker.ref();
    this.worker.postMessage('stop' satisfies ProjectorOrder);
    await this.ended;
  }

  wake(): void {
    this.worker.postMessage('wake' satisfies ProjectorOrder);
  }

  private receive(report: ProjectorReport): void {
    if ('poison' in report) {
      const { position, type, reason } = report.poison;
      return this.fail(new PoisonEvent(position, type, reason));
    }
    if ('incomplete' in report) return this.fail(new HistoryIncomplete(report.incomplete.stream, report.incomplete.reason));
    this.applied = report.applied;
    const reached = this.waiters.filter(({ until }) => until <= report.applied);
    this.waiters = this.waiters.filter(({ until }) => until > report.applied);
    if (this.waiters.length === 0 && this.ending === undefined) this.worker.unref();
    for (const { resolve } of reached) resolve();
  }

  private fail(error: Error): void {
    if (this.ending !== undefined) return;
    this.end(error);
    this.onStopped(error);
  }

  private end(reason: Error): void {
    this.ending ??= reason;
    const waiting = this.waiters;
    this.waiters = [];
    for (const { reject } of waiting) reject(this.ending);
  }
}
