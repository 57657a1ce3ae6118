import { say, toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { dateOf, plainDate } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { deathWithdrawalTold, RecordDeath, WithdrawDeath } from '@fenming/eligibility';
import { refuse, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { Malformed } from '../problem';
import { Day, Hash, NoDay, Text, Uuid } from '../validators';
import { DeathWithdrawalAnswer } from './deaths.answers';

class DeathBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Day() died_on!: string;
  @NoDay() @Text(100, '民政火化名单比对') source!: string;
}
class DeathWithdrawalBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(80, '示例卫健〔2024〕15号') document_no!: string;
  @NoDay() @Text(200) reason!: string;
}
class DeathConfirmationBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(80, '示例卫健〔2024〕15号') document_no!: string;
  /** Of what was shown. */
  @Hash() basis!: string;
}
@ApiTags(toEverybody('死亡登记 deaths', 'deaths'))
@Controller('api/v1')
export class DeathsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What is said of a recorded death and waits for another person, with what it would make of the determined years. */
  @Get('enrolments/:id/death-withdrawal')
  @Answers(DeathWithdrawalAnswer, 'not_found', 'death_unknown')
  async withdrawal(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<DeathWithdrawalAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const told = await deathWithdrawalTold(this.county, found.enrolment_id, sees);
    if (told === undefined) throw new Refused(refuse('death_unknown'));
    return told;
  }

  @Post('deaths')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'day_not_reached', 'day_before_birth', 'exit_day_differs')
  async record(@Body() { enrolment_id, died_on, source }: DeathBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    const diedOn = plainDate(died_on);
    if (diedOn > dateOf(this.county.clock.now()))
      throw new Malformed([
        {
          pointer: '/died_on',
          code: 'future',
          message: say('死亡日期不能晚于今天。', 'The day of death cannot be later than today.'),
        },
      ]);
    await this.bus.execute(new RecordDeath({ enrolment: enrolment_id, diedOn, source }, caller));
    return { log_position: await this.county.log.head() };
  }

  /** A death was recorded that never was, or was on another day. Another person confirms it. */
  @Post('deaths/withdrawals')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_unknown')
  async proposeWithdrawal(
    @Body() { enrolment_id, document_no, reason }: DeathWithdrawalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const step = { do: 'propose' as const, documentNo: document_no, reason };
    await this.bus.execute(new WithdrawDeath(enrolment_id, step, caller));
    return { log_position: await this.county.log.head() };
  }

  /** The exits that rested on the death fall, in every case of the person; the years are determined without it. */
  @Post('deaths/withdrawals/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'death_unknown', 'death_withdrawal_unknown', 'proposal_own', 'basis_outdated')
  async confirmWithdrawal(
    @Body() { enrolment_id, document_no: documentNo, basis }: DeathConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new WithdrawDeath(enrolment_id, { do: 'confirm', documentNo, basis }, caller));
    return { log_position: await this.county.log.head() };
  }
}
