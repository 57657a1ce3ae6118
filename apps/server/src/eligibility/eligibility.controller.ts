import { say } from '@fenming/language';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@fenming/commands';
import { readCitizenId } from '@fenming/citizen';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { IN_FORCE } from '../answers/reasons';
import { Malformed } from '../problem';
import { Maybe, ProgrammeCode, Typed, Year } from '../validators';
import { WhyAnswer } from './eligibility.answers';
import { WhyForCaller } from './why-for-caller';

/** The person is named in the body, never in the URL: by case number or by citizen id. */
class EligibilityBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @Maybe() @Typed(60) case_number?: string;
  @Maybe() @Typed(40) citizen_id?: string;
}

const ONE_OF_BOTH = ['/case_number', '/citizen_id'].map((pointer) => ({
  pointer,
  code: 'one_of',
  message: say(
    '档案号（case_number）和身份证号（citizen_id）要写一项，也只能写一项。',
    'Give a case number (case_number) or a citizen id (citizen_id), one and not both.',
  ),
}));

@ApiTags('资格查询 eligibility')
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(private readonly forCaller: WhyForCaller) {}

  @Post('queries')
  @HttpCode(200)
  @Answers(WhyAnswer, ...IN_FORCE)
  async query(
    @Body() { programme, year, case_number, citizen_id }: EligibilityBody,
    @CurrentCaller() caller: Caller,
  ): Promise<WhyAnswer> {
    // One of the two would be ignored, and the answer be about somebody else than was meant.
    if ((case_number === undefined) === (citizen_id === undefined)) throw new Malformed(ONE_OF_BOTH);
    if (case_number !== undefined) {
      const { enrolment_id: enrolment } = this.forCaller.visibleCase(case_number, caller);
      return this.forCaller.ask({ programme, year, enrolment }, caller);
    }
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    return this.forCaller.ask({ programme, year, citizenId: reading.id }, caller);
  }
}
