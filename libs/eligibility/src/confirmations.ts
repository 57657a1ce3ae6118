import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { startOfDay } from '@fenming/calendar';
import { latestOf } from '@fenming/programmes';
import {
  claimantsOf,
  enrolmentDecider,
  isRefusal,
  monthsPaid,
  permitLevel,
  refuse,
  streams,
  type Asked,
  type Confirm,
  type Decided,
  type EnrolmentId,
  type EnrolmentState,
  type Level,
  type Refusal,
} from '@fenming/subsidy';
import { personOutcome, type Caller, type PersonOutcome } from '@fenming/commands';
import { assessEnrolment, RunningCounty, proposalOf } from '@fenming/county';
import { claimProgrammes } from './claims';
import { noticePeriod } from './notice-period';

/** People work on lists: one request, one outcome per person. At most 500 enrolments. */
export class ConfirmEligibility extends Command<readonly PersonOutcome[]> {
  constructor(
    readonly list: {
      readonly level: Level;
      readonly year: number;
      readonly enrolments: readonly EnrolmentId[];
      readonly decided?: Decided;
    },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ConfirmEligibility)
export class ConfirmEligibilityHandler implements ICommandHandler<ConfirmEligibility> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ list, caller }: ConfirmEligibility): Promise<readonly PersonOutcome[]> {
    const enrolments = [...new Set(list.enrolments)];
    const hindrances = list.level === 'county' ? await this.claim(enrolments, list, caller) : new Map<EnrolmentId, Refusal>();
    const asked = this.county.executor.asked(caller);
    const outcomes = await this.county.executor.many(
      enrolmentDecider,
      enrolments.map((id) => ({
        stream: streams.enrolment(id),
        command: (state: EnrolmentState) => this.confirmation(state, list, asked, hindrances.get(id)),
      })),
      caller,
    );
    return enrolments.map((id, i) => personOutcome(id, outcomes[i] ?? refuse('not_found')));
  }

  /** Whoever is confirmed is put on a notice next, so a notice that could not be posted stops the confirmation too. */
  private confirmation(
    state: EnrolmentState,
    { level, year, decided }: ConfirmEligibility['list'],
    asked: Asked,
    hindrance?: Refusal,
  ): Confirm | Refusal {
    const barred = permitLevel(asked, { level, year }, state);
    if (barred !== undefined) return barred;
    if (state.key === undefined) return refuse('not_applied');
    const texts = this.county.rules.textsOf(state.key.programme, year);
    if (texts === undefined) return refuse('programme_not_in_force', state.key.programme);
    const period = noticePeriod(this.county, latestOf(texts), level);
    if (isRefusal(period)) return period;
    const { vault } = this.county;
    const now = decided === undefined ? asked.at : startOfDay(decided.on);
    const assessment = assessEnrolment({ vault, clock: { now: () => now } }, texts, state, { year });
    if (assessment === undefined) return refuse('not_applied');
    const proposal = proposalOf(texts, assessment);
    return hindrance ?? { do: 'confirm', year, level, proposal, ...(decided === undefined ? {} : { decided }) };
  }

  /**
   * Claims the programme in the stream of every person of each enrolment that can be confirmed now. What cannot has claimed nothing,
   * so why not is its hindrance: it must not be confirmed a moment later, when another node has cleared the way.
   */
  private async claim(enrolments: readonly EnrolmentId[], list: ConfirmEligibility['list'], caller: Caller) {
    const { executor } = this.county;
    const states = await executor.states(enrolmentDecider, enrolments.map(streams.enrolment), 'now');
    const asked = executor.asked(caller);
    const hindrances = new Map<EnrolmentId, Refusal>();
    const claimants = enrolments.flatMap((id) => {
      const state = states.get(streams.enrolment(id))?.state ?? enrolmentDecider.initial;
      const command = this.confirmation(state, list, asked);
      const decision = isRefusal(command) ? command : enrolmentDecider.decide(state, command, asked);
      if (isRefusal(decision)) hindrances.set(id, decision);
      const programme = state.key === undefined ? undefined : this.county.rules.programme(state.key.programme, list.year);
      if (programme === undefined || isRefusal(command) || isRefusal(decision)) return [];
      return [{ id, programme, persons: claimantsOf(state), months: monthsPaid(command.proposal) }];
    });
    return new Map([...hindrances, ...(await claimProgrammes(this.county, claimants, list.year, caller))]);
  }
}
