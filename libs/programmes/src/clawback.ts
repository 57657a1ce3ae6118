import { type Fen, fen, ZERO_FEN } from '@fenming/money';
import type { ClawbackCause, ProgrammeId } from './definition';
import type { Programme } from './programme';

/** A programme says nothing about a cause, so a person has to decide with reasons; the engine does not guess. */
export type Recovery =
  | { readonly decided: true; readonly recoverFen: Fen; readonly clause: string; readonly source: string }
  | { readonly decided: false; readonly programme: ProgrammeId; readonly cause: ClawbackCause };

/**
 * What must come back when `paidFen` was paid and `dueFen` was due, for one cause: the difference, or nothing where the rule lets the person
 * keep it (Henan regulation art. 38 after a further birth). Never more than was paid, never below zero.
 */
export function recoveryOf(
  programme: Pick<Programme, 'id' | 'clawback'>,
  cause: ClawbackCause,
  paidFen: Fen,
  dueFen: Fen,
): Recovery {
  const row = programme.clawback[cause];
  if (row === undefined) return { decided: false, programme: programme.id, cause };
  const excess = paidFen > dueFen ? fen(paidFen - dueFen) : ZERO_FEN;
  return { decided: true, recoverFen: row.recover ? excess : ZERO_FEN, clause: row.clause, source: row.source };
}
