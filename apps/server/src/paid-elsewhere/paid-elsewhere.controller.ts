import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { paidElsewhereTold, TakePaidElsewhereStep } from '@fenming/eligibility';
import { refuse, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { DropProposalBody, SecondSignatureBody } from '../second-signature';
import { Months, Text, Uuid, Year } from '../validators';
import { PaidElsewhereAnswer } from './paid-elsewhere.answers';

class PaidElsewhereBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Year() year!: number;
  /** 1 to 12, none where the other county has paid nothing after all. */
  @Months() months!: readonly number[];
  @Text(80, '邻县卫生健康委员会') paid_by!: string;
  @Text(80, '邻卫健证〔2024〕6号') document_no!: string;
  @Text(200) note!: string;
}

@ApiTags(toEverybody('外县已发 paid elsewhere', 'paid elsewhere'))
@Controller('api/v1')
export class PaidElsewhereController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What is said of months that another county has paid and waits for another person, with what it would make of the year. */
  @Get('enrolments/:id/paid-elsewhere')
  @Answers(PaidElsewhereAnswer, 'not_found', 'elsewhere_unknown')
  async waiting(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<PaidElsewhereAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const told = await paidElsewhereTold(this.county, found.enrolment_id, sees);
    if (told === undefined) throw new Refused(refuse('elsewhere_unknown'));
    return told;
  }

  /** Says by another county's certificate which months of a year it has paid. It waits for a second signature; until then nothing of the case is confirmed or paid. */
  @Post('paid-elsewhere')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'not_applied', 'elsewhere_waiting', 'elsewhere_unchanged')
  async propose(
    @Body() { enrolment_id, paid_by: paidBy, document_no: documentNo, year, months, note }: PaidElsewhereBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'propose', year, months, paidBy, documentNo, note }, caller);
  }

  /** The second signature, by the document of the first: those months of the year are not due here, and it is determined again. */
  @Post('paid-elsewhere/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'elsewhere_unknown', 'proposal_own', 'basis_outdated')
  async confirm(
    @Body() { enrolment_id, document_no: documentNo, basis }: SecondSignatureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'confirm', documentNo, basis }, caller);
  }

  /** What waits is dropped, by whoever said it or by the county's health commission. */
  @Post('paid-elsewhere/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'elsewhere_unknown')
  async drop(@Body() { enrolment_id, note }: DropProposalBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'drop', note }, caller);
  }

  private async take(enrolment: EnrolmentId, step: TakePaidElsewhereStep['step'], caller: Caller): Promise<RecordedAnswer> {
    await this.bus.execute(new TakePaidElsewhereStep(enrolment, step, caller));
    return { log_position: await this.county.log.head() };
  }
}
