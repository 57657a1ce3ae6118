import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { say } from '@fenming/language';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { PayoutRunner } from '@fenming/payout';
import { CurrentCaller, type AuthedRequest } from '../access/caller';
import { batchesSeen, programmesSeen, seesWholeCounty, yearSeen } from '../access/sight';
import { yearShown } from './year-shown';
import { frameOf } from '../pages/frame';
import { page, type Frame } from '../pages/layout';
import { moneyPage } from './money.page';
import { yearPage } from './year.page';

const HTML = 'text/html; charset=utf-8';

/** A year and its money, as pages that need no script. */
@ApiExcludeController()
@Controller()
export class YearPagesController {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
  ) {}

  @Get('years/:year')
  @Header('content-type', HTML)
  async year(@Param('year') text: string, @CurrentCaller() caller: Caller, @Req() request: AuthedRequest): Promise<string> {
    const year = this.yearIn(text);
    const programmes = programmesSeen(this.county, caller, year);
    const all = batchesSeen(this.county, caller, this.county.views.batches());
    const content = {
      summary: yearSeen(this.county, caller, year),
      isWhole: seesWholeCounty(this.county, caller.asked),
      batches: all.filter((one) => one.year === year),
      programmes,
      years: [...new Set(all.map((one) => one.year))],
    };
    return page({ ...(await this.frame(say(`${year} 年度`, `Year ${year}`), request)), wide: true }, yearPage(content));
  }

  @Get('years/:year/money')
  @Header('content-type', HTML)
  async money(@Param('year') text: string, @Req() request: AuthedRequest): Promise<string> {
    const year = this.yearIn(text);
    const { views } = this.county;
    const balances = new Map(views.balances({ year, level: 'county' }).map((row) => [row.programme, row]));
    const books = views.ledger({ year }).map((one) => ({
      ...one,
      owed: balances.get(one.programme),
      name: this.county.rules.programme(one.programme, one.year)?.name ?? one.programme,
    }));
    return page(
      { ...(await this.frame(say(`${year} 年度资金`, `Money of ${year}`), request)), wide: true },
      moneyPage({ year, books }),
    );
  }

  /** The year of an address, where the county has something to show of it. */
  private yearIn(text: string): number {
    const year = /^20\d\d$/.test(text) ? Number(text) : undefined;
    if (year === undefined) throw new Refused({ refused: 'year_unknown', detail: text });
    return yearShown(this.county, year);
  }

  /** Whoever comes in sees here first, also that released batches stand still. */
  private async frame(title: string, request: AuthedRequest): Promise<Frame> {
    const frame = frameOf(this.county, title, request);
    const standstill = (await this.runner.alarms()).map(({ sentence }) => sentence);
    return { ...frame, alarms: [...(frame.alarms ?? []), ...standstill] };
  }
}
