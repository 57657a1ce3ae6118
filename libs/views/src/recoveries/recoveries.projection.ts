import { parseFenText, ZERO_FEN } from '@fenming/money';
import { insert, one, type Projection } from '../engine/change';
import { RECOVERY } from './recoveries.table';

const RECEIVE = `UPDATE recovery SET received_fen = received_fen + @amount
  WHERE recovery_id = @recoveryId AND case_number = @caseNumber`;
const REDUCE = `UPDATE recovery SET amount_fen = amount_fen - @amount
  WHERE recovery_id = @recoveryId AND case_number = @caseNumber`;

/** The last one counts. */
const NOTE = `INSERT INTO excess (case_number, year, left_fen, undecided_fen, reason)
  VALUES (@caseNumber, @year, @left, @undecided, @reason)
  ON CONFLICT DO UPDATE SET left_fen = excluded.left_fen, undecided_fen = excluded.undecided_fen, reason = excluded.reason`;

export const recoveries = {
  RecoveryOpened: ({ caseNumber, recoveryId, year, entitlement, amountFen, reason }, { revision }) => [
    insert(RECOVERY, {
      case_number: caseNumber,
      seq: revision,
      year,
      entitlement,
      amount_fen: parseFenText(amountFen),
      received_fen: ZERO_FEN,
      reason,
      recovery_id: recoveryId,
    }),
  ],
  RecoveryReduced: ({ caseNumber, recoveryId, amountFen }) => [
    one(REDUCE, { caseNumber, recoveryId, amount: parseFenText(amountFen) }),
  ],
  ExcessNoted: ({ caseNumber, year, leftFen, undecidedFen, reason }) => [
    one(NOTE, { caseNumber, year, left: parseFenText(leftFen), undecided: parseFenText(undecidedFen), reason }),
  ],
  RecoveryReceived: ({ caseNumber, recoveryId, amountFen }) => [
    one(RECEIVE, { caseNumber, recoveryId, amount: parseFenText(amountFen) }),
  ],
} satisfies Projection;
