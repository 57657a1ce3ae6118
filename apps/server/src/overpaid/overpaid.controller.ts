import { toEverybody } from '@fenming/language';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import type { Overpaid, Page } from '@fenming/views';
import { overpaidNextStep } from '@fenming/words';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { pageOf } from '../answers/page.answers';
import { mustBeCase, mustExist, visibleArea } from '../filters';
import { PlacePage } from '../page';
import { InAddress, Maybe, Typed } from '../validators';
import { OverpaidAnswer } from './overpaid.answers';

class OverpaidQuery extends PlacePage {
  @Maybe() @InAddress() @Typed(80) case_number?: string;
}

@ApiTags(toEverybody('多发清单 overpaid', 'overpaid'))
@Controller('api/v1')
export class OverpaidController {
  constructor(private readonly county: RunningCounty) {}

  /** Whoever got too much, whether it is claimed back, not claimed or undecided: nobody is dropped in silence. */
  @Get('overpaid')
  @Answers(pageOf(OverpaidAnswer))
  list(
    @Query() { area, programme, year, case_number: caseNumber, limit, cursor }: OverpaidQuery,
    @CurrentCaller() caller: Caller,
  ): Page<OverpaidAnswer> {
    const { county } = this;
    mustExist(county, { programme, year });
    if (caseNumber !== undefined) mustBeCase(county, caller, caseNumber);
    const page: Page<Overpaid> = county.views.overpaid({
      area: visibleArea(county, caller, area),
      programme,
      year,
      caseNumber,
      limit,
      cursor,
    });
    const data = page.data.map((one) => ({ ...one, next_step: overpaidNextStep(one) }));
    return { ...page, data };
  }
}
