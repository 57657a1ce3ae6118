import { say } from '@fenming/language';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { InjectQueue, OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { PayoutWork, type PayoutTask } from '@fenming/payout';
import { Refused } from '@fenming/commands';
import { toldOf } from '@fenming/county';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { Conflict } from '@fenming/event-log';
import { causeOf, isPassing, newsOf, PAYOUT_QUEUE } from '@fenming/payout-queue';
import { refusalText } from '@fenming/words';
import { Queue, UnrecoverableError, type Job } from 'bullmq';

const CONFLICTS_BORNE = 20;
const LONGEST_PAUSE_MS = 100;

/** Carries out one task a job. A task that comes twice, or to two workers at once, is done once: the log sees to that. */
@Injectable()
export class TaskCarrier extends WorkerHost {
  private readonly logger = new Logger('payout');
  private readonly news: ReturnType<typeof newsOf>;

  constructor(
    private readonly work: PayoutWork,
    @InjectQueue(PAYOUT_QUEUE) queue: Queue,
  ) {
    super();
    this.news = newsOf(queue, this.logger);
  }

  async process(job: Job<PayoutTask, void>): Promise<void> {
    try {
      await this.carryOut(job.data);
    } catch (error) {
      throw this.failureOf(error, job);
    }
  }

  /** Many workers end their chunks in one batch's stream: who was not first tries again at once, before the task goes back to the queue. */
  private async carryOut(task: PayoutTask): Promise<void> {
    for (let left = CONFLICTS_BORNE; ; left -= 1) {
      try {
        return await this.work.carryOut(task);
      } catch (error) {
        if (!(error instanceof Conflict) || left === 0) throw error;
        await sleep(randomInt(LONGEST_PAUSE_MS));
      }
    }
  }

  /** Redis went away, or this worker was stopped for longer than it may hold a job: another one has the job then. */
  @OnWorkerEvent('error')
  onError({ message }: Error): void {
    this.news.heard(message);
  }

  @OnWorkerEvent('stalled')
  onStalled(id: string): void {
    this.logger.warn(
      say(
        `任务 ${id} 的办理进程中断了，重新办理，已办的不会重复。`,
        `The worker of task ${id} broke off; it is done again, and what was done is not done twice.`,
      ),
    );
  }

  /** The queue is told the cause alone; the whole error goes to this worker's own log, under the job's id. */
  private failureOf(error: unknown, { id = '', attemptsMade }: Job<PayoutTask, void>): Error {
    const cause = causeOf(error);
    const why = error instanceof Refused ? refusalText(error.refusal.refused) : withoutPersonalNumbers(toldOf(error));
    const times = say(`任务 ${id} 第 ${attemptsMade + 1} 次没有办成`, `Task ${id} failed at attempt ${attemptsMade + 1}`);
    if (isPassing(error)) this.logger.warn(say(`${times}，稍后自动再办：${why}`, `${times}; it will be tried again: ${why}`));
    else
      this.logger.error(say(`${times}，不再自动重试（${cause}）：${why}`, `${times}; it is not tried again (${cause}): ${why}`));
    return isPassing(error) ? new Error(cause) : new UnrecoverableError(cause);
  }
}
