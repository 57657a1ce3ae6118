import type { Fen } from '@fenming/money';
import type { Reader } from '../engine/reader';

/** `amount_fen`: what is to come back; `received_fen`: what has come back so far. */
export type Recovery = {
  readonly recovery_id: string;
  readonly case_number: string;
  readonly year: number;
  readonly entitlement: string;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
  readonly reason: string;
};

/** The recoveries of one enrolment in the order in which they were opened. */
export function recoveries(reader: Reader, caseNumber: string): readonly Recovery[] {
  return reader.all<Recovery>(
    `SELECT recovery_id, case_number, year, entitlement, amount_fen, received_fen, reason
     FROM recovery WHERE case_number = @caseNumber ORDER BY seq`,
    { caseNumber },
  );
}
