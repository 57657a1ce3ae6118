/** Findings: the log checked a second time, by formulas that share no code with what they check. */
export { recomputeBalances, type Figure, type RecomputedBalance } from './balances/recompute';
export { compareBalances, type BalanceDifference, type ShownBalance } from './balances/compare';
export { checkControls } from './controls/check-controls';
export type { Finding } from './controls/finding';
export type { LogEvent, LogEvents } from './log-event';
