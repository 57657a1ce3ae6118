import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { latestOf } from '@fenming/programmes';
import {
  enrolmentDecider,
  mayWithdraw,
  personDecider,
  refuse,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
  type Redetermination,
  type WithdrawExit,
} from '@fenming/subsidy';
import { allOrRefused, orRefused, Refused, type Caller } from '@fenming/commands';
import { excessOf, proposedFor, RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { caseInHand } from './case-in-hand';
import { settleExclusions } from './exclusions';
import { casesOfPayee, casesOfPerson, guardianHold } from './person-cases';

/** A death was recorded that never was, or was on another day: said under a document by one person, confirmed by another. */
export type DeathWithdrawalStep =
  { readonly do: 'propose'; readonly documentNo: string; readonly reason: string } | { readonly do: 'confirm' };

export class WithdrawDeath extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: DeathWithdrawalStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The exits of all cases of the person fall first, and the person's own record last: whoever is cut off in between confirms once more. */
@CommandHandler(WithdrawDeath)
export class WithdrawDeathHandler implements ICommandHandler<WithdrawDeath> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: WithdrawDeath): Promise<void> {
    const { executor } = this.county;
    const { personId } = await caseInHand(this.county, enrolment, 'health', caller);
    if (step.do === 'confirm') return this.withdraw(personId, caller);
    const said = { personId, documentNo: step.documentNo, reason: step.reason };
    const command = { do: 'propose-death-withdrawal' as const, said };
    orRefused(await executor.one(personDecider, streams.person(personId), command, caller));
  }

  private async withdraw(personId: PersonId, caller: Caller): Promise<void> {
    const { executor } = this.county;
    const stream = streams.person(personId);
    const { state } = await executor.load(personDecider, stream);
    const refusal = mayWithdraw(state, executor.asked(caller));
    if (refusal !== undefined) throw new Refused(refusal);
    const { withdrawal } = state;
    if (withdrawal === undefined) throw new Refused(refuse('death_unknown'));
    const cases = [...(await casesOfPerson(this.county, personId)).keys()];
    const commands = cases.map((id) => ({
      stream: streams.enrolment(id),
      command: (now: EnrolmentState): WithdrawExit => ({
        do: 'withdraw-exit',
        reason: 'death',
        documentNo: withdrawal.documentNo,
        note: withdrawal.reason,
        redetermined: this.redetermined(now),
      }),
    }));
    allOrRefused(await executor.many(enrolmentDecider, commands, caller));
    const released = { do: 'release-hold' as const, hold: guardianHold(personId) };
    const children = (await casesOfPayee(this.county, personId)).map((id) => ({
      stream: streams.enrolment(id),
      command: () => released,
    }));
    allOrRefused(await executor.many(enrolmentDecider, children, caller));
    orRefused(await executor.one(personDecider, stream, { do: 'withdraw-death' }, caller));
    await settleExclusions(this.county, cases, caller);
    await takeOffLists(this.county, cases, caller);
  }

  /** The determined years by the texts in force, as of somebody who is alive. */
  private redetermined(state: EnrolmentState): readonly Redetermination[] {
    const { exit: _withdrawn, ...alive } = state;
    return Object.keys(state.determinations).flatMap((text) => {
      const year = Number(text);
      const answer = proposedFor(this.county, alive, { year });
      if (answer === undefined) return [];
      const { texts, proposal } = answer;
      return [{ year, cause: 'exit_withdrawn', proposal, excess: excessOf(latestOf(texts), 'approved_by_mistake') }];
    });
  }
}
