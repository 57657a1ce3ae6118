import { toEverybody } from '@fenming/language';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { enrolmentDecider, equationOf, refuse, streams, yearOwed, type EnrolmentState } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { caseIn, ofYearsSeen, seesMoneyOf } from '../access/sight';
import { Answers } from '../answers/answers';
import { OwedAnswer } from './owed.answers';

@ApiTags(toEverybody('应发与已发 owed', 'owed'))
@Controller('api/v1')
export class OwedController {
  constructor(private readonly county: RunningCounty) {}

  /** What each determined year of a case comes to by layer and month: determined, left, undecided, over, gone out, and payable. */
  @Get('enrolments/:id/owed')
  @Answers(OwedAnswer, 'not_found')
  async owed(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<OwedAnswer> {
    const found = caseIn(asked.area, this.county.views.enrolment(id));
    if (found === undefined || !seesMoneyOf(this.county, asked, found.programme)) throw new Refused(refuse('not_found', id));
    const { state } = await this.county.executor.load(enrolmentDecider, streams.enrolment(found.enrolment_id));
    const years = Object.keys(state.determinations).map((year) => yearTold(state, Number(year)));
    return { case_number: found.case_number, years: ofYearsSeen(found, years) };
  }
}

const yearTold = (state: EnrolmentState, year: number): OwedAnswer['years'][number] => ({
  year,
  ...sumsTold(yearOwed(state, year)),
  months: equationOf(state, year).map(({ layer, month, ...sums }) => ({ layer, month, ...sumsTold(sums) })),
});

const sumsTold = ({ determined, left, undecided, over, net, payable }: ReturnType<typeof yearOwed>) => ({
  determined_fen: determined,
  left_fen: left,
  undecided_fen: undecided,
  over_fen: over,
  net_fen: net,
  payable_fen: payable,
});
