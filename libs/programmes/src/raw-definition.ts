import type {
  BackPayRow,
  CategoryDefinition,
  ClawbackRow,
  ConditionDefinition,
  CountDefinition,
  DeathRow,
  FactDefinition,
  Footing,
  FundingLayer,
  IncompatibilityRow,
  NoticePeriods,
  ProgrammeDefinition,
  ProrationRow,
  RateLayer,
  RateUnit,
  Regional,
  Sources,
} from './definition';

type YamlNumber = string | number;
type RawOutcome = boolean | 'true' | 'false' | 'unknown';

/** An amount row as written, before its rate became fen and its days became months. */
export type RawAmount = Footing & {
  readonly regions: readonly string[];
  readonly layer: RateLayer;
  readonly category: string;
  readonly from: string;
  readonly to?: string;
  readonly rate: YamlNumber;
  readonly unit: RateUnit;
  readonly funding: Readonly<Partial<Record<FundingLayer, YamlNumber>>>;
  readonly remainderTo?: FundingLayer;
  readonly confidence?: 'found' | 'derived' | 'assumption';
};

export type RawExample = {
  readonly title: string;
  readonly regions: readonly string[];
  readonly year: number;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly earlier?: readonly { readonly until: number; readonly facts: RawExample['facts'] }[];
  readonly diedOn?: string;
  readonly confirmedOn?: string;
  readonly lostOn?: string;
  readonly expect: {
    readonly verdict: 'eligible' | 'ineligible' | 'unknown';
    readonly amount: YamlNumber;
    readonly outcomes?: Readonly<Record<string, RawOutcome>>;
  };
};

/** The content of a programme file after the schema has accepted it. */
export type RawDefinition = Pick<ProgrammeDefinition, 'id' | 'name' | 'shortName' | 'unit' | 'legalBasis'> & {
  readonly sources?: Sources;
  readonly hasSpouse?: boolean;
  readonly onceInALifetime?: boolean;
  readonly sensitive?: boolean;
  readonly inForce: { readonly from: string; readonly to?: string };
  readonly facts: readonly (Omit<FactDefinition, 'required'> & { readonly required?: boolean })[];
  readonly terms?: Readonly<Record<string, string>>;
  readonly conditions: readonly ConditionDefinition[];
  readonly categories?: readonly CategoryDefinition[];
  readonly counts?: readonly CountDefinition[];
  readonly proration: readonly (Omit<ProrationRow, 'schemeFrom'> & { readonly schemeFrom?: string })[];
  readonly onDeath: readonly DeathRow[];
  readonly backPay?: readonly BackPayRow[];
  readonly amounts: readonly RawAmount[];
  readonly caps?: readonly (Footing & Regional & { readonly perYear: YamlNumber })[];
  readonly tolerance?: readonly (Footing & Regional & { readonly perYear: YamlNumber })[];
  readonly incompatible?: readonly IncompatibilityRow[];
  readonly clawback?: readonly ClawbackRow[];
  readonly notices: readonly (Footing & Regional & NoticePeriods)[];
  readonly examples: readonly RawExample[];
};

/** The keys whose rows state a rule for a region, with its clause and source. */
export const RULE_ROWS = [
  'proration',
  'onDeath',
  'backPay',
  'amounts',
  'caps',
  'tolerance',
  'incompatible',
  'clawback',
  'notices',
] as const satisfies readonly (keyof RawDefinition)[];
