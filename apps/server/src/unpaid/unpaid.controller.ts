import { toEverybody } from '@fenming/language';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { unpaid } from '@fenming/payout';
import type { Page } from '@fenming/views';
import { refusalText, unpaidNextStep } from '@fenming/words';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { mustExist, visibleArea } from '../filters';
import { PlacePage } from '../page';
import { UnpaidAnswer } from './unpaid.answers';

@ApiTags(toEverybody('待付清单 unpaid', 'unpaid'))
@Controller('api/v1')
export class UnpaidController {
  constructor(private readonly county: RunningCounty) {}

  @Get('unpaid')
  @Answers(pageOf(UnpaidAnswer))
  async list(
    @Query() { area, programme, year, limit, cursor }: PlacePage,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<UnpaidAnswer>> {
    const { county } = this;
    mustExist(county, { programme, year });
    const asked = { area: visibleArea(county, caller, area), programme, year, limit, cursor };
    const page = await unpaid(county, asked, county.executor.asked(caller));
    const data = page.data.map((one) => ({
      ...one,
      cause: refusalText(one.code),
      next_step: unpaidNextStep(one.code),
    }));
    return { ...page, data };
  }
}
