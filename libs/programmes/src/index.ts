/** Programmes: THE RULES. One YAML file per programme in, a ladder and entitlement lines out. */
export type {
  AmountRow,
  CategoryDefinition,
  ClawbackCause,
  ClawbackRow,
  ConditionDefinition,
  DefinitionError,
  DeathPolicyId,
  Example,
  FactDefinition,
  Facts,
  EarlierFacts,
  FactSource,
  FactType,
  FactValue,
  Footing,
  FundingLayer,
  IncompatibilityRow,
  NoticePeriods,
  ProgrammeDefinition,
  ProgrammeId,
  ProrationPolicyId,
  RateLayer,
  Source,
  Sources,
} from './definition';
export type { Assessment, ConditionOutcome, Outcome, Programme, Question, Rung } from './programme';
export type { AmountLine, Entitlement, EligibilityVerdict } from './entitlement';
export { type DefinitionReading, parseDefinition, parseProposal } from './parse-definition';
export { compileProgramme } from './compile-programme';
export { ProgrammeError } from './engine';
export { assessYear, entitleYear, type GoverningText, type GoverningTexts, latestOf } from './governed-year';
export { firstOf, lastOf, type MonthSpan, spanOf, WHOLE_YEAR } from './proration';
export { standsInTheWay } from './ladder';
export { PROGRAMME_SCHEMA } from './schema';
export { type ExampleOutcome, failingExamples, runExamples } from './run-examples';
export { type CatalogueFile, type CatalogueReading, readCatalogue } from './read-catalogue';
export { catalogueConflicts, definitionInForce } from './catalogue-conflicts';
export { readSources, sourcesOf, type SourcesReading } from './sources';
export { type Choice, choosePaid, type Exclusion } from './exclusion';
export { readRegions, regionName, regionsOffered, type RegionsReading } from './known-regions';
export { recoveryOf, type Recovery } from './clawback';
export { type WholeYearMix, wholeYearMix } from './whole-year-mix';
