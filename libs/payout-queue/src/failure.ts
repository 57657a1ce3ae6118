import { Refused } from '@fenming/commands';
import { Conflict, Definite, OutcomeUnknown } from '@fenming/event-log';

/** Whether the task may well succeed when it is carried out again as it is: nobody knows yet how it ended, or others were first. */
export const isPassing = (error: unknown): boolean =>
  error instanceof OutcomeUnknown || error instanceof Conflict || (error instanceof Definite && error.code === 'unavailable');

/** Why a task failed, in one word. It is all that the queue is told: an error's own text may quote what it was about. */
export const causeOf = (error: unknown): string => {
  if (error instanceof Refused) return error.refusal.refused;
  if (error instanceof Definite) return error.code;
  if (error instanceof OutcomeUnknown) return 'outcome_unknown';
  return error instanceof Conflict ? 'conflict' : 'fault';
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** Milliseconds before the attempt that follows so many. */
export const pauseBefore = (attempts: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
