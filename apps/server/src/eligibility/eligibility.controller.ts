import { say, toEverybody } from '@fenming/language';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@fenming/commands';
import { readCitizenId } from '@fenming/citizen';
import { personUnknown } from '@fenming/words';
import { CurrentCaller } from '../access/caller';
import { Answers } from '../answers/answers';
import { IN_FORCE } from '../answers/reasons';
import { Malformed } from '../problem';
import { Maybe, ProgrammeCode, Texts, Typed, Year } from '../validators';
import { PeopleWhyAnswer, WhysAnswer, type PersonCode } from './eligibility.answers';
import { WhyForCaller } from './why-for-caller';

/** Without a programme about all that the county has adopted. The person is named in the body, never in the URL: by case number or by citizen id. */
class EligibilityBody {
  @Maybe() @ProgrammeCode() programme?: string;
  @Year() year!: number;
  @Maybe() @Typed(60) case_number?: string;
  @Maybe() @Typed(40) citizen_id?: string;
}

/** A list of people is asked about by their citizen ids. */
class PeopleBody {
  @Texts(500, 40, 1) citizen_ids!: string[];
  @Maybe() @ProgrammeCode() programme?: string;
  @Year() year!: number;
}

const ONE_OF_BOTH = ['/case_number', '/citizen_id'].map((pointer) => ({
  pointer,
  code: 'one_of',
  message: say(
    '档案号（case_number）和身份证号（citizen_id）要写一项，也只能写一项。',
    'Give a case number (case_number) or a citizen id (citizen_id), one and not both.',
  ),
}));

@ApiTags(toEverybody('资格查询 eligibility', 'eligibility'))
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(private readonly forCaller: WhyForCaller) {}

  @Post('queries')
  @HttpCode(200)
  @Answers(WhysAnswer, ...IN_FORCE)
  async query(
    @Body() { case_number, citizen_id, ...question }: EligibilityBody,
    @CurrentCaller() caller: Caller,
  ): Promise<WhysAnswer> {
    // One of the two would be ignored, and the answer be about somebody else than was meant.
    if ((case_number === undefined) === (citizen_id === undefined)) throw new Malformed(ONE_OF_BOTH);
    if (case_number !== undefined) {
      const { enrolment_id: enrolment } = this.forCaller.visibleCase(case_number, caller);
      return { data: await this.forCaller.ask({ enrolment }, question, caller) };
    }
    const reading = readCitizenId(citizen_id);
    if (!reading.ok)
      throw new Malformed([{ pointer: '/citizen_id', code: reading.code, message: reading.reason, hint: reading.hint }]);
    return { data: await this.forCaller.ask({ citizenId: reading.id }, question, caller) };
  }

  /** Up to 500 people, one after the other as they were given. Somebody who cannot be answered for does not keep the others waiting. */
  @Post('list-queries')
  @HttpCode(200)
  @Answers(PeopleWhyAnswer, ...IN_FORCE)
  async people(@Body() { citizen_ids, ...question }: PeopleBody, @CurrentCaller() caller: Caller): Promise<PeopleWhyAnswer> {
    const readings = citizen_ids.map(readCitizenId);
    const read = readings.flatMap((reading) => (reading.ok ? [reading.id] : []));
    const answers = (await this.forCaller.askOfEach(read, question, caller)).values();
    const data = readings.map((reading, i) => {
      const line = i + 1;
      if (!reading.ok)
        return refused(line, reading.code, say(`${reading.reason}；${reading.hint}。`, `${reading.reason}; ${reading.hint}.`));
      const { value } = answers.next();
      return value === undefined ? refused(line, 'person_unknown', personUnknown()) : answered(line, value);
    });
    return { data };
  }
}

type PersonWhy = PeopleWhyAnswer['data'][number];
const refused = (line: number, code: PersonCode, message: string): PersonWhy => ({
  line,
  outcome: 'refused',
  code,
  message,
  answers: [],
});
const answered = (line: number, answers: PersonWhy['answers']): PersonWhy => ({ line, outcome: 'answered', answers });
