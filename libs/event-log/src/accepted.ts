import { Conflict, type AppendItem, type AppendOutcome } from './port';

export type Accepted = Exclude<AppendOutcome, { readonly outcome: 'conflict' }>;

/** `append` is `appendMany` of one item, with the conflict thrown. */
export function accepted(item: AppendItem, outcomes: readonly AppendOutcome[]): Accepted {
  const outcome = outcomes[0];
  if (outcome === undefined) throw new Error('the log gave no outcome for its only item');
  if (outcome.outcome === 'conflict') throw new Conflict(item.stream, item.expected, outcome.actual);
  return outcome;
}
