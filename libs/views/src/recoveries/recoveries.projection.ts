import { parseFenText, ZERO_FEN } from '@fenming/money';
import { insert, one, type Projection } from '../engine/change';
import { RECOVERY } from './recoveries.table';

const RECEIVE = `UPDATE recovery SET received_fen = received_fen + @amount
  WHERE recovery_id = @recoveryId AND case_number = @caseNumber`;
const REDUCE = `UPDATE recovery SET amount_fen = amount_fen - @amount
  WHERE recovery_id = @recoveryId AND case_number = @caseNumber`;

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
  RecoveryReceived: ({ caseNumber, recoveryId, amountFen }) => [
    one(RECEIVE, { caseNumber, recoveryId, amount: parseFenText(amountFen) }),
  ],
} satisfies Projection;
