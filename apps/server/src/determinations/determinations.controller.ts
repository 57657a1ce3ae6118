import { toEverybody } from '@fenming/language';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { determinationsTold } from '@fenming/eligibility';
import { refuse } from '@fenming/subsidy';
import { determinationCause } from '@fenming/words';
import { CurrentCaller } from '../access/caller';
import { caseIn, ofYearsSeen, seesMoneyOf } from '../access/sight';
import { Answers } from '../answers/answers';
import { titlesCited } from '../cited-sources';
import { namesIn } from '../problem';
import { DeterminationsAnswer } from './determinations.answers';

@ApiTags(toEverybody('核定 determinations', 'determinations'))
@Controller('api/v1')
export class DeterminationsController {
  constructor(private readonly county: RunningCounty) {}

  /** Every determination of a case, the oldest first: what it came to, why, and by which texts, conditions and statements. */
  @Get('enrolments/:id/determinations')
  @Answers(DeterminationsAnswer, 'not_found')
  async determinations(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<DeterminationsAnswer> {
    const { county } = this;
    const found = caseIn(asked.area, county.views.enrolment(id));
    if (found === undefined || !seesMoneyOf(county, asked, found.programme)) throw new Refused(refuse('not_found', id));
    const all = ofYearsSeen(found, await determinationsTold(county, found.enrolment_id));
    const data = all.map(({ cause, conditions, ...one }) => ({
      ...one,
      cause,
      cause_text: determinationCause(cause, namesIn(county).programme),
      conditions: conditions.map(({ cited, sources, ...condition }) => ({
        ...condition,
        sources: cited === null ? [] : titlesCited(cited, { sources }),
      })),
    }));
    return { case_number: found.case_number, data };
  }
}
