import { toEverybody } from '@fenming/language';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { readCitizenId, readName, type CitizenId } from '@fenming/citizen';
import type { Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { PERSONS_OF_CASE, CorrectIdentity, identitiesTold, type PersonOfCase } from '@fenming/eligibility';
import type { EnrolmentId } from '@fenming/subsidy';
import { CurrentCaller } from '../access/caller';
import { wholeCase } from '../access/sight';
import { Answers } from '../answers/answers';
import { CASE } from '../answers/reasons';
import { RecordedAnswer } from '../notices/notices.answers';
import { Malformed } from '../problem';
import { Hash, Maybe, NoDay, OneOf, Text, Typed, Uuid } from '../validators';
import { IdentitiesAnswer } from './identities.answers';

/** `who`: the applicant, where it is left out. `citizen_id` and `name` as they should be; the name is left out where it is right. */
class IdentityBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Maybe() @OneOf(PERSONS_OF_CASE) who?: PersonOfCase;
  @Typed(40) citizen_id!: string;
  @Maybe() @Typed(100) name?: string;
  @Text(80, '示例卫健〔2024〕37号') document_no!: string;
  @NoDay() @Text(200) note!: string;
}
class IdentityConfirmationBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Maybe() @OneOf(PERSONS_OF_CASE) who?: PersonOfCase;
  @Text(80, '示例卫健〔2024〕37号') document_no!: string;
  /** Of what was shown. */
  @Hash() basis!: string;
}
class IdentityDroppingBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Maybe() @OneOf(PERSONS_OF_CASE) who?: PersonOfCase;
  @NoDay() @Text(200) note!: string;
}

type Wrong = { readonly code: string; readonly reason: string; readonly hint: string };
const malformed = (pointer: string, { code, reason, hint }: Wrong): Malformed =>
  new Malformed([{ pointer, code, message: reason, hint }]);

const citizenIdOf = (written: string): CitizenId => {
  const reading = readCitizenId(written);
  if (!reading.ok) throw malformed('/citizen_id', reading);
  return reading.id;
};
const nameOf = (written: string): string => {
  const reading = readName(written);
  if (!reading.ok) throw malformed('/name', reading);
  return reading.name;
};

@ApiTags(toEverybody('身份更正 identities', 'identities'))
@Controller('api/v1')
export class IdentitiesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly county: RunningCounty,
  ) {}

  /** What waits to be corrected of the people of a case, and what it would make of the years of all their cases. */
  @Get('enrolments/:id/identities')
  @Answers(IdentitiesAnswer, 'not_found')
  async identities(@Param('id') id: string, @CurrentCaller() { asked }: Caller): Promise<IdentitiesAnswer> {
    const { found, sees } = wholeCase(this.county, asked, id);
    return { data: await identitiesTold(this.county, found.enrolment_id, sees) };
  }

  /** Says by a document that a citizen id or a name was taken down wrongly. Another person confirms it. */
  @Post('identities/corrections')
  @HttpCode(200)
  @Answers(
    RecordedAnswer,
    ...CASE,
    'identity_of_nobody',
    'identity_unchanged',
    'identity_taken',
    'identity_waiting',
    'day_not_reached',
    'day_before_birth',
  )
  async propose(
    @Body() { enrolment_id, who, citizen_id, name, document_no: documentNo, note }: IdentityBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    const said = { citizenId: citizenIdOf(citizen_id), ...(name === undefined ? {} : { name: nameOf(name) }) };
    return this.take({ enrolment: enrolment_id, who }, { do: 'propose', ...said, documentNo, note }, caller);
  }

  /** The second signature, by the document of the first: from now on the person is found and paid under the right number and name. */
  @Post('identities/confirmation')
  @HttpCode(200)
  @Answers(
    RecordedAnswer,
    ...CASE,
    'identity_of_nobody',
    'identity_unknown',
    'identity_taken',
    'identity_being_paid',
    'proposal_own',
    'basis_outdated',
  )
  async confirm(
    @Body() { enrolment_id, who, document_no: documentNo, basis }: IdentityConfirmationBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take({ enrolment: enrolment_id, who }, { do: 'confirm', documentNo, basis }, caller);
  }

  /** What waits is dropped, by whoever said it or by the county's health commission. */
  @Post('identities/dropping')
  @HttpCode(200)
  @Answers(RecordedAnswer, ...CASE, 'identity_of_nobody', 'identity_unknown')
  async drop(
    @Body() { enrolment_id, who, note }: IdentityDroppingBody,
    @CurrentCaller() caller: Caller,
  ): Promise<RecordedAnswer> {
    return this.take({ enrolment: enrolment_id, who }, { do: 'drop', note }, caller);
  }

  private async take(
    { enrolment, who = 'applicant' }: { readonly enrolment: EnrolmentId; readonly who: PersonOfCase | undefined },
    step: CorrectIdentity['step'],
    caller: Caller,
  ): Promise<RecordedAnswer> {
    await this.bus.execute(new CorrectIdentity({ enrolment, who }, step, caller));
    return { log_position: await this.county.log.head() };
  }
}
