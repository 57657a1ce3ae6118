import type { ProgrammeId } from '@fenming/programmes';
import { refuse, unreachable, type Decider, type EnrolmentId, type PersonId } from '../../decider';
import type { PersonEvent } from './person.events';

export type Claim = { readonly programme: ProgrammeId; readonly enrolmentId: EnrolmentId; readonly year: number };
export type PersonState = {
  readonly registered: boolean;
  readonly sealedIdentity?: string;
  readonly claims: readonly Claim[];
  readonly diedOn?: string;
};

export type PersonCommand =
  | { readonly do: 'register'; readonly personId: PersonId; readonly sealedIdentity: string }
  /** `incompatible`: the programmes that this one cannot be drawn together with in one year. */
  | { readonly do: 'claim'; readonly claim: Claim; readonly incompatible: readonly ProgrammeId[] }
  | { readonly do: 'record-death'; readonly diedOn: string; readonly source: string };

const evolve = (state: PersonState, event: PersonEvent): PersonState => {
  switch (event.type) {
    case 'PersonRegistered':
      return { ...state, registered: true, sealedIdentity: event.data.sealedIdentity };
    case 'ProgrammeClaimed':
      return { ...state, claims: [...state.claims, event.data] };
    case 'DeathRecorded':
      return { ...state, diedOn: event.data.diedOn };
    default:
      return unreachable(event);
  }
};

/** The person's own stream guards what no single enrolment can see: one programme of an incompatible pair a year (rule D04). */
export const personDecider: Decider<PersonState, PersonCommand, PersonEvent> = {
  initial: { registered: false, claims: [] },
  evolve,
  decide: (state, command) => {
    switch (command.do) {
      case 'register':
        return state.registered
          ? []
          : [{ type: 'PersonRegistered', data: { personId: command.personId, sealedIdentity: command.sealedIdentity } }];
      case 'claim': {
        const { claim, incompatible } = command;
        const thisYear = state.claims.filter(({ year }) => year === claim.year);
        if (thisYear.some(({ enrolmentId }) => enrolmentId === claim.enrolmentId)) return [];
        const other = thisYear.find(({ programme }) => programme === claim.programme || incompatible.includes(programme));
        return other === undefined
          ? [{ type: 'ProgrammeClaimed', data: claim }]
          : refuse('incompatible_programme', other.programme);
      }
      case 'record-death':
        return state.diedOn === undefined
          ? [{ type: 'DeathRecorded', data: { diedOn: command.diedOn, source: command.source } }]
          : [];
      default:
        return unreachable(command);
    }
  },
};
