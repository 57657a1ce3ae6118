import type { DynamicModule, Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PayoutRunner, PayoutWork } from '@fenming/payout';
import { RunningCounty } from '@fenming/county';
import { BullRunner, PayoutQueue, queueModules, QueueRefiller, refuseUnfitRedis } from '@fenming/payout-queue';
import { mountBoard } from './board';

/** What a server has more when workers elsewhere carry the payouts. */
export type Cluster = {
  readonly imports: readonly DynamicModule[];
  readonly providers: readonly Provider[];
  readonly mount: (app: NestFastifyApplication) => Promise<void>;
};

/** @throws Unconfigured */
export const openCluster = async (redisUrl: string): Promise<Cluster> => {
  await refuseUnfitRedis(redisUrl);
  return {
    imports: queueModules(redisUrl),
    providers: [
      PayoutQueue,
      {
        provide: PayoutRunner,
        useFactory: (county: RunningCounty, work: PayoutWork, queue: PayoutQueue) => new BullRunner(county, work, queue),
        inject: [RunningCounty, PayoutWork, PayoutQueue],
      },
      { provide: QueueRefiller, useFactory: (runner: BullRunner) => new QueueRefiller(runner), inject: [PayoutRunner] },
    ],
    mount: (app) => mountBoard(app.getHttpAdapter().getInstance(), app.get(RunningCounty), app.get(PayoutQueue)),
  };
};
