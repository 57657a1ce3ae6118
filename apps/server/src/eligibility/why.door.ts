import { Injectable } from '@nestjs/common';
import { EligibilityAnswers, Folder, Refused, type Caller, type WhyQuestion } from '@fenming/application';
import { areaContains } from '@fenming/citizen';
import type { EnrolmentFile } from '@fenming/views';
import { whyBody, type WhyBody } from './why.body';

/** The question why, for whoever asks: through the API and on the page with the same answer and the same rights. Throws Refused. */
@Injectable()
export class WhyDoor {
  constructor(
    private readonly answers: EligibilityAnswers,
    private readonly folder: Folder,
  ) {}

  /** A case outside the caller's area is as unknown as one that does not exist. */
  visibleCase(caseNumber: string, { asked }: Caller): EnrolmentFile {
    const found = this.folder.views.enrolmentByCase(caseNumber);
    if (found === undefined || !areaContains(asked.area, found.village)) throw new Refused({ refused: 'not_found' });
    return found;
  }

  async ask(question: WhyQuestion, caller: Caller): Promise<WhyBody> {
    const why = await this.answers.why(question);
    // The case of another programme may lie elsewhere than the one that was named.
    if (why.caseNumber !== undefined) this.visibleCase(why.caseNumber, caller);
    return whyBody(why);
  }
}
