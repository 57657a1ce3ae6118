import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused, type Folder } from '@fenming/application';
import type { PayoutQueue } from '@fenming/payout-queue';
import { tokenOf } from '../access/guard';
import { answerProblem } from '../problem-filter';

export const BOARD_PATH = '/ops/queues';

/** Bull Board for the system role, to look at and not to touch: what is to be done stands in the log, and is changed by commands alone. */
export const mountBoard = async (server: FastifyInstance, folder: Folder, queue: PayoutQueue): Promise<void> => {
  const board = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(queue.jobs, { readOnlyMode: true, allowRetries: false })],
    serverAdapter: board,
    options: { uiConfig: { boardTitle: '分明 发放队列', hideRedisDetails: true } },
  });
  const permit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const refusal = await refusalOf(folder, request);
    if (refusal !== undefined) await answerProblem(refusal, request, reply, folder);
  };
  await server.register(
    async (scope: FastifyInstance) => {
      scope.addHook('onRequest', permit);
      await scope.register(board.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
};

const refusalOf = async (folder: Folder, request: FastifyRequest): Promise<Refused | undefined> => {
  const token = tokenOf(request);
  const asked = token === undefined ? undefined : await folder.askedBy(token);
  if (asked === undefined) return new Refused({ refused: 'unauthenticated' });
  if (asked.role !== 'system' || request.method !== 'GET') return new Refused({ refused: 'forbidden_role' });
  return undefined;
};
