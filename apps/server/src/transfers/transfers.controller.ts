import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { plainDate } from '@fenming/calendar';
import { type AreaCode } from '@fenming/citizen';
import { Refused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { TakeTransferStep, transferTold } from '@fenming/eligibility';
import { refuse, type EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { DropProposalBody, SecondSignatureBody } from '../second-signature';
import { Area, Day, NoDay, Text, Uuid } from '../validators';
import { TransferAnswer } from './transfers.answers';

class TransferBody {
  @Uuid() enrolment_id!: EnrolmentId;
  /** The code of the village. */
  @Area() to_village!: string;
  @Day() moved_on!: string;
  @Text(80, '户迁〔2024〕第18号') document_no!: string;
  @NoDay() @Text(200) note!: string;
}

@ApiTags(toEverybody('迁移 transfers', 'transfers'))
@Controller('api/v1')
export class TransfersController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What is said of a move to another village and waits for another person: which cases go along, and from which year on. */
  @Get('enrolments/:id/transfer')
  @Answers(TransferAnswer, 'not_found', 'transfer_unknown')
  async transfer(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<TransferAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    const told = await transferTold(this.county, found.enrolment_id, sees);
    if (told === undefined) throw new Refused(refuse('transfer_unknown'));
    return told;
  }

  /** Says by a document that a person has moved to another village of the county. It waits for a second signature; until then no year that goes along is confirmed. */
  @Post('transfers')
  @HttpCode(200)
  @Answers(
    RecordedAnswer,
    ...CASE,
    'transfer_waiting',
    'transfer_unneeded',
    'area_unknown',
    'day_not_reached',
    'day_before_birth',
  )
  async propose(
    @Body() { enrolment_id, to_village, moved_on, document_no, note }: TransferBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const [toVillage, movedOn] = [to_village as AreaCode, plainDate(moved_on)];
    return this.take(enrolment_id, { do: 'propose', toVillage, movedOn, documentNo: document_no, note }, caller);
  }

  /** The second signature, by the document of the first: the case is the other village's, with every year that this one has not confirmed. */
  @Post('transfers/confirmation')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'transfer_unknown', 'proposal_own', 'basis_outdated')
  async confirm(
    @Body() { enrolment_id, document_no, basis }: SecondSignatureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'confirm', documentNo: document_no, basis }, caller);
  }

  /** What waits is dropped, by whoever said it or by the county's health commission. */
  @Post('transfers/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'transfer_unknown')
  async drop(@Body() { enrolment_id, note }: DropProposalBody, @CurrentCaller() caller: Caller): Promise<RecordedAnswer> {
    return this.take(enrolment_id, { do: 'drop', note }, caller);
  }

  private async take(enrolment: EnrolmentId, step: TakeTransferStep['step'], caller: Caller): Promise<RecordedAnswer> {
    await this.bus.execute(new TakeTransferStep(enrolment, step, caller));
    return { log_position: await this.county.log.head() };
  }
}
