import { toEverybody } from '@fenming/language';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Audits } from '@fenming/audit';
import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import type { Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { seesMoneyOf, yearSeen } from '../access/sight';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { mustExist, visibleArea } from '../filters';
import { caughtUpInTime, eventsAfter, mustBeReached } from '../fresh-views';
import { InYear, Limited, paged, PlacePage } from '../page';
import { yearShown } from '../years/year-shown';
import { Maybe, Typed } from '../validators';
import { BalanceAnswer, EventsAnswer, YearAnswer } from './audit.answers';
import { ControlsAnswer, ReplayAnswer } from './controls.answers';

/** The feed of the log: the events after a position, in their order. */
class EventsQuery extends Limited {
  @ApiProperty({
    description: toEverybody(
      '从这个日志位置之后读起：上一次答复的 next_cursor，原样填写；没有新事件时答复给出同一个位置，不填则从第一个事件读起',
      'read on behind this position of the log: the next_cursor of the answer before, as it was given; without new events the same position is answered; left out, from the first event',
    ),
  })
  @Maybe()
  @Typed(40)
  after?: string;
}

@ApiTags(toEverybody('审计 audit', 'audit'))
@Controller('api/v1')
export class AuditController {
  constructor(
    private readonly county: RunningCounty,
    private readonly audits: Audits,
  ) {}

  @Get('balances')
  @Answers(pageOf(BalanceAnswer))
  balances(@Query() { year, programme, area, ...page }: PlacePage, @CurrentCaller() caller: Caller): Page<BalanceAnswer> {
    mustExist(this.county, { programme, year });
    const filter =
      area === undefined && caller.asked.area === this.county.code()
        ? { level: 'county' as const }
        : { area: visibleArea(this.county, caller, area) };
    const all = this.county.views.balances({ year, programme, ...filter });
    const balances = all.filter((one) => seesMoneyOf(this.county, caller.asked, one.programme));
    const by = { year, programme, ...filter };
    return paged(balances, page, { name: 'balances', by, key: (one) => [one.programme, one.year, one.area] });
  }

  @Get('years')
  @Answers(YearAnswer)
  year(@Query() { year }: InYear, @CurrentCaller() caller: Caller): YearAnswer {
    return yearSeen(this.county, caller, yearShown(this.county, year));
  }

  @Get('events')
  @Answers(EventsAnswer)
  async events(@Query() { after, limit }: EventsQuery): Promise<EventsAnswer> {
    const pointer = '/after';
    const events = await eventsAfter(this.county, { pointer, position: after, limit: limit + 1 });
    if (events.length === 0 && after !== undefined) await mustBeReached(this.county, { pointer, position: after });
    const data = events.slice(0, limit);
    // Whoever asks again and again keeps where they are, also when nothing has happened since.
    return { data, has_more: events.length > limit, next_cursor: data.at(-1)?.position ?? after ?? null };
  }

  /** The control formulas over the whole log. */
  @Get('controls')
  @Answers(ControlsAnswer)
  controls(): Promise<ControlsAnswer> {
    return this.audits.controls();
  }

  @Post('audit/replays')
  @HttpCode(200)
  @Answers(ReplayAnswer, 'stale_read', 'read_unavailable', 'history_incomplete')
  async replay(): Promise<ReplayAnswer> {
    await caughtUpInTime(this.county);
    return this.audits.replay();
  }
}
