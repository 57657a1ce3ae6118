import { Definite, type Position, type StreamRange } from './port';

const WIDTH = 16;
const SHAPE = /^\d{16}$/;

/** Positions are padded so that comparing their text compares their numbers; 2^53 has 16 digits. */
export function positionOf(number: number): Position {
  return String(number).padStart(WIDTH, '0') as Position;
}

/** Whether a text has the shape of a position; whether this log has come so far is another question. */
export const isPosition = (text: string): text is Position => SHAPE.test(text);

/**
 * The number behind a position that this log handed out; `start` lies before the first event, which is number 1.
 * @throws Definite('malformed') for a token of another log.
 */
export function numberOf(position: Position | 'start'): number {
  if (position === 'start') return 0;
  if (!SHAPE.test(position)) throw new Definite('malformed', `not a position of this log: ${position}`);
  return Number(position);
}

/** @throws Definite('malformed') unless it begins at a revision and asks for a whole number of events from 1. */
export function checkRange({ from = 0, limit = Number.MAX_SAFE_INTEGER }: StreamRange = {}): Required<StreamRange> {
  if (!Number.isSafeInteger(from) || from < 0) throw new Definite('malformed', `cannot read from revision ${from}`);
  return { from, limit: checkLimit(limit) };
}

/** @throws Definite('malformed') unless the number of events to read at once is a whole number from 1. */
export function checkLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Definite('malformed', `cannot read ${limit} events at once`);
  return limit;
}
