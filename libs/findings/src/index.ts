/** Findings: the log checked a second time, by formulas that share no code with what they check. */
export { recomputeBalances, watchBalances, type Figure, type RecomputedBalance } from './balances/recompute';
export { compareBalances, type BalanceDifference, type ShownBalance } from './balances/compare';
export {
  batchControls,
  checkControls,
  controlReport,
  watchControls,
  type ControlOptions,
  type ControlReport,
  type FormulaReport,
} from './controls/control-report';
export type { Code, Finding, FindingRow } from './controls/finding';
export type { FactsOf } from './controls/register/registers';
export type { LogFault } from './controls/formulas/log-formulas';
export type { LogEvent, LogEvents, Watch } from './log-event';
export { titleOfEvent, unreadable } from './shapes/unreadable';
