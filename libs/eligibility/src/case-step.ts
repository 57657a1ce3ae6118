import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { orRefused, type Caller } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { settleExclusions } from './exclusions';
import { enrolmentDecider, streams, type EnrolmentCommand, type EnrolmentId } from '@fenming/subsidy';

/** What the decider of a case needs nothing else for. */
type Step = Extract<
  EnrolmentCommand,
  {
    readonly do:
      | 'reject'
      | 'hold'
      | 'release-by-hand'
      | 'propose-rejection-withdrawal'
      | 'withdraw-rejection'
      | 'raise-objection'
      | 'resolve-objection'
      | 'receive-recovery';
  }
>;

/** A step of one case. Answers the batches whose locked lists the person has left by it. */
export class TakeCaseStep extends Command<readonly string[]> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: Step,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(TakeCaseStep)
export class TakeCaseStepHandler implements ICommandHandler<TakeCaseStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakeCaseStep): Promise<readonly string[]> {
    orRefused(await this.county.executor.one(enrolmentDecider, streams.enrolment(enrolment), step, caller));
    // Money that comes back changes nothing about who is paid.
    if (step.do === 'receive-recovery') return [];
    await settleExclusions(this.county, [enrolment], caller);
    return takeOffLists(this.county, [enrolment], caller);
  }
}
