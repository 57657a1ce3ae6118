import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';
import { EXIT_YEAR } from './enrolments.table';

/** `programmes`: those that are reviewed each year. `area`: where the case lies now. */
export type UnreviewedFilter = {
  readonly programmes: readonly ProgrammeId[];
  readonly year: number;
  readonly area: string;
};
/** A case that the county confirmed for the year before and that is on no list of this one. `was_fen`: determined for the year before. */
export type Unreviewed = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly village: AreaCode;
  readonly was_fen: Fen | null;
};

const FROM = 'FROM enrolment_year y JOIN enrolment e ON e.case_number = y.case_number';
const CONDITIONS = {
  programmes: 'y.programme IN (SELECT value FROM json_each(@programmes))',
  year: `y.year = @year - 1 AND y.stage IN ('county_confirmed', 'county_noticed') AND coalesce(${EXIT_YEAR}, @year) >= @year
    AND NOT EXISTS (SELECT 1 FROM enrolment_year n WHERE n.case_number = y.case_number AND n.year = @year)`,
  area: inside('e.village'),
  afterCase: '(y.programme, e.village, y.case_number) > (@afterProgramme, @afterVillage, @afterCase)',
};
const given = ({ programmes, ...filter }: UnreviewedFilter) => ({ ...filter, programmes: JSON.stringify(programmes) });

/** Whoever was confirmed for the year before and is on no list of this one, by programme, village and case number. Throws ForeignCursor. */
export function unreviewed(
  reader: Reader,
  { cursor, limit, ...filter }: UnreviewedFilter & { readonly limit: number; readonly cursor?: string },
): Page<Unreviewed> {
  const list = { name: 'unreviewed', by: given(filter) };
  const [afterProgramme, afterVillage, afterCase] = keyIn(list, cursor) ?? [];
  const after = { afterProgramme, afterVillage, afterCase };
  const { where: condition, values } = where(CONDITIONS, { ...given(filter), ...after, limit: limit + 1 });
  const rows = reader.all<Unreviewed>(
    `SELECT e.enrolment_id, y.case_number, y.programme, e.village, y.amount_fen AS was_fen ${FROM} ${condition}
     ORDER BY y.programme, e.village, y.case_number LIMIT @limit`,
    values,
  );
  return pageOf(list, rows, limit, ({ programme, village, case_number }) => [programme, village, case_number]);
}

/** How many they are. */
export function unreviewedCount(reader: Reader, filter: UnreviewedFilter): number {
  const { where: condition, values } = where(CONDITIONS, given(filter));
  return reader.all<{ readonly count: number }>(`SELECT count(*) AS count ${FROM} ${condition}`, values)[0]?.count ?? 0;
}
