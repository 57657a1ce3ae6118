import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlainDate } from '@fenming/calendar';
import { allOrRefused, type Caller } from '@fenming/commands';
import { excessOf, leftOn, proposedFor, RunningCounty, sealDay, unsealDay } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { latestOf } from '@fenming/programmes';
import {
  enrolmentDecider,
  personDecider,
  streams,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentKey,
  type EnrolmentState,
  type ExitProposal,
  type LeavingReason,
  type ProposeExit,
  type Redetermination,
} from '@fenming/subsidy';
import { refuseUnlessAllAgree } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { basisOf, effectsOfRedetermined, mustBeAsShown, shownTo, type CaseEffects, type Shown } from './effects';
import { settleExclusions } from './exclusions';
import { birthOf, casesOfPerson } from './person-cases';

/** A case that was left from a day, or was never left: said by one person under a document, confirmed or dropped by another. */
export type ExitStep =
  | {
      readonly do: 'propose';
      readonly reason: LeavingReason;
      readonly leftOn: PlainDate;
      readonly documentNo: string;
      readonly note: string;
    }
  | { readonly do: 'propose-withdrawal'; readonly documentNo: string; readonly note: string }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string }
  | { readonly do: 'drop'; readonly note: string };

export class TakeExitStep extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: ExitStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What somebody has said of an exit and nobody has confirmed. `left_on` and `reason`: of an exit, not of its withdrawal. */
export type ExitTold = {
  readonly step: 'exit' | 'withdrawal';
  readonly reason: LeavingReason | null;
  readonly left_on: PlainDate | null;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

/** The determined years as they are once the exit, or its withdrawal, counts. */
const redeterminedBy = (county: RunningCounty, state: Enrolment): readonly Redetermination[] => {
  const { exitProposal } = state;
  if (exitProposal === undefined) return [];
  const { exit: _before, ...staying } = state;
  const isExit = exitProposal.step === 'exit';
  const lost = isExit ? { lostOn: unsealDay(county.vault, state.personId, 'exit', exitProposal.sealedDay) } : {};
  const years = Object.keys(state.determinations).map(Number);
  return years.flatMap((year): readonly Redetermination[] => {
    if (isExit && year < exitProposal.year) return [];
    const answer = proposedFor(county, staying, { year, left: { ...leftOn(county.vault, staying, year), ...lost } });
    if (answer === undefined || answer.proposal.verdict === 'unknown') return [];
    const { texts, proposal } = answer;
    return isExit
      ? [{ year, cause: 'exit', proposal, excess: excessOf(latestOf(texts), exitProposal.reason) }]
      : [{ year, cause: 'exit_withdrawn', proposal, excess: 'undecided' }];
  });
};

/** Whoever moves away leaves every programme: what is said of one case under a document is said of the others. The case itself comes first. */
const casesProposed = async (county: RunningCounty, state: Enrolment): Promise<readonly Enrolment[]> => {
  const others = [...(await casesOfPerson(county, state.personId)).values()];
  const same = others.filter(
    ({ key, exitProposal }) =>
      key.enrolmentId !== state.key.enrolmentId &&
      exitProposal !== undefined &&
      exitProposal.documentNo === state.exitProposal?.documentNo,
  );
  return [state, ...same];
};

const effectsIn = (county: RunningCounty, cases: readonly Enrolment[]): readonly CaseEffects[] =>
  cases.map((one) => effectsOfRedetermined(county, one, redeterminedBy(county, one)));
const saidIn = ({ step, documentNo, by }: ExitProposal): readonly string[] => [step, documentNo, by];

/** What is said of an exit of a case, and what it would make of the determined years of all cases that it is said of. Throws VaultError. */
export const exitTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: EnrolmentKey) => boolean,
): Promise<ExitTold | undefined> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined || state.exitProposal === undefined) return undefined;
  const { exitProposal, personId } = state;
  const { step, documentNo: document_no, note, by: proposed_by } = exitProposal;
  const isExit = exitProposal.step === 'exit';
  return {
    step,
    reason: isExit ? exitProposal.reason : null,
    left_on: isExit ? unsealDay(county.vault, personId, 'exit', exitProposal.sealedDay) : null,
    document_no,
    note,
    proposed_by,
    ...shownTo(sees, saidIn(exitProposal), effectsIn(county, await casesProposed(county, state))),
  };
};

@CommandHandler(TakeExitStep)
export class TakeExitStepHandler implements ICommandHandler<TakeExitStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakeExitStep): Promise<void> {
    const { executor } = this.county;
    const state = await caseInHand(this.county, enrolment, ['township', 'health'], caller);
    const cases = await this.concerned(state, step);
    if (step.do === 'confirm') await this.mustBeAsShown(state, step, caller);
    const decide = step.do === 'propose' ? await this.proposal(state, step) : (now: EnrolmentState) => this.command(now, step);
    const tasks = cases.map((id) => ({ stream: streams.enrolment(id), command: decide }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
    await settleExclusions(this.county, cases, caller);
    await takeOffLists(this.county, cases, caller);
  }

  /** Whoever moves away leaves every programme: it is said of all cases of the person at once, and so are its other steps. */
  private async concerned(state: Enrolment, step: ExitStep): Promise<readonly EnrolmentId[]> {
    if (step.do === 'confirm' || step.do === 'drop')
      return (await casesProposed(this.county, state)).map(({ key }) => key.enrolmentId);
    const own = state.key.enrolmentId;
    const others = [...(await casesOfPerson(this.county, state.personId))].filter(([id]) => id !== own);
    const isSame = ({ exit, exitProposal }: EnrolmentState): boolean =>
      step.do === 'propose'
        ? step.reason === 'moved_out' && exit === undefined && exitProposal === undefined
        : state.exit?.reason === 'moved_out' && exit?.reason === 'moved_out' && exit.year === state.exit.year;
    return [own, ...others.flatMap(([id, other]) => (isSame(other) ? [id] : []))];
  }

  /** Whoever proposed it, or names another document, is told that first. */
  private async mustBeAsShown(state: Enrolment, step: ExitStep & { readonly do: 'confirm' }, caller: Caller): Promise<void> {
    if (state.exitProposal === undefined) return;
    const cases = await casesProposed(this.county, state);
    const confirming = (one: EnrolmentState) => this.command(one, step);
    refuseUnlessAllAgree(this.county, new Map(cases.map((one) => [one.key.enrolmentId, one])), confirming, caller);
    mustBeAsShown(step.basis, basisOf(saidIn(state.exitProposal), effectsIn(this.county, cases)));
  }

  private async proposal(state: Enrolment, { reason, leftOn, documentNo, note }: ExitStep & { readonly do: 'propose' }) {
    const { executor, vault } = this.county;
    const { personId } = state;
    const bornOn = birthOf(this.county, personId, (await executor.load(personDecider, streams.person(personId))).state);
    const sealedDay = sealDay(vault, personId, 'exit', leftOn);
    const command: ProposeExit = {
      do: 'propose-exit',
      reason,
      effectiveOn: leftOn,
      sealedDay,
      documentNo,
      note,
      ...(bornOn === undefined ? {} : { bornOn }),
    };
    return () => command;
  }

  private command(state: EnrolmentState, step: Exclude<ExitStep, { readonly do: 'propose' }>) {
    if (step.do === 'propose-withdrawal')
      return { do: 'propose-exit-withdrawal' as const, documentNo: step.documentNo, note: step.note };
    if (step.do === 'drop') return { do: 'drop-exit' as const, note: step.note };
    const { documentNo } = step;
    return {
      do: 'confirm-exit' as const,
      documentNo,
      redetermined: state.key === undefined ? [] : redeterminedBy(this.county, state),
    };
  }
}
