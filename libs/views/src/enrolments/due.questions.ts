import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

/** A case and year of which something may still be due. */
export type DueCandidate = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
};
export type DueFilter = { readonly programme?: ProgrammeId; readonly year?: number; readonly area?: string };

const STANDING = `(SELECT coalesce(sum(p.amount_fen), 0) FROM payment p WHERE p.case_number = y.case_number
  AND p.entitlement LIKE y.year || '/%' AND p.state IN ('instructed', 'settled', 'unknown'))`;
/** Paid in full once, and never determined again: nothing can be due any more. Everything else has to be looked at month by month. */
const MAY_BE_DUE = `y.amount_fen > 0 AND (y.determination > 1 OR y.amount_fen <> ${STANDING})`;
const CONDITIONS = {
  programme: 'y.programme = @programme',
  year: 'y.year = @year',
  area: inside('y.village'),
  afterCase: '(y.programme, y.year, y.village, y.case_number) > (@afterProgramme, @afterYear, @afterVillage, @afterCase)',
};

/** Cases of which something may still be due, by programme, year, village and case number. Throws ForeignCursor. */
export function dueCandidates(
  reader: Reader,
  { cursor, limit, ...filter }: DueFilter & { readonly limit: number; readonly cursor?: string },
): Page<DueCandidate> {
  const list = { name: 'due', by: filter };
  const [afterProgramme, afterYear, afterVillage, afterCase] = keyIn(list, cursor) ?? [];
  const after = { afterProgramme, afterYear, afterVillage, afterCase };
  const { where: condition, values } = where(CONDITIONS, { ...filter, ...after, limit: limit + 1 });
  const rows = reader.all<DueCandidate>(
    `SELECT e.enrolment_id, y.case_number, y.programme, y.year, y.village
     FROM enrolment_year y JOIN enrolment e ON e.case_number = y.case_number
     ${condition === '' ? 'WHERE' : `${condition} AND`} ${MAY_BE_DUE}
     ORDER BY y.programme, y.year, y.village, y.case_number LIMIT @limit`,
    values,
  );
  return pageOf(list, rows, limit, ({ programme, year, village, case_number }) => [programme, year, village, case_number]);
}
