import { createHash } from 'node:crypto';
import type { RosterLine } from './batch.events';

/** SHA-256 over every line in order: what is approved is exactly what was shown, payee and amount included. */
export const rosterHash = (lines: Iterable<RosterLine>): string => {
  const hash = createHash('sha256');
  for (const { lineNo, caseNumber, entitlement, attempt, amountFen, accountVersion } of lines) {
    hash.update(`${lineNo}|${caseNumber}|${entitlement}|${attempt}|${amountFen}|${accountVersion}\n`);
  }
  return hash.digest('hex');
};
