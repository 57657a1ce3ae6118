import { toEverybody } from '@fenming/language';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { alarmOfLog, RunningCounty } from '@fenming/county';
import { PayoutRunner } from '@fenming/payout';
import { LogUnavailable } from '@fenming/event-log';
import type { AuthedRequest } from '../access/caller';
import { Answers } from '../answers/answers';
import { LogHead } from '../log-head';
import { AliveAnswer, ReadyAnswer } from './health.answers';

@ApiTags(toEverybody('健康 health', 'health'))
@Controller('health')
export class HealthController {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
    private readonly head: LogHead,
  ) {}

  @Get('live')
  @Answers(AliveAnswer)
  live(): AliveAnswer {
    return { status: 'ok' };
  }

  /**
   * Ready while the disk has room and the log answers; 503 within two seconds where it does not. How far it is, by which clock, and what is wrong is told to those
   * who say who they are.
   */
  @Get('ready')
  @Answers(ReadyAnswer)
  @ApiServiceUnavailableResponse({ schema: { $ref: '#/components/schemas/ReadyAnswer' } })
  async ready(@Req() { asked }: AuthedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyAnswer> {
    const head = await this.head.ask().catch(refusalOf);
    const isAway = head === 'silent' || head instanceof LogUnavailable;
    const isShort = this.county.room?.isShort() === true;
    if (isAway || isShort) void reply.status(503);
    if (asked === undefined) return { status: isAway || isShort ? 'unready' : 'ok' };
    const { events } = this.county.views.progress();
    const simulated = { simulated_clock: this.county.clock.simulated() };
    if (isAway) {
      const asOf = this.county.wholeUntil.instant;
      const alarms = [alarmOfLog(head), ...this.county.alarms()];
      return { status: 'unready', alarms, as_of: asOf, events, log_position: null, ...simulated };
    }
    const [ofRunner, workers] = await Promise.all([this.runner.alarms(), this.runner.workers()]);
    const alarms = [...this.county.alarms(), ...ofRunner];
    const status = isShort ? 'unready' : alarms.length === 0 ? 'ok' : 'alarm';
    const working = workers === undefined ? {} : { workers: workers === 'away' ? null : workers };
    const foreign = this.county.foreignEvents();
    return { status, alarms, ...working, events, foreign_events: foreign, log_position: head ?? null, ...simulated };
  }
}

/** Also one that refuses to be read does not let this server work. */
const refusalOf = (error: unknown): LogUnavailable => {
  if (error instanceof LogUnavailable) return error;
  throw error;
};
