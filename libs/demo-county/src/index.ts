/** The fictional county: who lives there, and its year driven through the doors, as a county would. */
export { LARGEST_SCALE, SMALLEST_SCALE } from './county/counts';
export type { Progress } from './drive/drive';
export { STAND_IN, type Login } from './drive/staff';
export { asPublished, readYear, totalsOf, type YearLine } from './result';
export type { ShownCase } from './shown';
export { DemoDamaged, OtherCounty, runDemo } from './run-demo';
