import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { HistoryIncomplete, openSqliteLogReader } from '@fenming/event-log';
import { workInTheBackground } from '@fenming/threads';
import type { Lens } from './lens';
import type { ProjectorOrder, ProjectorReport, ThreadOptions } from './projector-messages';
import { isFull } from './view-file';
import { openViewWriter, PoisonEvent } from './view-writer';

const ROOM_PAUSE_MS = 1000;

/** The projector's thread: one batch a turn, so that an order is met between two batches. */
class ProjectorService {
  private readonly log;
  private readonly views;
  private after;
  private next: NodeJS.Immediate | undefined;
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly options: ThreadOptions,
    lens: Lens,
  ) {
    this.log = openSqliteLogReader(options.logFile);
    this.views = openViewWriter(options.viewsFile, lens);
    this.after = this.views.progress().position ?? ('start' as const);
  }

  run(): void {
    this.port.on('message', (order: ProjectorOrder) => (order === 'stop' ? this.finish() : this.goOn()));
    this.goOn();
  }

  private goOn(): void {
    this.next ??= setImmediate(() => this.applyNext());
  }

  private applyNext(): void {
    this.next = undefined;
    try {
      const events = this.log.readSome(this.after, this.options.batchSize);
      const last = events.at(-1);
      if (last === undefined) return;
      this.views.apply(events);
      this.after = last.position;
    } catch (error) {
      return isFull(error) ? this.waitForRoom() : this.giveUp(error);
    }
    this.report({ applied: this.after });
    this.goOn();
  }

  /** The batch was taken back whole: it is tried again until the disk has room. */
  private waitForRoom(): void {
    this.pause = setTimeout(() => this.goOn(), ROOM_PAUSE_MS);
  }

  private giveUp(error: unknown): void {
    if (error instanceof HistoryIncomplete) {
      const { stream, reason } = error;
      this.report({ incomplete: { stream, reason } });
    } else if (error instanceof PoisonEvent) {
      const { position, type, cause } = error;
      this.report({ poison: { position, type, reason: cause instanceof Error ? cause.message : String(cause) } });
    } else throw error;
    this.finish();
  }

  private report(report: ProjectorReport): void {
    this.port.postMessage(report);
  }

  private finish(): void {
    clearImmediate(this.next);
    clearTimeout(this.pause);
    this.views.close();
    this.log.close();
    this.port.close();
  }
}

/** The whole program of a projector's thread; nothing where this is no thread. */
export function projectInThread(lens: Lens): void {
  if (parentPort === null) return;
  workInTheBackground();
  new ProjectorService(parentPort, workerData as ThreadOptions, lens).run();
}
