import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '../../decider';
import type { CaseDecision } from '../../terms';
import type { FenText } from '../enrolment/enrolment.events';

/**
 * Why the machine does not determine a case once more by itself: months would be lowered, lost or newly paid, the rise passes what the
 * programme tolerates without a decision, or a fact that is asked is not known.
 */
export const PERSON_CAUSES = ['lower', 'new_months', 'beyond_tolerance', 'facts_missing'] as const;
export type PersonCause = (typeof PERSON_CAUSES)[number];

/** A case and year that would come to something else, in fen for the year. */
export type ChangedCase = {
  readonly enrolmentId: EnrolmentId;
  readonly caseNumber: string;
  readonly village: AreaCode;
  readonly year: number;
  readonly wasFen: FenText;
  readonly becomesFen: FenText;
  /** Why a person decides; absent where the rise is determined once the totals are signed. */
  readonly person?: PersonCause;
};
export type CaseYear = { readonly enrolmentId: EnrolmentId; readonly caseNumber: string; readonly year: number };
/** Of one year and township: how many cases rise by how much, and how many wait for a person. */
export type TownshipTotals = {
  readonly year: number;
  readonly township: AreaCode;
  readonly raised: number;
  readonly raisedFen: FenText;
  readonly forPerson: number;
};

type Of<Type extends string, Data> = {
  readonly type: Type;
  readonly data: { readonly programme: ProgrammeId; readonly area: AreaCode; readonly run: number } & Data;
};
/** At most 1,000 cases an event. */
export type ChangedCasesListed = Of<'ChangedCasesListed', { readonly chunk: number; readonly cases: readonly ChangedCase[] }>;
/**
 * Every determined case of the programme was determined on trial by the rules of revision `rulesAt` of the programme's stream; `hash`
 * (SHA-256) covers the changed cases in their order. Nothing has been determined yet.
 */
export type RedeterminationComputed = Of<
  'RedeterminationComputed',
  {
    readonly rulesAt: number;
    readonly looked: number;
    readonly unchanged: number;
    readonly chunks: number;
    readonly totals: readonly TownshipTotals[];
    readonly hash: string;
  }
>;
export type RedeterminationSigned = Of<
  'RedeterminationSigned',
  { readonly hash: string; readonly duty: 'proposer' | 'approver' }
>;
/** What rises stands in the cases. `failed`: cases that have changed since; they are looked at again by the next run. */
export type RedeterminationApplied = Of<
  'RedeterminationApplied',
  { readonly raised: number; readonly raisedFen: FenText; readonly failed: number }
>;
/** One person proposes what becomes of cases that the machine may not decide; another one decides it. At most 500 cases. */
export type CaseDecisionsProposed = Of<
  'CaseDecisionsProposed',
  {
    readonly cases: readonly CaseYear[];
    readonly decision: CaseDecision;
    readonly documentNo: string;
    readonly reason: string;
  }
>;
/** Two people have decided cases that the machine may not: determined as the rules say now, or left as they are, by the document of the proposal. */
export type ChangedCasesDecided = Of<
  'ChangedCasesDecided',
  {
    readonly cases: readonly CaseYear[];
    readonly decision: CaseDecision;
    readonly documentNo: string;
    readonly reason: string;
  }
>;

export type RedeterminationEvent =
  | ChangedCasesListed
  | RedeterminationComputed
  | RedeterminationSigned
  | RedeterminationApplied
  | CaseDecisionsProposed
  | ChangedCasesDecided;
