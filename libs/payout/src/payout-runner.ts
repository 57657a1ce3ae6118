import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RunningCounty, isDiskFull, type Alarm } from '@fenming/county';
import { PayoutWork, type PayoutTask } from './payout-work';
import { carryOn } from './carry-on';

/**
 * Carries released batches on. Nothing that it knows matters: a run that is cut off at any instant goes on by being started again, here
 * or elsewhere.
 */
export abstract class PayoutRunner {
  /** Sees to it that everything the log has to do for a batch is done; resolves when it is, or when the batch is paused. */
  abstract resume(batch: string): Promise<void>;
  /** Goes on with every batch that the log says is unfinished. */
  abstract resumeAll(): Promise<void>;
  /** Lets the tasks in hand end and takes no others. */
  abstract drain(): Promise<void>;
  /** Why released batches may stand still although nothing is wrong with them. */
  abstract alarms(): Promise<readonly Alarm[]>;
  /** How many workers are connected, where workers elsewhere do the work; `away`: the queue does not say. */
  abstract workers(): Promise<number | 'away' | undefined>;
}

/** Also one that is applied: of a batch whose every line was held back, the money may still have to be freed. */
export const unfinishedBatches = ({ views }: RunningCounty): readonly string[] =>
  views.batchesInStates(['released', 'instructed', 'result_recorded', 'result_applied']);

/** Chunks on their way at once: some are made while the log writes others, two of them a commit. */
const LANES = 4;
const ROOM_PAUSE_MS = 1000;

/** The runner of the embedded profile: in this process, a few chunks at a time. */
@Injectable()
export class InProcessRunner implements PayoutRunner {
  private readonly active = new Map<string, Promise<void>>();
  private draining = false;

  constructor(
    private readonly county: RunningCounty,
    private readonly work: PayoutWork,
  ) {}

  /** A small batch is done before the first request, a large one goes on by itself. */
  async resumeAll(): Promise<void> {
    for (const batch of unfinishedBatches(this.county)) await carryOn(this, batch, 'start');
  }

  /** Nothing stands still in this process. */
  alarms(): Promise<readonly Alarm[]> {
    return Promise.resolve([]);
  }

  workers(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** One run per batch at a time in this process; a second caller waits for the first and then looks again. */
  async resume(batch: string): Promise<void> {
    await this.active.get(batch)?.catch(() => undefined);
    return this.active.get(batch) ?? this.start(batch);
  }

  async drain(): Promise<void> {
    this.draining = true;
    await Promise.allSettled(this.active.values());
  }

  private start(batch: string): Promise<void> {
    const run = this.run(batch).finally(() => this.active.delete(batch));
    this.active.set(batch, run);
    return run;
  }

  private async run(batch: string): Promise<void> {
    const queue = (await this.work.outstanding(batch)).values();
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => this.lane(queue)));
    const failed = lanes.find((lane) => lane.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await this.whenThereIsRoom(() => this.work.freeExceptions(batch));
  }

  /** A task that the disk had no room for was not begun, or not recorded: it is carried out when there is. */
  private async whenThereIsRoom(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isDiskFull(error) || this.draining) throw error;
        await sleep(ROOM_PAUSE_MS, undefined, { ref: false });
      }
    }
  }

  private async lane(queue: IterableIterator<PayoutTask>): Promise<void> {
    for (const task of queue) {
      if (this.draining) return;
      await this.whenThereIsRoom(() => this.work.carryOut(task));
    }
  }
}
