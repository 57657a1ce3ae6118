import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EligibilityAnswers, Folder, Refused, type Caller, type Why } from '@fenming/application';
import { areaContains, readCitizenId } from '@fenming/citizen';
import type { EnrolmentId } from '@fenming/subsidy';
import type { EnrolmentFile } from '@fenming/views';
import { Actor } from '../access/guard';
import { Malformed } from '../problem';
import { Maybe, ProgrammeCode, Typed, Year } from '../validators';
import { whyBody } from './why.body';

/** The person is named in the body, never in the URL: by case number or by citizen id. */
class EligibilityBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @Maybe() @Typed(60) case_number?: string;
  @Maybe() @Typed(40) citizen_id?: string;
}

@ApiTags('资格查询 eligibility')
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(
    private readonly answers: EligibilityAnswers,
    private readonly folder: Folder,
  ) {}

  @Post('queries')
  @HttpCode(200)
  async query(@Body() { programme, year, case_number, citizen_id }: EligibilityBody, @Actor() caller: Caller): Promise<object> {
    if (case_number !== undefined) {
      const enrolment = this.enrolmentOf(case_number, caller);
      return this.shown(await this.answers.why({ programme, year, enrolment }), caller);
    }
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    return this.shown(await this.answers.why({ programme, year, citizenId: reading.id }), caller);
  }

  private shown(why: Why, caller: Caller): object {
    if (why.caseNumber !== undefined) this.enrolmentOf(why.caseNumber, caller);
    return whyBody(why);
  }

  private enrolmentOf(caseNumber: string, caller: Caller): EnrolmentId {
    return visibleCase(this.folder, caseNumber, caller).enrolment_id;
  }
}

/** A case outside the caller's area is as unknown as one that does not exist. */
export const visibleCase = (folder: Folder, caseNumber: string, { asked }: Caller): EnrolmentFile => {
  const found = folder.views.enrolmentByCase(caseNumber);
  if (found === undefined || !areaContains(asked.area, found.village)) throw new Refused({ refused: 'not_found' });
  return found;
};
