import type { PlainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ConditionOutcome, ProgrammeId } from '@fenming/programmes';
import type { PersonId } from '../../decider';
import type {
  AmountLineText,
  CaseHeld,
  DeterminationCause,
  EnrolmentKey,
  Excess,
  FundingText,
  LeavingReason,
  Level,
  TextOfMonths,
} from './enrolment.events';
import type { Certified } from './paid-elsewhere-said';

/** What the rules say about one enrolment and year: proposed by the machine, confirmed by a person (PIPL art. 24). */
export type Proposal = {
  readonly verdict: 'eligible' | 'ineligible' | 'unknown';
  /** Ids of the conditions that are not met, or not known to be met. */
  readonly failing: readonly string[];
  readonly amountFen: Fen;
  readonly funding: FundingText;
  readonly lines: readonly AmountLineText[];
  readonly texts: readonly TextOfMonths[];
  readonly outcomes: readonly ConditionOutcome[];
};

export type Apply = {
  readonly do: 'apply';
  readonly key: EnrolmentKey;
  readonly personId: PersonId;
  /** Whoever applies for a child, whose right it is. */
  readonly payeeId?: PersonId;
  readonly secondPersonId?: PersonId;
  readonly year: number;
  readonly importId: string;
  readonly row: number;
  readonly sealedFacts: string;
  /** The account as this roster states it. Undefined where it is the one on record. */
  readonly account?: { readonly version: string; readonly sealed: string };
};
/** The county's decision stands in a document: its day counts, not when it was typed. */
export type Decided = { readonly on: PlainDate; readonly documentNo: string };
export type Confirm = {
  readonly do: 'confirm';
  readonly year: number;
  readonly level: Level;
  readonly decided?: Decided;
  readonly proposal: Proposal;
};
export type Reject = { readonly do: 'reject'; readonly year: number; readonly level: Level; readonly reason: string };
export type ProposeRejectionWithdrawal = {
  readonly do: 'propose-rejection-withdrawal';
  readonly year: number;
  readonly documentNo: string;
  readonly note: string;
};
export type WithdrawRejection = { readonly do: 'withdraw-rejection'; readonly year: number; readonly documentNo: string };
/** Another programme, which the rules keep, takes the place of this one for a year. */
export type Displace = { readonly do: 'displace'; readonly year: number; readonly by: ProgrammeId };
export type PutOnNotice = {
  readonly do: 'put-on-notice';
  readonly year: number;
  readonly level: Level;
  readonly noticeId: string;
  readonly postedOn: string;
  readonly closesOn: string;
};
export type RaiseObjection = {
  readonly do: 'raise-objection';
  readonly objectionId: string;
  readonly year: number;
  readonly level: Level;
  readonly kind: string;
  readonly channel: string;
};
export type ResolveObjection = {
  readonly do: 'resolve-objection';
  readonly objectionId: string;
  readonly outcome: 'upheld' | 'dismissed';
  readonly reason: string;
};
/** `isAccepted`: whether the statement, which is about a person of the case, counts. */
export type RemedyObjection = {
  readonly do: 'remedy-objection';
  readonly objectionId: string;
  readonly statement: string;
  readonly isAccepted: boolean;
  readonly reason: string;
};
/** `replaces`: the hold that ends with it. */
export type Hold = { readonly do: 'hold'; readonly replaces?: string } & Omit<CaseHeld['data'], keyof EnrolmentKey>;
export type ReleaseHold = { readonly do: 'release-hold'; readonly hold: string };
/** What somebody held by hand is clear. */
export type ReleaseByHand = { readonly do: 'release-by-hand'; readonly note: string };
/** `years`: those whose facts the statement changes, and as what they stand then. `redetermined`: the determined years by them. */
export type CorrectFacts = {
  readonly do: 'correct-facts';
  readonly statement: string;
  readonly documentNo: string;
  readonly years: readonly { readonly year: number; readonly sealedFacts: string }[];
  readonly redetermined: readonly Redetermination[];
};
export type CorrectAccount = {
  readonly do: 'correct-account';
  readonly version: string;
  readonly sealed: string;
  readonly unchanged: boolean;
};
/** Months of a year give way to another programme of the person. `redetermined`: the year without them, where it was determined. */
export type GiveWay = {
  readonly do: 'give-way';
  readonly year: number;
  readonly to: ProgrammeId;
  readonly months: readonly number[];
  readonly redetermined: readonly Redetermination[];
};
/** What a determined year comes to by what is known now. */
export type Redetermination = {
  readonly year: number;
  readonly cause: DeterminationCause;
  readonly proposal: Proposal;
  readonly excess: Excess;
};
/** Determines a year once more. Nothing happens where nothing that it is computed from has changed. */
export type Determine = { readonly do: 'determine' } & Redetermination;
/**
 * A death has its second signature. `sealedDay`: `effectiveOn`, sealed with the person's key. `hold`: under which the case was held until then.
 * `redetermined`: the determined years, once the death is known.
 */
export type ExitByDeath = {
  readonly do: 'exit-by-death';
  readonly effectiveOn: PlainDate;
  readonly sealedDay: string;
  readonly hold?: string;
  readonly redetermined: readonly Redetermination[];
};
/** Says by a document that a case is left from a day. `sealedDay`: as of an ExitByDeath. `bornOn`: by the citizen id. */
export type ProposeExit = {
  readonly do: 'propose-exit';
  readonly reason: LeavingReason;
  readonly effectiveOn: PlainDate;
  readonly sealedDay: string;
  readonly bornOn?: PlainDate;
  readonly documentNo: string;
  readonly note: string;
};
/** Says by a document that the case was never left. */
export type ProposeExitWithdrawal = {
  readonly do: 'propose-exit-withdrawal';
  readonly documentNo: string;
  readonly note: string;
};
/** Another person confirms what is said of an exit, by the document that it was said under. `redetermined`: the determined years as they are then. */
export type ConfirmExit = {
  readonly do: 'confirm-exit';
  readonly documentNo: string;
  readonly redetermined: readonly Redetermination[];
};
export type DropExit = { readonly do: 'drop-exit'; readonly note: string };
/** Nobody has died. `redetermined`: the determined years without it. */
export type WithdrawExitByDeath = {
  readonly do: 'withdraw-exit-by-death';
  readonly documentNo: string;
  readonly note: string;
  readonly redetermined: readonly Redetermination[];
};
/** Says what another county certifies to have paid of a year: `months` 1 to 12, none where it has paid nothing after all. `hold`: its id. */
export type ProposePaidElsewhere = {
  readonly do: 'propose-paid-elsewhere';
  readonly hold: string;
  readonly note: string;
} & Certified;
export type ConfirmPaidElsewhere = {
  readonly do: 'confirm-paid-elsewhere';
  readonly documentNo: string;
  readonly redetermined: readonly Redetermination[];
};
export type DropPaidElsewhere = { readonly do: 'drop-paid-elsewhere'; readonly note: string };
/** Says by a document that the person has moved to another village. `sealedDay`: `movedOn`, sealed with the person's key. */
export type ProposeTransfer = {
  readonly do: 'propose-transfer';
  readonly toVillage: AreaCode;
  readonly movedOn: PlainDate;
  readonly sealedDay: string;
  readonly bornOn?: PlainDate;
  readonly documentNo: string;
  readonly note: string;
};
export type ConfirmTransfer = { readonly do: 'confirm-transfer'; readonly documentNo: string };
export type DropTransfer = { readonly do: 'drop-transfer'; readonly note: string };
/** `lockedAt`: the enrolment's revision when the roster was locked. */
export type Instruct = {
  readonly do: 'instruct';
  readonly lockedAt: number;
  readonly year: number;
  readonly entitlement: string;
  readonly attempt: number;
  readonly batch: string;
  readonly lineNo: number;
  readonly amountFen: Fen;
  readonly accountVersion: string;
  /** The number of the determination whose months the line pays. */
  readonly determination: number;
};
/** `reason`: why it came back, a code of the bank room. */
export type RecordResult = { readonly do: 'record-result'; readonly batch: string; readonly lineNo: number } & (
  { readonly outcome: 'settled' } | { readonly outcome: 'failed'; readonly reason: string }
);
export type ReceiveRecovery = {
  readonly do: 'receive-recovery';
  readonly recoveryId: string;
  readonly amountFen: Fen;
  readonly documentNo: string;
};

export type EnrolmentCommand =
  | Apply
  | Confirm
  | Reject
  | ProposeRejectionWithdrawal
  | WithdrawRejection
  | Displace
  | GiveWay
  | PutOnNotice
  | RaiseObjection
  | ResolveObjection
  | RemedyObjection
  | Hold
  | ReleaseHold
  | ReleaseByHand
  | CorrectFacts
  | CorrectAccount
  | Determine
  | ExitByDeath
  | ProposeExit
  | ProposeExitWithdrawal
  | ConfirmExit
  | DropExit
  | WithdrawExitByDeath
  | ProposePaidElsewhere
  | ConfirmPaidElsewhere
  | DropPaidElsewhere
  | ProposeTransfer
  | ConfirmTransfer
  | DropTransfer
  | Instruct
  | RecordResult
  | ReceiveRecovery;
