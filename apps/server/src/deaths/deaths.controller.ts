import { say, toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { dateOf, plainDate } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { deathTold, TakeDeathStep } from '@fenming/eligibility';
import { refuse, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { Malformed } from '../problem';
import { DropProposalBody, SecondSignatureBody } from '../second-signature';
import { Day, NoDay, Text, Uuid } from '../validators';
import { DeathAnswer } from './deaths.answers';

class DeathBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Day() died_on!: string;
  @Text(80, '居民死亡医学证明（推断）书 编号') document_no!: string;
  @NoDay() @Text(100, '民政火化名单比对') source!: string;
}
class DeathWithdrawalBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(80, '示例卫健〔2024〕15号') document_no!: string;
  @NoDay() @Text(200) reason!: string;
}

@ApiTags(toEverybody('死亡登记 deaths', 'deaths'))
@Controller('api/v1')
export class DeathsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What is said of a death and waits for another person, with what it would make of the determined years. */
  @Get('enrolments/:id/death')
  @Answers(DeathAnswer, 'not_found', 'death_unknown')
  async death(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<DeathAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const told = await deathTold(this.county, found.enrolment_id, sees);
    if (told === undefined) throw new Refused(refuse('death_unknown'));
    return told;
  }

  /** Says by a document that somebody has died. It waits for a second signature; until then nothing is confirmed or paid. */
  @Post('deaths')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_waiting', 'death_recorded', 'day_not_reached', 'day_before_birth')
  async propose(
    @Body() { enrolment_id, died_on, document_no: documentNo, source }: DeathBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const diedOn = plainDate(died_on);
    if (diedOn > dateOf(this.county.clock.now()))
      throw new Malformed([
        {
          pointer: '/died_on',
          code: 'future',
          message: say('死亡日期不能晚于今天。', 'The day of death cannot be later than today.'),
        },
      ]);
    return this.take(enrolment_id, { do: 'propose', diedOn, documentNo, source }, caller);
  }

  /** Says by a document that a death was recorded that never was, or was on another day. Another person confirms it. */
  @Post('deaths/withdrawals')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_waiting', 'death_unknown')
  async proposeWithdrawal(
    @Body() { enrolment_id, document_no: documentNo, reason }: DeathWithdrawalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'propose-withdrawal', documentNo, reason }, caller);
  }

  /** The second signature, by the document of the first: every case of the person ends with the death, or goes on, and its years are determined again. */
  @Post('deaths/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_unknown', 'death_document_differs', 'proposal_own', 'basis_outdated')
  async confirm(
    @Body() { enrolment_id, document_no: documentNo, basis }: SecondSignatureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'confirm', documentNo, basis }, caller);
  }

  /** What waits is dropped, by whoever said it or by the county's health commission. */
  @Post('deaths/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_unknown', 'death_recorded')
  async drop(@Body() { enrolment_id, note }: DropProposalBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'drop', note }, caller);
  }

  private async take(enrolment: EnrolmentId, step: TakeDeathStep['step'], caller: Caller): Promise<RecordedAnswer> {
    await this.bus.execute(new TakeDeathStep(enrolment, step, caller));
    return { log_position: await this.county.log.head() };
  }
}
