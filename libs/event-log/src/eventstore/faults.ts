import { Definite } from '../port';

/** The client's own classes carry a `type`; everything that it throws is judged by that. */
const PASSING: ReadonlySet<unknown> = new Set([
  'unavailable',
  'cancelled',
  'not-leader',
  'timeout',
  'deadline-exceeded',
  'unknown',
]);

/**
 * A failure that says nothing about what the server did, or that a second try may not meet again. What comes without a type comes from
 * below the client: a channel that another call has just shut down, a status that nobody translated.
 */
export const isPassing = (error: unknown): boolean => {
  const type = typeOf(error);
  return type === undefined ? !(error instanceof Definite) : PASSING.has(type);
};

export const typeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;

/** The server did not answer in time. */
export class Silence extends Error {
  constructor(readonly deadlineMs: number) {
    super(`no answer from EventStoreDB within ${deadlineMs} ms`);
    this.name = 'Silence';
  }
}

/** An answer ended as if it were whole, and is not. */
export class CutShort extends Error {
  constructor() {
    super('EventStoreDB ended an answer early');
    this.name = 'CutShort';
  }
}
