/** Reads a whole log, whatever somebody has done to it: control formulas, and the tables rebuilt. */
export { auditControls, auditReplay, type AuditedReplay, type AuditFinding } from './audit';
export { NoLog } from './audited-log';
export { Audits } from './audits';
export { faultsBeside, lackingInFile, seenIn } from './seen-before';
