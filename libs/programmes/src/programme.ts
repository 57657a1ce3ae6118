import type { PlainDate } from '@fenming/calendar';
import type { Fen } from '@fenming/money';
import type { AmountLine, Entitlement, EligibilityVerdict } from './entitlement';
import type { MonthSpan } from './proration';
import type {
  CapRow,
  ClawbackCause,
  ClawbackRow,
  EarlierFacts,
  FactDefinition,
  Facts,
  FactValue,
  FundingLayer,
  IncompatibilityRow,
  NoticePeriods,
  ProgrammeId,
  Sources,
} from './definition';

/** Who is asked about: the facts of one unit, the year of entitlement, and what has happened to the person since. */
export type Question = {
  /** As of the test day. */
  readonly facts: Facts;
  /** What held before changes within the year, in the order of months; rules that are tested monthly are asked of it. */
  readonly earlier?: readonly EarlierFacts[];
  readonly year: number;
  readonly diedOn?: PlainDate;
  /** The county's confirmation; policies that count from it pay nothing without it. */
  readonly confirmedOn?: PlainDate;
  /** The day on which the right was lost for another reason than death (divorce, hukou moved, transferred out). */
  readonly lostOn?: PlainDate;
  /** The day on which the person arrived from another place that has paid up to its own loss: only what that place left is due here. */
  readonly transferredInOn?: PlainDate;
  /** Months (1 to 12) that give way to another programme of the person: they are not due here. */
  readonly givenWay?: readonly number[];
  /** Months (1 to 12) that another county certifies as paid: they are not due here either. */
  readonly paidElsewhere?: readonly number[];
  /** The months that are asked about, where a text governs only some of the year's; without them the whole year. No cap is applied to a part. */
  readonly months?: MonthSpan;
};

/** `not_asked`: the condition is for other categories of people, and does not stand in this one's way. */
export type Outcome = 'true' | 'false' | 'unknown' | 'not_asked';

/** One step of the explanation, for people: the sentence and clause it rests on, the facts it used, and what would change it. */
export type Rung = {
  /** The condition's id; inForce, offered, alive, amount and months are the engine's own. */
  readonly id: string;
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly clause: string;
  /** The codes of the documents that the clause was read in; of the engine's own rungs none. */
  readonly source?: string;
  readonly facts: readonly { readonly name: string; readonly title: string; readonly value: FactValue | null }[];
  /** '2024-03 年满 60 周岁', or which fact to supply. */
  readonly wouldChange?: string;
};

/**
 * What a condition of a text came to in months (1 to 12) of a year. One that is not asked of the person has none.
 * Its sentence, clause and sources are those of the text that governs the month.
 */
export type ConditionOutcome = {
  readonly condition: string;
  readonly outcome: 'met' | 'not_met' | 'unclear';
  readonly first: number;
  readonly last: number;
};

export type Assessment = {
  readonly verdict: EligibilityVerdict;
  readonly ladder: readonly Rung[];
  /** Of the text's own conditions; none where it was not in force or is not offered here. */
  readonly outcomes: readonly ConditionOutcome[];
  /** Empty unless eligible; they add up to amountFen. */
  readonly lines: readonly AmountLine[];
  readonly amountFen: Fen;
  readonly funding: Readonly<Record<FundingLayer, Fen>>;
};

/** A programme as it holds in one county. */
export type Programme = {
  readonly id: ProgrammeId;
  readonly name: string;
  readonly shortName: string;
  readonly unit: 'person' | 'household' | 'child';
  readonly contentHash: string;
  readonly regions: readonly string[];
  readonly inForce: { readonly from: PlainDate; readonly to?: PlainDate };
  /** False when no amount row speaks for these regions: the programme exists, but not here. */
  readonly offered: boolean;
  /** The county's own documents that its rows cite. */
  readonly sources: Sources;
  readonly facts: readonly FactDefinition[];
  readonly hasSpouse: boolean;
  /** Whether its months depend on the day of the county's first confirmation. */
  readonly countsFromConfirmation: boolean;
  /** At most one award in a person's life, across years and counties. */
  readonly onceInALifetime: boolean;
  /** To be on its list gives away what only those may know whose duty it is (PIPL art. 28, 34). */
  readonly sensitive: boolean;
  readonly incompatibleWith: readonly ProgrammeId[];
  readonly incompatibilities: readonly IncompatibilityRow[];
  readonly clawback: Readonly<Partial<Record<ClawbackCause, ClawbackRow>>>;
  readonly noticePeriods: NoticePeriods;
  /** The most that one unit gets in a year. */
  readonly cap: CapRow | undefined;
  /** How much a year of a case may rise by changed rules alone; without a row nothing may. */
  readonly toleranceFen: Fen;
  readonly assess: (question: Question) => Assessment;
  readonly outcomes: (question: Question) => readonly ConditionOutcome[];
  /** The same answer without its explanation, for a million people; the returned object is frozen and may be one that others got too. */
  readonly entitle: (question: Question) => Entitlement;
};
