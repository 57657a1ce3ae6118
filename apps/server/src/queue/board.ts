import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '@fenming/commands';
import { type RunningCounty } from '@fenming/county';
import type { PayoutQueue } from '@fenming/payout-queue';
import { BOARD_PATH } from '../access/operation-access';
import { answerProblem } from '../problem-filter';

/** Bull Board for the system role, to look at and not to touch: what is to be done stands in the log, and is changed by commands alone. */
export const mountBoard = async (server: FastifyInstance, county: RunningCounty, queue: PayoutQueue): Promise<void> => {
  const board = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(queue.jobs, { readOnlyMode: true, allowRetries: false })],
    serverAdapter: board,
    options: { uiConfig: { boardTitle: '分明 发放队列', hideRedisDetails: true } },
  });
  const onlyLook = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.method !== 'GET') await answerProblem(new Refused({ refused: 'forbidden_role' }), request, reply, county);
  };
  await server.register(
    async (scope: FastifyInstance) => {
      scope.addHook('onRequest', onlyLook);
      await scope.register(board.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
};
