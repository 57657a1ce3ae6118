import { Processor } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { County } from '@fenming/county';
import { PayoutWork } from '@fenming/payout';
import { pauseBefore, PAYOUT_QUEUE, queueModules } from '@fenming/payout-queue';
import { TaskCarrier } from './task-carrier';

export type WorkerOptions = {
  readonly redisUrl: string;
  /** Tasks in hand at once. */
  readonly concurrency: number;
  /** How long a worker that gives no sign of life keeps its tasks. */
  readonly lockSeconds: number;
};

/** A task that brings down so many workers in turn is given up, to be looked at. */
const MOST_STALLS = 10;

@Module({})
export class WorkerModule {
  static of(county: County, { redisUrl, concurrency, lockSeconds }: WorkerOptions): DynamicModule {
    const lockDuration = lockSeconds * 1000;
    Processor(PAYOUT_QUEUE, {
      concurrency,
      lockDuration,
      stalledInterval: lockDuration / 2,
      maxStalledCount: MOST_STALLS,
      settings: { backoffStrategy: pauseBefore },
    })(TaskCarrier);
    return {
      module: WorkerModule,
      imports: [...queueModules(redisUrl)],
      providers: [{ provide: County, useValue: county }, PayoutWork, TaskCarrier],
    };
  }
}
