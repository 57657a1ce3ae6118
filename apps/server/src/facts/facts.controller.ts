import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { plainDate } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { factsOfCase, MakeStatement, SettleStatement } from '@fenming/eligibility';
import { refuse, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { Day, Hash, Maybe, NoDay, Text, Typed, Uuid } from '../validators';
import { FactsAnswer, StatementMadeAnswer } from './facts.answers';

/**
 * `value`: as a roster writes it; left out, there is none. `since`: the day from which it holds; left out, it always did: what stood last never
 * held, or the value that `instead_of` names.
 */
class StatementBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Typed(60, 'livingDaughters') fact!: string;
  @Maybe() @Typed(40, '2') value?: string;
  @Maybe() @Day() since?: string;
  @Maybe() @Typed(40, '1') instead_of?: string;
  @Text(80, '示例卫健〔2024〕21号') document_no!: string;
  @NoDay() @Text(200) reason!: string;
}
class AcceptanceBody {
  @Uuid() enrolment_id!: EnrolmentId;
  /** Of what was shown. */
  @Hash() basis!: string;
}
class DroppingBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @NoDay() @Text(200) reason!: string;
}

@ApiTags(toEverybody('事实 facts', 'facts'))
@Controller('api/v1')
export class FactsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** The facts of a case with their history and where they come from, and the statements about its applicant. */
  @Get('enrolments/:id/facts')
  @Answers(FactsAnswer, 'not_found')
  async facts(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<FactsAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const facts = await factsOfCase(this.county, found.enrolment_id, sees);
    if (facts === undefined) throw new Refused(refuse('not_found', id));
    return facts;
  }

  /** States a fact about the applicant of a case, by a document. It counts once another person has accepted it. */
  @Post('statements')
  @HttpCode(200)
  @Answers(
    StatementMadeAnswer,
    ...CASE,
    'fact_unknown',
    'fact_unreadable',
    'day_not_reached',
    'day_before_birth',
    'statement_waiting',
    'statement_changes_nothing',
  )
  async state(
    @Body() { enrolment_id, fact, value = '', since, instead_of, document_no, reason }: StatementBody,
    @CurrentCaller() caller: Caller,
  ): Promise<StatementMadeAnswer> {
    const said = {
      enrolment: enrolment_id,
      fact,
      written: value,
      ...(since === undefined ? {} : { since: plainDate(since) }),
      ...(instead_of === undefined ? {} : { insteadOf: instead_of }),
      documentNo: document_no,
      reason,
    };
    const statement = await this.bus.execute(new MakeStatement(said, caller));
    return { statement, log_position: await this.county.log.head() };
  }

  /** The second signature: the facts stand as stated in every case of the person, and what was determined by them is determined again. */
  @Post('statements/:id/acceptance')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'statement_unknown', 'proposal_own', 'basis_outdated')
  async accept(
    @Param('id') id: string,
    @Body() { enrolment_id, basis }: AcceptanceBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new SettleStatement(enrolment_id, id, { do: 'accept', basis }, caller));
    return { log_position: await this.county.log.head() };
  }

  /** A statement that waits is dropped, by whoever made it or by the county's health commission. */
  @Post('statements/:id/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'statement_unknown')
  async drop(
    @Param('id') id: string,
    @Body() { enrolment_id, reason }: DroppingBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new SettleStatement(enrolment_id, id, { do: 'drop', reason }, caller));
    return { log_position: await this.county.log.head() };
  }
}
