import type { Month, Period, PlainDate } from '@fenming/calendar';
import type { Fen, Share } from '@fenming/money';

export type ProgrammeId = string;
export type FundingLayer = 'central' | 'province' | 'city' | 'county';
/** From the highest budget to the lowest; the lowest one named in a row bears its odd fen unless the row says otherwise. */
export const FUNDING_LAYERS = ['central', 'province', 'city', 'county'] as const satisfies readonly FundingLayer[];
export type RateLayer = 'national' | 'province' | 'city' | 'county';
/** Dates are 'YYYY-MM-DD', months 'YYYY-MM'; an absent fact is unknown, never "no". */
export type FactValue = string | number | boolean;
export type Facts = Readonly<Record<string, FactValue>>;
/** Facts that held until a change in the year: up to the end of month `until` (1 to 12), by the facts of each month's first day. */
export type EarlierFacts = { readonly until: number; readonly facts: Facts };
export type FactType = 'date' | 'month' | 'integer' | 'boolean' | 'choice';
export type FactSource = 'applicant.birthDate' | 'applicant.sex' | 'spouse.birthDate' | 'spouse.present' | 'child.birthDate';

/** One thing a rule may ask about a person; `column` is the Chinese header of the roster, `choices` maps its texts to values. */
export type FactDefinition = {
  readonly name: string;
  readonly type: FactType;
  readonly title: string;
  readonly column?: string;
  readonly from?: FactSource;
  readonly choices?: Readonly<Record<string, string | boolean>>;
  readonly required: boolean;
  /** The row of `clawback` that says what becomes of money paid before this fact was known; without it, that of a mistake. */
  readonly cause?: ClawbackCause;
};

/** A document that a rule was read in. `reliability`: how far it may be quoted. */
export type Source = {
  readonly title: string;
  readonly number?: string;
  readonly date?: string;
  /** Where the public can read it. */
  readonly address?: string;
  readonly reliability: 'official' | 'press' | 'secondary' | 'assumption';
};
/** By code, such as N01. */
export type Sources = Readonly<Record<string, Source>>;

/** The legal footing of a rule or a rate: a clause for people and the codes of the sources it was read in. */
export type Footing = { readonly clause: string; readonly source: string };
/** A row that belongs to some regions; without regions it belongs to all. */
export type Regional = { readonly regions?: readonly string[] };

/**
 * Of which facts a rule is asked where they changed within the year: of those on the test day, or (`monthly`) of those on the first day of
 * each month, for that month.
 */
export type Tested = { readonly tested?: 'monthly' };

export type ConditionDefinition = Footing &
  Tested &
  Regional & {
    readonly id: string;
    /** CEL, boolean: of whom the condition is asked; of nobody else does it stand in the way. */
    readonly appliesTo?: string;
    /** CEL, boolean. */
    readonly when: string;
    readonly sentence: string;
    /** What would turn a "false" into a "true": a Chinese phrase, and a CEL date when the calendar alone will do it. */
    readonly change?: { readonly on?: string; readonly text: string };
  };

/** A reason for a rate (death, grade 1, only daughter …); several may hold at once, and each may hold for part of a year. */
export type CategoryDefinition = Tested & {
  readonly id: string;
  readonly title: string;
  /** CEL, boolean. */
  readonly when: string;
  /** CEL, date or month: the first and the last month in which the category counts. */
  readonly from?: string;
  readonly until?: string;
};

export type ProrationPolicyId =
  | 'WHOLE_YEAR_BY_DEC31'
  | 'HALF_YEAR'
  | 'MONTH_OF_REACHING'
  | 'MONTH_AFTER_CONFIRMATION'
  | 'QUARTERLY_PREPAY'
  | 'PARTIAL_ON_MIDYEAR_LOSS'
  | 'CERT_MONTH_TO_18'
  | 'CHILDCARE_MONTHS'
  | 'ONCE';

export type ProrationRow = Footing &
  Regional & {
    readonly policy: ProrationPolicyId;
    /** CEL, date or month: the day the right begins (age reached, certificate issued, child born, event happened). */
    readonly from: string;
    /** CEL, date or month: the last day of the right; without it the right has no end of its own. */
    readonly until?: string;
    /** CHILDCARE_MONTHS only: births before this day are paid by months, later births by whole years. */
    readonly schemeFrom?: PlainDate;
  };

export type DeathPolicyId = 'MONTH_OF_DEATH' | 'HALF_YEAR' | 'QUARTER_OF_DEATH' | 'WHOLE_YEAR';
export type DeathRow = Footing & Regional & { readonly policy: DeathPolicyId };

/** One layer of an amount. The unit is what one rate pays for, such as 'person-year', 'parent-month' or 'once'. */
export type AmountRow = Footing & {
  readonly regions: readonly string[];
  readonly layer: RateLayer;
  /** A category id, or 'all'. */
  readonly category: string;
  readonly from: Month;
  readonly to?: Month;
  readonly rateFen: Fen;
  readonly unit: RateUnit;
  readonly shares: readonly Share<FundingLayer>[];
  readonly remainderTo: FundingLayer;
  /** How the row came to be known: read in a source, worked out from one, or assumed. */
  readonly confidence: 'found' | 'derived' | 'assumption';
};
export type Counted = 'person' | 'parent' | 'household' | 'child';
export type RateUnit = `${Counted}-${'month' | 'year'}` | 'once';

export type CountDefinition = Tested & { readonly of: Counted; readonly count: string; readonly max?: number };
/**
 * How far back a right is paid that was confirmed late. `none`: no year before that of the county's first confirmation. `from_confirmation`:
 * no month before that of the confirmation. `before_application`: `months` before the month of `applied` and no further back.
 */
export type BackPayRow = Footing &
  Regional &
  (
    | { readonly limit: 'none' | 'from_confirmation' | 'unlimited' }
    | {
        readonly limit: 'before_application';
        readonly months: number;
        /** CEL, date or month: when the application was received. */
        readonly applied: string;
      }
  );
export type CapRow = Footing & Regional & { readonly perYearFen: Fen };
/** How much a year of a case may rise by a change of the rules alone, without a decision about the case. */
export type ToleranceRow = Footing & Regional & { readonly perYearFen: Fen };
/**
 * When both programmes would pay the same person, only `keeps` is paid: in the months for which it pays, or (`per: year`) in the whole year
 * in which it pays anything.
 */
export type IncompatibilityRow = Footing &
  Regional & { readonly with: ProgrammeId; readonly keeps: ProgrammeId; readonly per?: 'month' | 'year' };
export type ClawbackCause = 'fraud' | 'death' | 'further_birth' | 'approved_by_mistake' | 'moved_out' | 'displaced' | 'other';
export type ClawbackRow = Footing & Regional & { readonly cause: ClawbackCause; readonly recover: boolean };
export type NoticePeriods = Readonly<Record<'village' | 'township' | 'county', Period>>;
export type NoticeRow = Footing & Regional & { readonly periods: NoticePeriods };

export type Example = {
  /** Where it begins in its file. */
  readonly line: number;
  readonly title: string;
  readonly regions: readonly string[];
  readonly year: number;
  readonly facts: Facts;
  readonly earlier?: readonly EarlierFacts[];
  readonly diedOn?: PlainDate;
  readonly confirmedOn?: PlainDate;
  readonly lostOn?: PlainDate;
  readonly expect: {
    readonly verdict: 'eligible' | 'ineligible' | 'unknown';
    readonly amountFen: Fen;
    readonly outcomes: Readonly<Record<string, 'true' | 'false' | 'unknown'>>;
  };
};

/** A programme file that has been read, checked against the schema and type-checked. */
export type ProgrammeDefinition = {
  readonly file: string;
  /** SHA-256 (hex) of the file's text: what is adopted into the log. */
  readonly contentHash: string;
  /** The line on which the years in force are written, for faults that two files share. */
  readonly inForceLine: number;
  readonly id: ProgrammeId;
  readonly name: string;
  readonly shortName: string;
  readonly unit: 'person' | 'household' | 'child';
  readonly hasSpouse: boolean;
  readonly onceInALifetime: boolean;
  readonly sensitive: boolean;
  readonly legalBasis: readonly string[];
  /** The county's own documents; those that are shipped stand in sources.yaml. */
  readonly sources: Sources;
  readonly inForce: { readonly from: PlainDate; readonly to?: PlainDate };
  readonly facts: readonly FactDefinition[];
  readonly terms: Readonly<Record<string, string>>;
  readonly conditions: readonly ConditionDefinition[];
  readonly categories: readonly CategoryDefinition[];
  readonly counts: readonly CountDefinition[];
  readonly proration: readonly ProrationRow[];
  readonly onDeath: readonly DeathRow[];
  readonly backPay: readonly BackPayRow[];
  readonly amounts: readonly AmountRow[];
  readonly caps: readonly CapRow[];
  readonly tolerance: readonly ToleranceRow[];
  readonly incompatible: readonly IncompatibilityRow[];
  readonly clawback: readonly ClawbackRow[];
  readonly notices: readonly NoticeRow[];
  readonly examples: readonly Example[];
};

/** A fault of a programme file, found where a person can go and look: line from 1, RFC 6901 pointer, reason in the language spoken. */
export type DefinitionError = { readonly file: string; readonly line: number; readonly pointer: string; readonly reason: string };
