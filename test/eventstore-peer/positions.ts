import type { Position } from '@fenming/event-log';
import { refusals } from './refusals';

/**
 * EventStoreDB's positions are byte offsets: they grow, but nobody can tell the next one. The peer numbers its events 1, 2, 3, … as our
 * SQLite and in-memory logs do, and spreads the numbers so that whoever computes with positions instead of keeping them fails.
 */
const STEP = 137;
/** Below STEP, so that positions rise; a prime, so that the gaps do not repeat soon. */
const JITTER = 97;
const PORT_WIDTH = 16;

/** The commit (and prepare) position of the event with this number. */
export function commitOf(number: number): number {
  return number * STEP + (((number % JITTER) ** 2 * 31) % JITTER);
}

/**
 * The number of the event at a position: 0 for the place before the first event, and for a position past the last event the number
 * after it.
 * @throws PeerRefusal for a position at which no event lies, which the server cannot read either.
 */
export function numberAt(position: { getCommitPosition(): string; getPreparePosition(): string }, last: number): number {
  const commit = Number(position.getCommitPosition());
  const number = Math.floor(commit / STEP);
  if (commit === 0) return 0;
  if (commit > commitOf(last)) return last + 1;
  if (commitOf(number) === commit && position.getPreparePosition() === position.getCommitPosition()) return number;
  throw refusals.invalid('The position is invalid');
}

/**
 * The port's token after which the event `number + 1` comes. Both of our own logs number their events without gaps and write the
 * number into the token; the peer is the one place outside them that builds on it, and `StreamTable.load` checks it.
 */
export function tokenOf(number: number): Position | 'start' {
  return number === 0 ? 'start' : (String(number).padStart(PORT_WIDTH, '0') as Position);
}
