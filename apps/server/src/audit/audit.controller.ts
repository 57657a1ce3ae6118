import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { dateOf, yearOf } from '@fenming/calendar';
import { controlsOf, Folder, Refused, type Caller } from '@fenming/application';
import type { Position } from '@fenming/event-log';
import { Actor, visibleArea } from '../access/guard';
import { Page } from '../page';
import { replayFolder } from './replay';

/** The whole log is for those who audit it: personal data in it is sealed, but who did what is not everybody's business. */
const mustAudit = ({ asked }: Caller): void => {
  if (asked.role !== 'inspector' && asked.role !== 'system')
    throw new Refused({ refused: 'forbidden_role', detail: 'inspector' });
};

@ApiTags('审计 audit')
@Controller('api/v1')
export class AuditController {
  constructor(private readonly folder: Folder) {}

  @Get('balances')
  balances(@Query() { year, programme, area }: Page, @Actor() caller: Caller): object {
    const filter =
      area === undefined && caller.asked.area === this.folder.countyCode()
        ? { level: 'county' as const }
        : { area: visibleArea(caller, area) };
    return { data: this.folder.views.balances({ year, programme, ...filter }), has_more: false };
  }

  @Get('years')
  year(@Query() { year }: Page): object {
    const shown = year ?? yearOf(dateOf(this.folder.clock.now()));
    return this.folder.views.yearSummary(shown, this.folder.programmesOf(shown));
  }

  @Get('events')
  async events(@Query() { after, limit }: Page, @Actor() caller: Caller): Promise<object> {
    mustAudit(caller);
    const size = limit ?? 100;
    const events = await this.folder.log.readAll((after ?? 'start') as Position, size + 1);
    const data = events.slice(0, size);
    return { data, has_more: events.length > size, next_cursor: data.at(-1)?.position ?? null };
  }

  /** The control formulas over the whole log. */
  @Get('controls')
  async controls(@Actor() caller: Caller): Promise<object> {
    mustAudit(caller);
    return controlsOf(this.folder);
  }

  @Post('audit/replays')
  @HttpCode(200)
  async replay(@Actor() caller: Caller): Promise<object> {
    mustAudit(caller);
    return replayFolder(this.folder);
  }
}
