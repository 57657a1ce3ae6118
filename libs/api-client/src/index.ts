/** The engine's HTTP API as one actor speaks it. */
export { connectApi, type Api, type Sending } from './api';
export { everyRow } from './every-row';
export { patiently, type Patience } from './patient';
export { ApiProblem, hasCode, isOutage, NotAnId, Unreachable, type ProblemFault } from './problem';
export { isProved, replayAll, type AuditFinding, type Difference, type RecomputedDifference, type Replay } from './replay';
