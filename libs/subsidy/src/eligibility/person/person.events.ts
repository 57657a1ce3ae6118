import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId, PersonId } from '../../decider';
import type { LeadAbout } from '../../terms';

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
/**
 * Somebody is said to have died, under a document: by one person, and confirmed by another. `sealedDay`: the day, sealed with the person's own
 * key. `source`: how it is known. `hold`: under which cases are held for it.
 */
export type DeathProposed = {
  readonly type: 'DeathProposed';
  readonly data: {
    readonly personId: PersonId;
    readonly hold: string;
    readonly sealedDay: string;
    readonly documentNo: string;
    readonly source: string;
  };
};
/** A death has its second signature. Version 1 had the day in clear; neither it nor version 2 named the person and the document. */
export type DeathRecorded = {
  readonly type: 'DeathRecorded';
  readonly data: { readonly source: string } & (
    { readonly personId: PersonId; readonly documentNo: string; readonly sealedDay: string } | DeathDay
  );
};
/** What was said of a death, or of its withdrawal, was taken back. `hold`: of a death. */
export type DeathProposalDropped = {
  readonly type: 'DeathProposalDropped';
  readonly data: { readonly personId: PersonId; readonly hold?: string; readonly note: string };
};
export type DeathDay = { readonly sealedDay: string } | { readonly diedOn: string };

/** What is said of a death that never was, or was on another day, under a document: by one person, and confirmed by another. */
export type DeathWithdrawalSaid = { readonly personId: PersonId; readonly documentNo: string; readonly reason: string };
export type DeathWithdrawalProposed = { readonly type: 'DeathWithdrawalProposed'; readonly data: DeathWithdrawalSaid };
/** The exits that rested on the death have been withdrawn in every case of the person. */
export type DeathWithdrawn = { readonly type: 'DeathWithdrawn'; readonly data: DeathWithdrawalSaid };

/**
 * By a document the citizen id or the name was taken down wrongly: by one person, and confirmed by another. `sealedIdentity`: both as they
 * should be, sealed with the person's own key. `statement`: under which cases are held for it, and their facts corrected.
 */
export type IdentityCorrectionProposed = {
  readonly type: 'IdentityCorrectionProposed';
  readonly data: {
    readonly personId: PersonId;
    readonly statement: string;
    readonly sealedIdentity: string;
    readonly documentNo: string;
    readonly note: string;
  };
};
export type IdentityCorrectionDropped = {
  readonly type: 'IdentityCorrectionDropped';
  readonly data: { readonly personId: PersonId; readonly statement: string; readonly note: string };
};
/** The person is known by this identity from now on; the facts that follow from it stand so in every case. */
export type IdentityCorrected = {
  readonly type: 'IdentityCorrected';
  readonly data: {
    readonly personId: PersonId;
    readonly statement: string;
    readonly sealedIdentity: string;
    readonly documentNo: string;
  };
};

/** What was recorded never held (`correction`), or held until the day before another one (`change`). */
export type StatementKind = 'correction' | 'change';
/**
 * What a document says of a fact about the person. `fact` and `title`: its name and its words in the programmes' files, of which only both
 * together mean one thing. `sealedStatement`: the value, what it takes the place of, and for a change the day from which it holds, sealed
 * with the person's own key. It counts from its second signature.
 */
export type StatementMade = {
  readonly type: 'StatementMade';
  readonly data: {
    readonly personId: PersonId;
    readonly statement: string;
    readonly fact: string;
    readonly title: string;
    readonly kind: StatementKind;
    readonly sealedStatement: string;
    readonly documentNo: string;
    readonly reason: string;
  };
};
/** The statement stands in the facts of every case of the person that asks for it. */
export type StatementAccepted = {
  readonly type: 'StatementAccepted';
  readonly data: { readonly personId: PersonId; readonly statement: string };
};
export type StatementDropped = {
  readonly type: 'StatementDropped';
  readonly data: { readonly personId: PersonId; readonly statement: string; readonly reason: string };
};

type LeadKey = { readonly personId: PersonId; readonly lead: string };
/**
 * Another body says something of the person that a case of ours does not, or says otherwise. It moves nothing: somebody looks at it. `number`
 * counts the person's leads from 1; `comparison`: the list that says it. `sealedLead`: what it says, sealed with the person's own key.
 */
export type LeadOpened = {
  readonly type: 'LeadOpened';
  readonly data: LeadKey & {
    readonly number: number;
    readonly source: string;
    readonly comparison: string;
    readonly enrolmentId: EnrolmentId;
    readonly caseNumber: string;
    readonly programme: ProgrammeId;
    readonly about: LeadAbout;
    readonly fact: string;
    readonly title: string;
    readonly sealedLead: string;
  };
};
/** A statement was made of what the lead says. */
export type LeadStated = { readonly type: 'LeadStated'; readonly data: LeadKey & { readonly statement: string } };
/** The record says by now what the lead says. */
export type LeadSettled = { readonly type: 'LeadSettled'; readonly data: LeadKey };
/** Somebody has looked at it, and the record stands. */
export type LeadClosed = { readonly type: 'LeadClosed'; readonly data: LeadKey & { readonly reason: string } };

export type PersonEvent =
  | PersonRegistered
  | ProgrammeClaimed
  | ClaimReleased
  | DeathProposed
  | DeathRecorded
  | DeathProposalDropped
  | DeathWithdrawalProposed
  | DeathWithdrawn
  | IdentityCorrectionProposed
  | IdentityCorrectionDropped
  | IdentityCorrected
  | StatementMade
  | StatementAccepted
  | StatementDropped
  | LeadOpened
  | LeadStated
  | LeadSettled
  | LeadClosed;
