import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { plainDate } from '@fenming/calendar';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { exitTold, TakeExitStep } from '@fenming/eligibility';
import { LEAVING_REASONS, refuse, type EnrolmentId, type LeavingReason } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { DropProposalBody, SecondSignatureBody } from '../second-signature';
import { Day, NoDay, OneOf, Text, Uuid } from '../validators';
import { ExitAnswer } from './exits.answers';

class ExitBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @OneOf(LEAVING_REASONS) reason!: LeavingReason;
  @Day() left_on!: string;
  @Text(80, '户迁〔2024〕第18号') document_no!: string;
  @NoDay() @Text(200) note!: string;
}
class ExitWithdrawalBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(80, '示例卫健〔2024〕33号') document_no!: string;
  @NoDay() @Text(200) note!: string;
}

@ApiTags(toEverybody('退出 exits', 'exits'))
@Controller('api/v1')
export class ExitsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What is said of an exit and waits for another person, with what it would make of the determined years. */
  @Get('enrolments/:id/exit')
  @Answers(ExitAnswer, 'not_found', 'exit_unknown')
  async exit(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<ExitAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const told = await exitTold(this.county, found.enrolment_id, sees);
    if (told === undefined) throw new Refused(refuse('exit_unknown'));
    return told;
  }

  /** Says by a document that a case was left for another reason than a death. It waits for a second signature; until then nothing is confirmed or paid. */
  @Post('exits')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'exit_waiting', 'enrolment_exited', 'day_not_reached', 'day_before_birth')
  async propose(
    @Body() { enrolment_id, reason, left_on, document_no, note }: ExitBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const step = { do: 'propose' as const, reason, leftOn: plainDate(left_on), documentNo: document_no, note };
    return this.take(enrolment_id, step, caller);
  }

  /** Says by a document that a case was never left. Another person confirms it. */
  @Post('exits/withdrawals')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'exit_waiting', 'exit_unknown')
  async proposeWithdrawal(
    @Body() { enrolment_id, document_no, note }: ExitWithdrawalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'propose-withdrawal', documentNo: document_no, note }, caller);
  }

  /** The second signature, by the document of the first: the determined years are determined again, by what the rules pay up to the day. */
  @Post('exits/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'exit_unknown', 'proposal_own', 'basis_outdated')
  async confirm(
    @Body() { enrolment_id, document_no, basis }: SecondSignatureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'confirm', documentNo: document_no, basis }, caller);
  }

  /** What waits is dropped, by whoever said it or by the county's health commission. */
  @Post('exits/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'exit_unknown')
  async drop(@Body() { enrolment_id, note }: DropProposalBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'drop', note }, caller);
  }

  private async take(enrolment: EnrolmentId, step: TakeExitStep['step'], caller: Caller): Promise<RecordedAnswer> {
    await this.bus.execute(new TakeExitStep(enrolment, step, caller));
    return { log_position: await this.county.log.head() };
  }
}
