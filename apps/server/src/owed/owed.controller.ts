import { toEverybody } from '@fenming/language';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { dateOf } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { causeUnpaid, holderOf } from '@fenming/payout';
import type { ProgrammeId } from '@fenming/programmes';
import { enrolmentDecider, equationOf, refuse, streams, yearOwed, type EnrolmentState } from '@fenming/subsidy';
import { refusalText, unpaidNextStep } from '@fenming/words';
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
  async owed(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<OwedAnswer> {
    const { asked } = caller;
    const found = caseIn(asked.area, this.county.views.enrolment(id));
    if (found === undefined || !seesMoneyOf(this.county, asked, found.programme)) throw new Refused(refuse('not_found', id));
    const { state } = await this.county.executor.load(enrolmentDecider, streams.enrolment(found.enrolment_id));
    const years = Object.keys(state.determinations).map((text) => {
      const year = Number(text);
      return { ...yearTold(state, year), waits: this.waits(state, { programme: found.programme, year }, caller) };
    });
    return { case_number: found.case_number, years: ofYearsSeen(found, years) };
  }

  private waits(
    state: EnrolmentState,
    of: { readonly programme: ProgrammeId; readonly year: number },
    caller: Caller,
  ): Told['waits'] {
    const { executor, views, clock } = this.county;
    const code =
      yearOwed(state, of.year).payable === 0
        ? undefined
        : causeUnpaid(state, of.year, executor.asked(caller), views.isYearClosed(of));
    if (code === undefined) return null;
    const cause = { code, cause: refusalText(code), next_step: unpaidNextStep(code) };
    return { ...cause, ...holderOf(state, code, dateOf(clock.now())) };
  }
}

type Told = OwedAnswer['years'][number];
const yearTold = (state: EnrolmentState, year: number): Omit<Told, 'waits'> => ({
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
