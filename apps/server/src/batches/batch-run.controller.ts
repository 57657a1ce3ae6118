import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { controlsOfBatch, PayoutRunner, TakeBatchStep } from '@fenming/payout';
import { RunningCounty } from '@fenming/county';
import { Refused } from '@fenming/commands';
import type { Pause, Resume } from '@fenming/subsidy';
import { isUnderWay, type Page } from '@fenming/views';
import { BatchControlsAnswer } from '../audit/controls.answers';
import { Answers, AnswersOrStreams } from '../answers/answers';
import { BATCH } from '../answers/reasons';
import { pageOf } from '../answers/page.answers';
import { Money, MovesMoney, type MoneyRequest } from '../money';
import { Paged, paged } from '../page';
import { Text } from '../validators';
import { BatchProgressAnswer, ExceptionsAnswer, FailuresAnswer } from './batch-run.answers';
import { BatchTurnedAnswer } from './batches.answers';
import { ProgressFeed } from './progress';
import { withAlarms } from './with-alarms';

class ReasonBody {
  @Text(200) reason!: string;
}

/** A batch whose payments are being made: how far it is, what was held back, and stopping it. */
@ApiTags(toEverybody('批次 batches', 'batches'))
@Controller('api/v1/batches/:id')
export class BatchRunController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
    private readonly feed: ProgressFeed,
    private readonly runner: PayoutRunner,
  ) {}

  @Post('pause')
  @MovesMoney()
  @Answers(BatchTurnedAnswer, ...BATCH)
  pause(@Param('id') batch: string, @Body() { reason }: ReasonBody, @Money() money: MoneyRequest): Promise<BatchTurnedAnswer> {
    return this.turn(money, batch, { do: 'pause', reason });
  }

  @Post('resume')
  @MovesMoney()
  @Answers(BatchTurnedAnswer, ...BATCH)
  resume(@Param('id') batch: string, @Money() money: MoneyRequest): Promise<BatchTurnedAnswer> {
    return this.turn(money, batch, { do: 'resume' });
  }

  /** As JSON; or, for `Accept: text/event-stream`, as server-sent events until nothing is under way any more. */
  @Get('progress')
  @AnswersOrStreams(BatchProgressAnswer, 'batch_not_found')
  @ApiProduces('application/json', 'text/event-stream')
  @ApiNoContentResponse()
  async progress(@Param('id') batch: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const seen = this.feed.now(batch);
    if (seen === undefined) throw new Refused({ refused: 'batch_not_found', detail: batch });
    if (request.headers.accept?.includes('text/event-stream') !== true) {
      const alarms = isUnderWay(seen.progress) ? await this.runner.alarms() : [];
      const answer: BatchProgressAnswer = withAlarms(
        { batch_id: batch, position: seen.position ?? null, ...seen.progress },
        alarms,
      );
      void reply.send(answer);
      return;
    }
    // 204 tells a browser that comes back for more that there is none.
    if (!isUnderWay(seen.progress) && request.headers['last-event-id'] === seen.position) return void reply.status(204).send();
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-cache, no-store, no-transform')
      .header('x-accel-buffering', 'no')
      .send(this.feed.stream(batch));
  }

  /** The control formulas of this batch, as they are asked before its money moves. */
  @Get('controls')
  @Answers(BatchControlsAnswer, 'batch_not_found')
  controls(@Param('id') batch: string): Promise<BatchControlsAnswer> {
    return controlsOfBatch(this.county, batch);
  }

  @Get('failures')
  @Answers(pageOf(FailuresAnswer), 'batch_not_found')
  failures(@Param('id') batch: string, @Query() query: Paged): Page<FailuresAnswer> {
    this.mustExist(batch);
    const failed = this.county.views.failedByReason(batch);
    return paged(failed, query, { name: 'failures', by: { batch }, key: ({ reason }) => reason });
  }

  @Get('exceptions')
  @Answers(pageOf(ExceptionsAnswer), 'batch_not_found')
  exceptions(@Param('id') batch: string, @Query() query: Paged): Page<ExceptionsAnswer> {
    this.mustExist(batch);
    const exceptions = this.county.views.exceptionsByCause(batch);
    return paged(exceptions, query, { name: 'exceptions', by: { batch }, key: ({ cause }) => cause });
  }

  private mustExist(batch: string): void {
    if (this.county.views.batchProgress(batch) === undefined) throw new Refused({ refused: 'batch_not_found', detail: batch });
  }

  private async turn(money: MoneyRequest, batch: string, step: Pause | Resume): Promise<BatchTurnedAnswer> {
    const { do: done, ...said } = step;
    const answer = await money.once(said, async (caller) => {
      const { state, paused } = await this.bus.execute(new TakeBatchStep(batch, step, caller));
      return { batch_id: batch, done, state, paused };
    });
    return done === 'resume' ? withAlarms(answer, await this.runner.alarms()) : answer;
  }
}
