/** Findings: the log checked a second time, by formulas that share no code with what they check. */
export { recomputeBalances, type Figure, type RecomputedBalance } from './balances/recompute';
export { compareBalances, type BalanceDifference, type ShownBalance } from './balances/compare';
export {
  batchControls,
  checkControls,
  controlReport,
  type ControlOptions,
  type ControlReport,
  type FormulaReport,
} from './controls/control-report';
export type { Code, Finding, FindingRow } from './controls/finding';
export type { FactsOf } from './controls/register/registers';
export type { LogEvent, LogEvents } from './log-event';
