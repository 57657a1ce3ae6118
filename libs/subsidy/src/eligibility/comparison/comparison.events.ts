/**
 * What came of a list of another body, by what it says of whom: `agreed` with our record, `differs` from it, `unknown` where a person of ours
 * has nothing on record to compare, `stranger` where nobody of ours is meant; together `said`, which a row with several facts is several times.
 * `leads`: in how many cases something differs. `found`: how many of the `enrolled` persons, those with an open case, the list names. `hash`: over the outcome of each row, in order.
 */
export type ComparedCounts = {
  readonly rows: number;
  readonly said: number;
  readonly agreed: number;
  readonly differs: number;
  readonly unknown: number;
  readonly stranger: number;
  readonly leads: number;
  readonly found: number;
  readonly enrolled: number;
  readonly hash: string;
};
/** Of the file only its hash is kept. `number` counts the lists of a source from 1. */
export type FileCompared = {
  readonly type: 'FileCompared';
  readonly data: ComparedCounts & {
    readonly comparison: string;
    readonly source: string;
    readonly number: number;
    readonly fileHash: string;
  };
};
export type ComparisonEvent = FileCompared;
