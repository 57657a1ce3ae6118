import { Injectable } from '@nestjs/common';
import { EligibilityAnswers, type Why, type WhyQuestion } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { Refused, type Caller } from '@fenming/commands';
import type { CitizenId } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import type { EnrolmentFile } from '@fenming/views';
import { caseIn, seesMoneyOf, seesFacts } from '../access/sight';
import { whyBody, withoutFacts, type WhyBody } from './why.body';

/** The question why, for whoever asks: through the API and on the page with the same answer and the same rights. Throws Refused. */
@Injectable()
export class WhyForCaller {
  constructor(
    private readonly answers: EligibilityAnswers,
    private readonly county: RunningCounty,
  ) {}

  /** A case outside the caller's area is as unknown as one that does not exist; one that has moved away is told by its years here. */
  visibleCase(caseNumber: string, { asked }: Caller): EnrolmentFile {
    const found = caseIn(asked.area, this.county.views.enrolmentByCase(caseNumber));
    if (found === undefined) throw new Refused({ refused: 'not_found', detail: caseNumber });
    return found;
  }

  /** A case that lies elsewhere is answered for as one that there is not; those who only pay are told no facts, and those who do not pay no amount. */
  async ask(
    who: { readonly enrolment: EnrolmentId } | { readonly citizenId: CitizenId },
    question: Question,
    { asked }: Caller,
  ): Promise<readonly WhyBody[]> {
    const answers = await this.answers.why(who, { ...question, sight: this.sightOf(asked) });
    return answers.map((why) => bodySeen(why, asked));
  }

  /** The same about many; undefined for whoever stands in no case of the caller's area. */
  async askOfEach(
    people: readonly CitizenId[],
    question: Question,
    { asked }: Caller,
  ): Promise<readonly (readonly WhyBody[] | undefined)[]> {
    const answers = await this.answers.whyOfEach(people, { ...question, sight: this.sightOf(asked) });
    return answers.map((each) => each?.map((why) => bodySeen(why, asked)));
  }

  private sightOf(asked: Caller['asked']): WhyQuestion['sight'] {
    const seesMoney = (programme: ProgrammeId): boolean => seesMoneyOf(this.county, asked, programme);
    const facts = seesFacts(asked);
    return { area: asked.area, seesFacts: facts, seesMoney, seesOther: (programme) => facts && seesMoney(programme) };
  }
}

type Question = Omit<WhyQuestion, 'sight'>;
const bodySeen = (why: Why, asked: Caller['asked']): WhyBody => (seesFacts(asked) ? whyBody(why) : withoutFacts(whyBody(why)));
