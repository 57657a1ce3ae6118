import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId, PersonId } from '../../decider';

/** `sealedIdentity`: name and citizen id, sealed with the person's own key. */
export type PersonRegistered = {
  readonly type: 'PersonRegistered';
  readonly data: { readonly personId: PersonId; readonly sealedIdentity: string };
};
export type ProgrammeClaimed = {
  readonly type: 'ProgrammeClaimed';
  readonly data: { readonly programme: ProgrammeId; readonly enrolmentId: EnrolmentId; readonly year: number };
};
/** The claim of an enrolment that ended without money makes way: `by` is the programme that takes its place. */
export type ClaimReleased = {
  readonly type: 'ClaimReleased';
  readonly data: {
    readonly programme: ProgrammeId;
    readonly enrolmentId: EnrolmentId;
    readonly year: number;
    readonly by: ProgrammeId;
  };
};
/** `sealedDay`: the day of the death, sealed with the person's own key. Version 1 had it in clear. */
export type DeathRecorded = {
  readonly type: 'DeathRecorded';
  readonly data: { readonly source: string } & ({ readonly sealedDay: string } | { readonly diedOn: string });
};

export type PersonEvent = PersonRegistered | ProgrammeClaimed | ClaimReleased | DeathRecorded;
