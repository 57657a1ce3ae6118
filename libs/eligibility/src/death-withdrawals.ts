import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { latestOf } from '@fenming/programmes';
import {
  enrolmentDecider,
  isDead,
  mayWithdraw,
  personDecider,
  refuse,
  streams,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentKey,
  type EnrolmentState,
  type PersonId,
  type PersonState,
  type Redetermination,
  type WithdrawExitByDeath,
} from '@fenming/subsidy';
import { allOrRefused, orRefused, Refused, type Caller } from '@fenming/commands';
import { excessOf, proposedFor, RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { caseInHand } from './case-in-hand';
import { basisOf, effectsOfRedetermined, mustBeAsShown, shownTo, type CaseEffects, type Shown } from './effects';
import { settleExclusions } from './exclusions';
import { casesOfPayee, casesOfPerson, guardianHold } from './person-cases';

/** A death was recorded that never was, or was on another day: said under a document by one person, confirmed by another, who has seen what it does. */
export type DeathWithdrawalStep =
  | { readonly do: 'propose'; readonly documentNo: string; readonly reason: string }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string };

export class WithdrawDeath extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: DeathWithdrawalStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What waits for a second signature, and what it would make of the determined years. */
export type DeathWithdrawalTold = {
  readonly document_no: string;
  readonly reason: string;
  readonly proposed_by: string;
} & Shown;

type Withdrawal = NonNullable<PersonState['withdrawal']>;
const saidIn = ({ documentNo, by }: Withdrawal): readonly string[] => [documentNo, by];

/** The determined years by the texts in force, as of somebody who is alive. */
const redeterminedBy = (county: RunningCounty, state: Enrolment): readonly Redetermination[] => {
  const { death: _withdrawn, ...alive } = state;
  return Object.keys(state.determinations).flatMap((text) => {
    const year = Number(text);
    const answer = proposedFor(county, alive, { year });
    if (answer === undefined) return [];
    const { texts, proposal } = answer;
    return [{ year, cause: 'exit_withdrawn', proposal, excess: excessOf(latestOf(texts), 'approved_by_mistake') }];
  });
};

const effectsIn = (county: RunningCounty, cases: Iterable<Enrolment>): readonly CaseEffects[] =>
  [...cases].filter(isDead).map((one) => effectsOfRedetermined(county, one, redeterminedBy(county, one)));

/** What is said of the death of the applicant of a case; undefined where nothing waits. Throws VaultError. */
export const deathWithdrawalTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: EnrolmentKey) => boolean,
): Promise<DeathWithdrawalTold | undefined> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined) return undefined;
  const { withdrawal } = (await county.executor.load(personDecider, streams.person(state.personId))).state;
  if (withdrawal === undefined) return undefined;
  const { documentNo: document_no, reason, by: proposed_by } = withdrawal;
  const cases = await casesOfPerson(county, state.personId);
  return { document_no, reason, proposed_by, ...shownTo(sees, saidIn(withdrawal), effectsIn(county, cases.values())) };
};

/** The exits of all cases of the person fall first, and the person's own record last: whoever is cut off in between confirms once more. */
@CommandHandler(WithdrawDeath)
export class WithdrawDeathHandler implements ICommandHandler<WithdrawDeath> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: WithdrawDeath): Promise<void> {
    const { executor } = this.county;
    const { personId } = await caseInHand(this.county, enrolment, 'health', caller);
    if (step.do === 'confirm') return this.withdraw(personId, step, caller);
    const said = { personId, documentNo: step.documentNo, reason: step.reason };
    const command = { do: 'propose-death-withdrawal' as const, said };
    orRefused(await executor.one(personDecider, streams.person(personId), command, caller));
  }

  private async withdraw(
    personId: PersonId,
    { documentNo, basis }: DeathWithdrawalStep & { readonly do: 'confirm' },
    caller: Caller,
  ): Promise<void> {
    const { executor } = this.county;
    const stream = streams.person(personId);
    const { state } = await executor.load(personDecider, stream);
    const refusal = mayWithdraw(state, documentNo, executor.asked(caller));
    if (refusal !== undefined) throw new Refused(refusal);
    const { withdrawal } = state;
    if (withdrawal === undefined) throw new Refused(refuse('death_unknown'));
    const known = await casesOfPerson(this.county, personId);
    mustBeAsShown(basis, basisOf(saidIn(withdrawal), effectsIn(this.county, known.values())));
    const cases = [...known.keys()];
    const commands = cases.map((id) => ({
      stream: streams.enrolment(id),
      command: (now: EnrolmentState): WithdrawExitByDeath => ({
        do: 'withdraw-exit-by-death',
        documentNo: withdrawal.documentNo,
        note: withdrawal.reason,
        redetermined: now.key === undefined ? [] : redeterminedBy(this.county, now),
      }),
    }));
    allOrRefused(await executor.many(enrolmentDecider, commands, caller));
    const released = { do: 'release-hold' as const, hold: guardianHold(personId) };
    const children = (await casesOfPayee(this.county, personId)).map((id) => ({
      stream: streams.enrolment(id),
      command: () => released,
    }));
    allOrRefused(await executor.many(enrolmentDecider, children, caller));
    orRefused(await executor.one(personDecider, stream, { do: 'withdraw-death', documentNo }, caller));
    await settleExclusions(this.county, cases, caller);
    await takeOffLists(this.county, cases, caller);
  }
}
