import { createHash, type Hash } from 'node:crypto';
import type { RosterLine } from './batch.events';

const addLines = (hash: Hash, lines: Iterable<RosterLine>): Hash => {
  let text = '';
  for (const { lineNo, caseNumber, entitlement, attempt, determination, amountFen, accountVersion } of lines)
    text += `${lineNo}|${caseNumber}|${entitlement}|${attempt}|${determination}|${amountFen}|${accountVersion}\n`;
  return hash.update(text);
};

/** SHA-256 over every line in order: what is approved is exactly what was shown, payee and amount included. */
export const rosterHash = (lines: Iterable<RosterLine>): string => addLines(createHash('sha256'), lines).digest('hex');

/** The hash of a roster whose chunks come one by one. Like any value here it never changes: adding lines makes another one. */
export class RosterDigest {
  private constructor(private readonly hash: Hash) {}

  static readonly empty = new RosterDigest(createHash('sha256'));

  with(lines: Iterable<RosterLine>): RosterDigest {
    return new RosterDigest(addLines(this.hash.copy(), lines));
  }

  hex(): string {
    return this.hash.copy().digest('hex');
  }
}
