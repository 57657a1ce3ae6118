import type { ConditionOutcome, FundingLayer, ProgrammeId } from '@fenming/programmes';
import type { PersonId } from '../../decider';
import type { Of } from './enrolment-key';
import type { LeavingEvent } from './leaving.events';

export type { EnrolmentKey } from './enrolment-key';
export * from './leaving.events';

export const LEVELS = ['village', 'township', 'county'] as const;
export type Level = (typeof LEVELS)[number];

/** Fen as a decimal string, the form amounts have in events and JSON. */
export type FenText = string;
export type FundingText = { readonly [layer in FundingLayer]: FenText };

export type AmountLineText = {
  readonly layer: string;
  readonly category: string;
  readonly from: string;
  readonly to: string;
  readonly units: number;
  readonly unit: string;
  readonly rateFen: FenText;
  readonly amountFen: FenText;
  readonly clause: string;
  /** Of the text of the rules in which the rate stands; and who funds it. */
  readonly contentHash: string;
  readonly shares: { readonly [layer in FundingLayer]?: string };
  readonly remainderTo: FundingLayer;
};
/** The text that governs months of a year, 1 to 12, both included. */
export type TextOfMonths = { readonly contentHash: string; readonly first: number; readonly last: number };
/** What becomes of what was paid beyond a determination, by the programme's row for its cause: without a row a person decides. */
export type Excess = 'recover' | 'leave' | 'undecided';

type Money = {
  readonly year: number;
  readonly entitlement: string;
  readonly attempt: number;
  readonly batch: string;
  readonly lineNo: number;
  readonly amountFen: FenText;
};

/**
 * `personId`: whose right it is, which is the child's where a programme pays for one; `payeeId`: whoever applied for it then, and is paid.
 * `secondPersonId`: the other parent of a household unit. `sealedFacts`: the facts of the rule, sealed with the person's key.
 */
export type EnrolmentApplied = Of<
  'EnrolmentApplied',
  {
    readonly personId: PersonId;
    readonly payeeId?: PersonId;
    readonly secondPersonId?: PersonId;
    readonly year: number;
    readonly importId: string;
    readonly row: number;
    readonly sealedFacts: string;
  }
>;
/** The yearly re-verification (年审) of somebody already enrolled: the facts as the new roster states them. */
export type EnrolmentRenewed = Of<
  'EnrolmentRenewed',
  {
    readonly year: number;
    readonly importId: string;
    readonly row: number;
    readonly sealedFacts: string;
    readonly secondPersonId?: PersonId;
  }
>;
/** The payee is named by a random account version, never by a hash of the account. */
export type AccountRecorded = Of<
  'AccountRecorded',
  { readonly accountVersion: string; readonly sealedAccount: string; readonly reason: 'roster' | 'correction' }
>;
/** `confirmedOn` (PlainDate): some rights begin with the month after it, so that it is a fact of its own, of the document where there is one. */
export type EligibilityConfirmed = Of<
  'EligibilityConfirmed',
  { readonly year: number; readonly level: Level; readonly confirmedOn: string; readonly documentNo?: string }
>;
export type EligibilityRejected = Of<
  'EligibilityRejected',
  { readonly year: number; readonly level: Level; readonly reason: string }
>;
/** Somebody says by a document that the year was refused by mistake. It waits for another person. */
export type RejectionWithdrawalProposed = Of<
  'RejectionWithdrawalProposed',
  { readonly year: number; readonly documentNo: string; readonly note: string }
>;
/** The year was refused by mistake. It goes on at the level that had still to decide, the county's own decision included. */
export type RejectionWithdrawn = Of<
  'RejectionWithdrawn',
  { readonly year: number; readonly documentNo: string; readonly note: string }
>;
/** The enrolment stands on a posted notice; the notice is open through the end of `closesOn` (PlainDate). */
export type EnrolmentNoticed = Of<
  'EnrolmentNoticed',
  {
    readonly year: number;
    readonly level: Level;
    readonly noticeId: string;
    readonly postedOn: string;
    readonly closesOn: string;
  }
>;
export type ObjectionRaised = Of<
  'ObjectionRaised',
  { readonly objectionId: string; readonly year: number; readonly level: Level; readonly kind: string; readonly channel: string }
>;
export type ObjectionUpheld = Of<
  'ObjectionUpheld',
  { readonly objectionId: string; readonly year: number; readonly reason: string }
>;
export type ObjectionDismissed = Of<
  'ObjectionDismissed',
  { readonly objectionId: string; readonly year: number; readonly reason: string }
>;
/** What was disputed was so, and was put right by an accepted statement: the year goes on with the right facts. */
export type ObjectionRemedied = Of<
  'ObjectionRemedied',
  { readonly objectionId: string; readonly year: number; readonly statement: string; readonly reason: string }
>;
/** Why a case is held: nothing of it is confirmed or paid until the hold is released. */
export const HELD_FOR = ['fact_awaited', 'death_awaited', 'guardian_awaited', 'held_by_hand'] as const;
export type HeldFor = (typeof HELD_FOR)[number];
/**
 * `hold`: its id; of `fact_awaited` that of the statement that would lower the case and waits for its second signature. `death_awaited`:
 * a death of whoever is paid waits for its own. `guardian_awaited`: whoever applied for a child has died. `held_by_hand`: somebody looks into it, with a note, and says until when (PlainDate).
 */
export type CaseHeld = Of<
  'CaseHeld',
  { readonly hold: string; readonly cause: HeldFor; readonly fact?: string; readonly note?: string; readonly dueOn?: string }
>;
/** The statement counts or was dropped, the death was withdrawn, or what was looked into is clear, with a note. */
export type HoldReleased = Of<'HoldReleased', { readonly hold: string; readonly note?: string }>;
/** The facts of a year as they are by an accepted statement, sealed with the person's key. */
export type FactsCorrected = Of<
  'FactsCorrected',
  { readonly year: number; readonly statement: string; readonly documentNo: string; readonly sealedFacts: string }
>;
/** Why a year is determined; or another programme took its place (`displaced:` and its code), or months of it (`gave_way:`). */
export const DETERMINATION_CAUSES = [
  'confirmation',
  'rules',
  'death',
  'exit',
  'exit_withdrawn',
  'correction',
  'change',
  'paid_elsewhere',
] as const;
export type DeterminationCause = (typeof DETERMINATION_CAUSES)[number] | `${'displaced' | 'gave_way'}:${ProgrammeId}`;
/**
 * What a year of the case comes to, from its facts (the event at revision `factsAt`), the texts that govern its months, and what has become
 * of the person. `number` counts the determinations of the year from 1; `cause` is why there is this one. `inputHash` (SHA-256) names all that it was computed from: the same inputs are not determined twice.
 * `outcomes`: of the conditions asked, in the order of the text; the law and paragraph of each stand in the text of the month (`texts`) under the condition's id.
 * `statements`: the accepted ones that stand in the facts used.
 */
export type EntitlementDetermined = Of<
  'EntitlementDetermined',
  {
    readonly year: number;
    readonly entitlement: string;
    readonly number: number;
    readonly cause: DeterminationCause;
    readonly amountFen: FenText;
    readonly funding: FundingText;
    readonly lines: readonly AmountLineText[];
    readonly texts: readonly TextOfMonths[];
    readonly outcomes: readonly ConditionOutcome[];
    readonly statements?: readonly string[];
    readonly factsAt: number;
    readonly inputHash: string;
    readonly excess: Excess;
  }
>;
/** `determination`: the number of the one whose months it pays. */
export type PaymentInstructed = Of<
  'PaymentInstructed',
  Money & { readonly accountVersion: string; readonly determination: number }
>;
export type PaymentSettled = Of<'PaymentSettled', Money>;
export type PaymentReturned = Of<'PaymentReturned', Money & { readonly reason: string }>;
export type RecoveryOpened = Of<
  'RecoveryOpened',
  {
    readonly recoveryId: string;
    readonly year: number;
    readonly entitlement: string;
    readonly amountFen: FenText;
    readonly reason: string;
  }
>;
/** An over shrinks: so much less is claimed back. `reason`: the cause of the determination by which it does. */
export type RecoveryReduced = Of<
  'RecoveryReduced',
  { readonly recoveryId: string; readonly year: number; readonly amountFen: FenText; readonly reason: string }
>;
/**
 * What has arrived too much of a year and nobody claims back, as it stands now: left by the rules of the programme, or undecided where they
 * say nothing. Either is 0 where nothing is.
 */
export type ExcessNoted = Of<
  'ExcessNoted',
  { readonly year: number; readonly leftFen: FenText; readonly undecidedFen: FenText; readonly reason: string }
>;
export type RecoveryReceived = Of<
  'RecoveryReceived',
  { readonly recoveryId: string; readonly year: number; readonly amountFen: FenText; readonly documentNo: string }
>;

export type EnrolmentEvent =
  | EnrolmentApplied
  | EnrolmentRenewed
  | AccountRecorded
  | EligibilityConfirmed
  | EligibilityRejected
  | RejectionWithdrawalProposed
  | RejectionWithdrawn
  | EnrolmentNoticed
  | ObjectionRaised
  | ObjectionUpheld
  | ObjectionDismissed
  | ObjectionRemedied
  | CaseHeld
  | HoldReleased
  | FactsCorrected
  | LeavingEvent
  | EntitlementDetermined
  | PaymentInstructed
  | PaymentSettled
  | PaymentReturned
  | RecoveryOpened
  | RecoveryReduced
  | ExcessNoted
  | RecoveryReceived;
