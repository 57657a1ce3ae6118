import type { Projection } from './change';
import type { Reader } from './reader';
import type { Table } from './table';

/** A question over one read-only connection. What it asks for is its own. */
type Question = (reader: Reader, ...asked: never[]) => unknown;

/** One noun: its tables, what each event does to their rows, and the questions that they answer. */
export type View = {
  readonly tables?: readonly Table[];
  readonly projection?: Projection;
  readonly questions: Readonly<Record<string, Question>>;
};

/** Keeps the types of the questions, and of the events that the projection knows. */
export const view = <const V extends View>(noun: V): V => noun;
