import { toEverybody } from '@fenming/language';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { unreviewed } from '@fenming/eligibility';
import type { Page } from '@fenming/views';
import { CurrentCaller } from '../access/caller';
import { seesMoneyOf } from '../access/sight';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { mustExist, visibleArea } from '../filters';
import { PlacePage } from '../page';
import { thisYear } from '../years/year-shown';
import { UnreviewedAnswer } from './unreviewed.answers';

@ApiTags(toEverybody('待年审清单 unreviewed', 'unreviewed'))
@Controller('api/v1')
export class UnreviewedController {
  constructor(private readonly county: RunningCounty) {}

  /** Whoever the county confirmed for the year before and who is on no list of this one: nobody is left out in silence. Without a year this one. */
  @Get('unreviewed')
  @Answers(pageOf(UnreviewedAnswer))
  async list(
    @Query() { area, programme, year = thisYear(this.county), limit, cursor }: PlacePage,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<UnreviewedAnswer>> {
    const { county } = this;
    mustExist(county, { programme, year });
    const page = await unreviewed(county, { programme, year, area: visibleArea(county, caller, area), limit, cursor });
    const data = page.data.filter((one) => seesMoneyOf(county, caller.asked, one.programme));
    return { ...page, data };
  }
}
