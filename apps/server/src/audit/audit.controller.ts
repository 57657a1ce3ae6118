import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { controlsOf, replayOf, Folder, type Caller } from '@fenming/application';
import { Actor } from '../access/guard';
import { seesMoneyOf, yearSeen } from '../access/sight';
import { mustExist, visibleArea } from '../filters';
import { caughtUpInTime, eventsAfter } from '../fresh-views';
import { InYear, paged, PlacePage, Reading } from '../page';
import { yearShown } from '../year-shown';
import { InAddress, Maybe, Typed, Whole } from '../validators';

/** The feed of the log: the events after a position, in their order. */
class EventsQuery extends Reading {
  @Maybe() @Typed(40) after?: string;
  @Maybe() @InAddress() @Whole(1, 500) limit: number = 100;
}

@ApiTags('审计 audit')
@Controller('api/v1')
export class AuditController {
  constructor(private readonly folder: Folder) {}

  @Get('balances')
  balances(@Query() { year, programme, area, ...page }: PlacePage, @Actor() caller: Caller): object {
    mustExist(this.folder, { programme, year });
    const filter =
      area === undefined && caller.asked.area === this.folder.countyCode()
        ? { level: 'county' as const }
        : { area: visibleArea(this.folder, caller, area) };
    const all = this.folder.views.balances({ year, programme, ...filter });
    const balances = all.filter((one) => seesMoneyOf(this.folder, caller.asked, one.programme));
    const by = { year, programme, ...filter };
    return paged(balances, page, { name: 'balances', by, key: (one) => [one.programme, one.year, one.area] });
  }

  @Get('years')
  year(@Query() { year }: InYear, @Actor() caller: Caller): object {
    return yearSeen(this.folder, caller, yearShown(this.folder, year));
  }

  @Get('events')
  async events(@Query() { after, limit }: EventsQuery): Promise<object> {
    const events = await eventsAfter(this.folder, { pointer: '/after', position: after ?? 'start', limit: limit + 1 });
    const data = events.slice(0, limit);
    return { data, has_more: events.length > limit, next_cursor: data.at(-1)?.position ?? null };
  }

  /** The control formulas over the whole log. */
  @Get('controls')
  controls(): Promise<object> {
    return controlsOf(this.folder);
  }

  @Post('audit/replays')
  @HttpCode(200)
  async replay(): Promise<object> {
    await caughtUpInTime(this.folder);
    return replayOf(this.folder);
  }
}
