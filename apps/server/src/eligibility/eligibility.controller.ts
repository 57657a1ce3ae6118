import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { EligibilityAnswers, Folder, Refused, type Caller, type Why } from '@fenming/application';
import { areaContains, readCitizenId } from '@fenming/citizen';
import type { EnrolmentId } from '@fenming/subsidy';
import { Actor } from '../access/guard';
import { Malformed } from '../problem';
import { Maybe, ProgrammeCode, Year } from '../validators';

/** The person is named in the body, never in the URL: by case number or by citizen id. */
class EligibilityBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @Maybe() @IsString() @MaxLength(60) case_number?: string;
  @IsOptional() @IsString() @MaxLength(40) citizen_id?: string;
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
    if (case_number !== undefined)
      return bodyOf(await this.answers.why({ programme, year, enrolment: this.enrolmentOf(case_number, caller) }));
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    const why = await this.answers.why({ programme, year, citizenId: reading.id });
    if (why.caseNumber !== undefined) this.enrolmentOf(why.caseNumber, caller);
    return bodyOf(why);
  }

  /** A case outside the caller's area is as unknown as one that does not exist. */
  private enrolmentOf(caseNumber: string, { asked }: Caller): EnrolmentId {
    const found = this.folder.views.enrolmentByCase(caseNumber);
    if (found === undefined || !areaContains(asked.area, found.village)) throw new Refused({ refused: 'not_found' });
    return found.enrolment_id;
  }
}

const bodyOf = ({ answer, sentence, caseNumber, assessment, payments }: Why): object => ({
  answer,
  sentence,
  ...(caseNumber === undefined ? {} : { case_number: caseNumber }),
  ladder: assessment?.ladder ?? [],
  amount_fen: assessment?.amountFen ?? 0,
  lines: (assessment?.lines ?? []).map(({ layer, category, from, to, units, unit, rateFen, amountFen, clause, funding }) => ({
    layer,
    category,
    from,
    to,
    units,
    unit,
    rate_fen: rateFen,
    amount_fen: amountFen,
    clause,
    funding,
  })),
  funding: assessment?.funding ?? {},
  payments: payments.map(({ entitlement, attempt, batch, lineNo, amountFen, state }) => ({
    entitlement,
    attempt,
    batch,
    line_no: lineNo,
    amount_fen: amountFen,
    state,
  })),
});
