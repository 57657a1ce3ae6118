import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { takeOffLists } from '@fenming/payout';
import type { ProgrammeId } from '@fenming/programmes';
import {
  changedAt,
  changedKey,
  enrolmentDecider,
  isOpenCase,
  isRefusal,
  notOwnCase,
  personsOf,
  redeterminationDecider,
  refuse,
  streams,
  type Determine,
  type EnrolmentId,
  type EnrolmentState,
  type Refusal,
} from '@fenming/subsidy';
import { orRefused, personOutcome, Refused, type Caller, type Outcome, type PersonOutcome } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { tried } from './changed-case';

/** Signs the totals of a computed redetermination: the first time as the one who proposes it, the second time as another one who approves. */
export class SignRedetermination extends Command<void> {
  constructor(
    readonly programme: ProgrammeId,
    readonly hash: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(SignRedetermination)
export class SignRedeterminationHandler implements ICommandHandler<SignRedetermination> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, hash, caller }: SignRedetermination): Promise<void> {
    const { executor, rules } = this.county;
    const stream = streams.redetermination(programme);
    const { state } = await executor.load(redeterminationDecider, stream);
    // What was computed by rules that have changed since is signed by nobody.
    if (state.computed !== undefined && state.computed.rulesAt !== changedAt(rules.versions(programme)))
      throw new Refused({ refused: 'redetermination_changed' });
    orRefused(await executor.one(redeterminationDecider, stream, { do: 'sign', hash }, caller));
  }
}

/** People decide cases on lists: determined as the rules say now, or kept as they are. At most 500. */
export type CaseDecisions = {
  readonly cases: readonly { readonly enrolment: EnrolmentId; readonly year: number }[];
  readonly decision: 'determined' | 'kept';
  readonly documentNo: string;
  readonly reason: string;
};

export class DecideChangedCases extends Command<readonly PersonOutcome[]> {
  constructor(
    readonly programme: ProgrammeId,
    readonly decisions: CaseDecisions,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DecideChangedCases)
export class DecideChangedCasesHandler implements ICommandHandler<DecideChangedCases> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, decisions, caller }: DecideChangedCases): Promise<readonly PersonOutcome[]> {
    const { executor } = this.county;
    const { cases, decision, documentNo, reason } = decisions;
    const names = cases.map(({ enrolment }) => streams.enrolment(enrolment));
    const states = await executor.states(enrolmentDecider, names, 'now');
    const asked = executor.asked(caller);
    const stateOf = (enrolment: EnrolmentId): EnrolmentState =>
      states.get(streams.enrolment(enrolment))?.state ?? enrolmentDecider.initial;
    const stream = streams.redetermination(programme);
    const { state } = await executor.load(redeterminationDecider, stream);
    const barred = cases.map(({ enrolment, year }) => {
      if (!isOpenCase(state, changedKey({ enrolmentId: enrolment, year }), decision)) return refuse('case_not_waiting');
      return notOwnCase(asked, ...personsOf(stateOf(enrolment)));
    });
    const determined = decision === 'kept' ? barred : await this.determine(decisions, barred, caller);
    const decided = cases.flatMap(({ enrolment: enrolmentId, year }, i) => {
      const caseNumber = stateOf(enrolmentId).key?.caseNumber;
      if (isRefused(determined[i]) || caseNumber === undefined) return [];
      return [{ enrolmentId, caseNumber, year, decision, documentNo, reason }];
    });
    const recorded =
      decided.length === 0
        ? undefined
        : await executor.one(redeterminationDecider, stream, { do: 'decide-cases', decided }, caller);
    await takeOffLists(this.county, [...new Set(cases.map(({ enrolment }) => enrolment))], caller);
    return cases.map(({ enrolment }, i) => {
      const outcome = isRefused(determined[i]) ? determined[i] : recorded;
      return personOutcome(enrolment, outcome ?? refuse('not_found', enrolment));
    });
  }

  /** One outcome a case; what may not be decided by whoever asks is left alone. */
  private async determine(
    { cases }: CaseDecisions,
    barred: readonly (Refusal | undefined)[],
    caller: Caller,
  ): Promise<readonly (Outcome | undefined)[]> {
    return this.county.executor.many(
      enrolmentDecider,
      cases.map(({ enrolment, year }, i) => ({
        stream: streams.enrolment(enrolment),
        idSuffix: String(year),
        command: (state: EnrolmentState) => barred[i] ?? this.determination(state, year),
      })),
      caller,
    );
  }

  private determination(state: EnrolmentState, year: number): Determine | Refusal {
    const trial = tried(this.county, state, year);
    return trial === undefined ? refuse('case_not_waiting') : { do: 'determine', ...trial.redetermination };
  }
}

const isRefused = (outcome: Outcome | undefined): boolean => outcome !== undefined && isRefusal(outcome);
