import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { takeOffLists } from '@fenming/payout';
import type { ProgrammeId } from '@fenming/programmes';
import {
  changedAt,
  computedIn,
  changedKey,
  enrolmentDecider,
  isOpenCase,
  isRefusal,
  mayDecide,
  notOwnCase,
  personsOf,
  redeterminationDecider,
  refuse,
  streams,
  type CaseDecision,
  type CaseYear,
  type ChangedCase,
  type Determine,
  type EnrolmentId,
  type EnrolmentState,
  type Refusal,
} from '@fenming/subsidy';
import { orRefused, personOutcome, Refused, slices, type Caller, type Outcome, type PersonOutcome } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';
import { settleExclusions } from './exclusions';
import { asListed, listedCases, tried } from './changed-case';

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
    const computed = computedIn(state);
    if (computed !== undefined && computed.rulesAt !== changedAt(rules.versions(programme)))
      throw new Refused({ refused: 'redetermination_changed' });
    const decision = redeterminationDecider.decide(state, { do: 'sign', hash }, executor.asked(caller));
    if (isRefusal(decision)) throw new Refused(decision);
    if (state.progress.stage === 'signed') await this.mustStand(programme, state.lists);
    orRefused(await executor.one(redeterminationDecider, stream, { do: 'sign', hash }, caller));
  }

  /** The second signature writes what is listed, so that every case has to come to that still: facts may have been stated since. */
  private async mustStand(programme: ProgrammeId, lists: readonly number[]): Promise<void> {
    const { executor } = this.county;
    for (const revision of lists) {
      const rising = (await listedCases(this.county, programme, revision)).filter(({ person }) => person === undefined);
      for (const slice of slices(rising, CASES_AT_ONCE)) {
        await nextTurn();
        const states = await executor.peek(
          enrolmentDecider,
          slice.map(({ enrolmentId }) => streams.enrolment(enrolmentId)),
        );
        const stands = (changed: ChangedCase): boolean => {
          const state = states.get(streams.enrolment(changed.enrolmentId));
          return state !== undefined && asListed(this.county, state, changed) !== undefined;
        };
        if (!slice.every(stands)) throw new Refused({ refused: 'redetermination_changed' });
      }
    }
  }
}

/** Read and determined on trial at once, before others get their turn. */
const CASES_AT_ONCE = 100;

/** Cases on lists, at most 500: to be determined as the rules say now, or kept as they are. */
export type CaseDecisions = {
  readonly cases: readonly { readonly enrolment: EnrolmentId; readonly year: number }[];
  readonly decision: CaseDecision;
};

/** One person proposes what becomes of changed cases. */
export class ProposeDecisions extends Command<readonly PersonOutcome[]> {
  constructor(
    readonly programme: ProgrammeId,
    readonly decisions: CaseDecisions & { readonly documentNo: string; readonly reason: string },
    readonly caller: Caller,
  ) {
    super();
  }
}
/** Another person decides as it was proposed. */
export class DecideChangedCases extends Command<readonly PersonOutcome[]> {
  constructor(
    readonly programme: ProgrammeId,
    readonly decisions: CaseDecisions,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Judged = CaseDecisions['cases'][number] & {
  readonly caseNumber: string;
  readonly refusal: Refusal | undefined;
};

/** Whose cases they are, and why this caller may not decide them: `refusalOf` says what the lists have against it. */
const judged = async (
  { executor }: RunningCounty,
  cases: CaseDecisions['cases'],
  refusalOf: (one: CaseYear) => Refusal | undefined,
  caller: Caller,
): Promise<readonly Judged[]> => {
  const names = cases.map(({ enrolment }) => streams.enrolment(enrolment));
  const states = await executor.states(enrolmentDecider, names, 'now');
  const asked = executor.asked(caller);
  return cases.map(({ enrolment, year }) => {
    const state = states.get(streams.enrolment(enrolment))?.state;
    if (state?.key === undefined) return { enrolment, year, caseNumber: '', refusal: refuse('not_found', enrolment) };
    const { caseNumber } = state.key;
    const refusal = refusalOf({ enrolmentId: enrolment, caseNumber, year }) ?? notOwnCase(asked, ...personsOf(state));
    return { enrolment, year, caseNumber, refusal };
  });
};

const sound = (cases: readonly Judged[]): readonly CaseYear[] =>
  cases.flatMap(({ enrolment: enrolmentId, year, caseNumber, refusal }) =>
    refusal === undefined ? [{ enrolmentId, caseNumber, year }] : [],
  );
const outcomesOf = (cases: readonly Judged[], recorded: Outcome | undefined): readonly PersonOutcome[] =>
  cases.map(({ enrolment, refusal }) => personOutcome(enrolment, refusal ?? recorded ?? refuse('not_found', enrolment)));

@CommandHandler(ProposeDecisions)
export class ProposeDecisionsHandler implements ICommandHandler<ProposeDecisions> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, decisions, caller }: ProposeDecisions): Promise<readonly PersonOutcome[]> {
    const { executor } = this.county;
    const { cases, ...said } = decisions;
    const stream = streams.redetermination(programme);
    const { state } = await executor.load(redeterminationDecider, stream);
    const refusalOf = (one: CaseYear): Refusal | undefined =>
      isOpenCase(state, changedKey(one), said.decision) ? undefined : refuse('case_not_waiting');
    const all = await judged(this.county, cases, refusalOf, caller);
    const proposed = { ...said, cases: sound(all) };
    const recorded =
      proposed.cases.length === 0
        ? undefined
        : await executor.one(redeterminationDecider, stream, { do: 'propose-decisions', proposed }, caller);
    return outcomesOf(all, recorded);
  }
}

@CommandHandler(DecideChangedCases)
export class DecideChangedCasesHandler implements ICommandHandler<DecideChangedCases> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, decisions, caller }: DecideChangedCases): Promise<readonly PersonOutcome[]> {
    const { executor } = this.county;
    const { cases, decision } = decisions;
    const stream = streams.redetermination(programme);
    const { state } = await executor.load(redeterminationDecider, stream);
    const asked = executor.asked(caller);
    const all = await judged(this.county, cases, (one) => mayDecide(state, one, { decision, by: asked.by }), caller);
    const written = decision === 'kept' ? all : await this.determine(all, caller);
    const decided = { cases: sound(written), decision };
    const recorded =
      decided.cases.length === 0
        ? undefined
        : await executor.one(redeterminationDecider, stream, { do: 'decide-cases', ...decided }, caller);
    const touched = [...new Set(cases.map(({ enrolment }) => enrolment))];
    await settleExclusions(this.county, touched, caller);
    await takeOffLists(this.county, touched, caller);
    return outcomesOf(written, recorded);
  }

  /** What may not be decided by whoever asks is left alone. */
  private async determine(cases: readonly Judged[], caller: Caller): Promise<readonly Judged[]> {
    const outcomes = await this.county.executor.many(
      enrolmentDecider,
      cases.map(({ enrolment, year, refusal }) => ({
        stream: streams.enrolment(enrolment),
        idSuffix: String(year),
        command: (state: EnrolmentState) => refusal ?? this.determination(state, year),
      })),
      caller,
    );
    return cases.map((one, i) => {
      const outcome = outcomes[i];
      return outcome !== undefined && isRefusal(outcome) ? { ...one, refusal: outcome } : one;
    });
  }

  private determination(state: EnrolmentState, year: number): Determine | Refusal {
    const trial = tried(this.county, state, year);
    return trial === undefined ? refuse('case_not_waiting') : { do: 'determine', ...trial.redetermination };
  }
}
