import { say } from '@fenming/language';
import { toldOf } from '@fenming/county';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BullRunner } from './bull-runner';

export const REFILL_SECONDS = 15;

/** Compares the log with the queue for as long as the server runs. A log has one server, and a county so one refiller. */
export class QueueRefiller implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('payout-queue');
  private readonly stopping = new AbortController();

  constructor(
    private readonly runner: BullRunner,
    private readonly seconds = REFILL_SECONDS,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(this.seconds * 1000, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.runner.refill().catch((error: unknown) => this.report(error));
    }
  }

  /** Redis or the log is away: the next round finds what this one could not. */
  private report(error: unknown): void {
    if (!this.stopping.signal.aborted)
      this.logger.warn(
        say(`没能核对队列，稍后再核对：${toldOf(error)}`, `The queue could not be compared, to be tried again: ${toldOf(error)}`),
      );
  }
}
