import type { ComparedCounts } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';
import { EXIT_YEAR } from '../enrolments/enrolments.table';

/** A list of a source that was compared. `outcomes`: the hash over the outcome of each row. */
export type Comparison = Omit<ComparedCounts, 'hash'> & {
  readonly source: string;
  readonly number: number;
  readonly outcomes: string;
  readonly actor: string;
  readonly compared_at: string;
};

const LAST = `SELECT source, number, rows, said, agreed, differs, unknown, stranger, leads, found, enrolled, outcomes, actor, compared_at
  FROM comparison c WHERE number = (SELECT max(number) FROM comparison d WHERE d.source = c.source) ORDER BY source`;

/** The last list of each source. */
export function lastComparisons(reader: Reader): readonly Comparison[] {
  return reader.all<Comparison>(LAST);
}

const OPEN = `SELECT count(DISTINCT e.person_id) AS persons FROM enrolment e WHERE ${EXIT_YEAR} IS NULL
  AND (SELECT y.stage FROM enrolment_year y WHERE y.case_number = e.case_number ORDER BY y.year DESC LIMIT 1) <> 'rejected'`;

/** How many persons have applied for a case that was neither left nor rejected in its last year. */
export function personsWithOpenCase(reader: Reader): number {
  return reader.all<{ readonly persons: number }>(OPEN)[0]?.persons ?? 0;
}
