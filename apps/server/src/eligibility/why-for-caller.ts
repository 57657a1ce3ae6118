import { Injectable } from '@nestjs/common';
import { EligibilityAnswers, type WhyQuestion } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import { areaContains } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentFile } from '@fenming/views';
import { seesMoneyOf, seesFacts } from '../access/sight';
import { whyBody, withoutFacts, type WhyBody } from './why.body';

/** The question why, for whoever asks: through the API and on the page with the same answer and the same rights. Throws Refused. */
@Injectable()
export class WhyForCaller {
  constructor(
    private readonly answers: EligibilityAnswers,
    private readonly county: RunningCounty,
  ) {}

  /** A case outside the caller's area is as unknown as one that does not exist. */
  visibleCase(caseNumber: string, { asked }: Caller): EnrolmentFile {
    const found = this.county.views.enrolmentByCase(caseNumber);
    if (found === undefined || !areaContains(asked.area, found.village))
      throw new Refused({ refused: 'not_found', detail: caseNumber });
    return found;
  }

  /** A case that lies elsewhere is answered for as one that there is not; those who only pay are told no facts, and those who do not pay no amount. */
  async ask(question: Omit<WhyQuestion, 'sight'>, { asked }: Caller): Promise<WhyBody> {
    const { county } = this;
    const facts = seesFacts(asked);
    const sight = {
      area: asked.area,
      seesFacts: facts,
      seesMoney: seesMoneyOf(county, asked, question.programme),
      seesOther: (programme: ProgrammeId) => facts && seesMoneyOf(county, asked, programme),
    };
    const body = whyBody(await this.answers.why({ ...question, sight }));
    return facts ? body : withoutFacts(body);
  }
}
