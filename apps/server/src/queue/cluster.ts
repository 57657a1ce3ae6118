import type { Provider } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { PayoutRunner, PayoutWork } from '@fenming/payout';
import { type RunningCounty } from '@fenming/county';
import { BullRunner, openPayoutQueue, Reconciler } from '@fenming/payout-queue';
import { mountBoard } from './board';

/** What a server has more when workers elsewhere carry the payouts. */
export type Cluster = { readonly providers: readonly Provider[]; readonly mount: (server: FastifyInstance) => Promise<void> };

/** @throws Unconfigured */
export const openCluster = async (folder: RunningCounty, redisUrl: string): Promise<Cluster> => {
  const queue = await openPayoutQueue(redisUrl);
  const providers: Provider[] = [
    { provide: PayoutRunner, useFactory: (work: PayoutWork) => new BullRunner(folder, work, queue), inject: [PayoutWork] },
    { provide: Reconciler, useFactory: (runner: BullRunner) => new Reconciler(runner), inject: [PayoutRunner] },
  ];
  return { providers, mount: (server) => mountBoard(server, folder, queue) };
};
