/** The executor: where deciders meet the log. It knows no county. */
export type { Clock } from './clock';
export type { AuthorityNow, Caller } from './caller';
export { Executor } from './executor';
export { stateOf, type KnownState } from './known-streams';
export {
  allOrRefused,
  FAULTS_NAMED,
  Later,
  orRefused,
  personOutcome,
  Refused,
  slices,
  type ControlFault,
  type Done,
  type FileFault,
  type Outcome,
  type PersonOutcome,
} from './outcomes';
export { Turns } from './turns';
