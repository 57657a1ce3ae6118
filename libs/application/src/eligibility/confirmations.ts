import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Programme } from '@fenming/programmes';
import {
  enrolmentDecider,
  isRefusal,
  personDecider,
  refuse,
  streams,
  type Confirm,
  type EnrolmentId,
  type EnrolmentState,
  type Level,
  type PersonId,
  type Refusal,
} from '@fenming/subsidy';
import type { Caller } from '../executor';
import { Folder } from '../folder/folder';
import { orRefused, personOutcome, type PersonOutcome } from '../outcomes';
import { assessEnrolment, proposalOf } from './proposal';

/** People work on lists: one request, one outcome per person. At most 500 enrolments. */
export class ConfirmEligibility extends Command<readonly PersonOutcome[]> {
  constructor(
    readonly list: { readonly level: Level; readonly year: number; readonly enrolments: readonly EnrolmentId[] },
    readonly caller: Caller,
  ) {
    super();
  }
}

type Claims = ReadonlyMap<EnrolmentId, string>;

@CommandHandler(ConfirmEligibility)
export class ConfirmEligibilityHandler implements ICommandHandler<ConfirmEligibility> {
  constructor(private readonly folder: Folder) {}

  async execute({ list, caller }: ConfirmEligibility): Promise<readonly PersonOutcome[]> {
    const enrolments = [...new Set(list.enrolments)];
    const incompatible = list.level === 'county' ? await this.claim(enrolments, list, caller) : new Map<EnrolmentId, string>();
    const outcomes = await this.folder.executor.many(
      enrolmentDecider,
      enrolments.map((id) => ({
        stream: streams.enrolment(id),
        command: (state: EnrolmentState) => this.confirmation(state, list, incompatible.get(id)),
      })),
      caller,
    );
    return enrolments.map((id, i) => personOutcome(id, outcomes[i] ?? refuse('not_found')));
  }

  private confirmation(
    state: EnrolmentState,
    { level, year }: ConfirmEligibility['list'],
    incompatible?: string,
  ): Confirm | Refusal {
    const programme = state.key === undefined ? undefined : this.folder.programme(state.key.programme);
    if (programme === undefined) return refuse('not_applied');
    const assessment = assessEnrolment(this.folder.vault, programme, state, year);
    if (assessment === undefined) return refuse('not_applied');
    return {
      do: 'confirm',
      year,
      level,
      proposal: proposalOf(programme, assessment),
      ...(incompatible === undefined ? {} : { incompatible }),
    };
  }

  /** Claims the programme in the person's own stream for each that would be confirmed; answers the programme that stands in the way. */
  private async claim(enrolments: readonly EnrolmentId[], list: ConfirmEligibility['list'], caller: Caller): Promise<Claims> {
    const { executor } = this.folder;
    const states = await executor.states(enrolmentDecider, enrolments.map(streams.enrolment));
    const asked = executor.asked(caller);
    const claims = enrolments.flatMap((id) => {
      const state = states.get(streams.enrolment(id))?.state ?? enrolmentDecider.initial;
      const command = this.confirmation(state, list);
      if (isRefusal(command) || isRefusal(enrolmentDecider.decide(state, command, asked))) return [];
      const programme = this.folder.programme(state.key?.programme ?? '');
      return programme === undefined ? [] : personsOf(state).map((personId) => ({ id, personId, programme }));
    });
    const outcomes = await executor.many(
      personDecider,
      claims.map(({ id, personId, programme }) => ({
        stream: streams.person(personId),
        part: id,
        command: () => claimOf(id, programme, list.year),
      })),
      caller,
    );
    const inTheWay = new Map<EnrolmentId, string>();
    outcomes.forEach((outcome, i) => {
      const claim = claims[i];
      if (claim !== undefined && 'refused' in outcome) inTheWay.set(claim.id, outcome.detail ?? '');
    });
    return inTheWay;
  }
}

const personsOf = ({ personId, secondPersonId }: EnrolmentState): readonly PersonId[] =>
  [personId, secondPersonId].filter((person) => person !== undefined);

const claimOf = (enrolmentId: EnrolmentId, programme: Programme, year: number) => ({
  do: 'claim' as const,
  claim: { programme: programme.id, enrolmentId, year },
  incompatible: programme.incompatibleWith,
});

export class RejectEligibility extends Command<void> {
  constructor(
    readonly rejection: {
      readonly enrolment: EnrolmentId;
      readonly level: Level;
      readonly year: number;
      readonly reason: string;
    },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RejectEligibility)
export class RejectEligibilityHandler implements ICommandHandler<RejectEligibility> {
  constructor(private readonly folder: Folder) {}

  async execute({ rejection: { enrolment, ...rejection }, caller }: RejectEligibility): Promise<void> {
    orRefused(
      await this.folder.executor.one(enrolmentDecider, streams.enrolment(enrolment), { do: 'reject', ...rejection }, caller),
    );
  }
}
