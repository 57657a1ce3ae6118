import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

/** `amount_fen`: what is to come back; `received_fen`: what has come back so far. */
export type Recovery = {
  readonly recovery_id: string;
  readonly case_number: string;
  readonly year: number;
  readonly entitlement: string;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
  readonly reason: string;
};

/** The recoveries of one enrolment in the order in which they were opened. */
export function recoveries(reader: Reader, caseNumber: string): readonly Recovery[] {
  return reader.all<Recovery>(
    `SELECT recovery_id, case_number, year, entitlement, amount_fen, received_fen, reason
     FROM recovery WHERE case_number = @caseNumber ORDER BY seq`,
    { caseNumber },
  );
}

/** One claim of a year: what is claimed back by it, and what of it is recovered. */
export type OverpaidRecovery = Pick<Recovery, 'recovery_id' | 'received_fen'> & { readonly claimed_fen: Fen };

/** What arrived too much of a year of a case: claimed back in all, of it recovered, not claimed by the rules, and undecided; and each claim. */
export type Overpaid = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
  readonly claimed_fen: Fen;
  readonly received_fen: Fen;
  readonly left_fen: Fen;
  readonly undecided_fen: Fen;
  readonly recoveries: readonly OverpaidRecovery[];
};
export type OverpaidFilter = {
  readonly programme?: ProgrammeId;
  readonly year?: number;
  readonly area?: string;
  readonly caseNumber?: string;
};

const OVER = `SELECT e.enrolment_id, o.case_number, e.programme, o.year, y.village, sum(o.claimed) AS claimed_fen,
    sum(o.received) AS received_fen, sum(o.left_by_rules) AS left_fen, sum(o.undecided) AS undecided_fen
  FROM (SELECT case_number, year, amount_fen AS claimed, received_fen AS received, 0 AS left_by_rules, 0 AS undecided FROM recovery
        UNION ALL SELECT case_number, year, 0, 0, left_fen, undecided_fen FROM excess) o
  JOIN enrolment e USING (case_number) JOIN enrolment_year y USING (case_number, year)`;
const OVER_CONDITIONS = {
  programme: 'e.programme = @programme',
  year: 'o.year = @year',
  caseNumber: 'o.case_number = @caseNumber',
  area: inside('y.village'),
  afterCase: '(e.programme, o.year, y.village, o.case_number) > (@afterProgramme, @afterYear, @afterVillage, @afterCase)',
};

const CLAIMS = `SELECT recovery_id, amount_fen AS claimed_fen, received_fen FROM recovery
  WHERE case_number = @case_number AND year = @year AND amount_fen > 0 ORDER BY seq`;

/** Whoever got too much, by programme, year, village and case number. Throws ForeignCursor. */
export function overpaid(
  reader: Reader,
  { cursor, limit, ...filter }: OverpaidFilter & { readonly limit: number; readonly cursor?: string },
): Page<Overpaid> {
  const list = { name: 'overpaid', by: filter };
  const [afterProgramme, afterYear, afterVillage, afterCase] = keyIn(list, cursor) ?? [];
  const after = { afterProgramme, afterYear, afterVillage, afterCase };
  const { where: condition, values } = where(OVER_CONDITIONS, { ...filter, ...after, limit: limit + 1 });
  const rows = reader.all<Omit<Overpaid, 'recoveries'>>(
    `${OVER} ${condition} GROUP BY o.case_number, o.year HAVING claimed_fen + left_fen + undecided_fen > 0
     ORDER BY e.programme, o.year, y.village, o.case_number LIMIT @limit`,
    values,
  );
  const page = pageOf(list, rows, limit, ({ programme, year, village, case_number }) => [programme, year, village, case_number]);
  const data = page.data.map((one) => {
    const { case_number, year } = one;
    return { ...one, recoveries: reader.all<OverpaidRecovery>(CLAIMS, { case_number, year }) };
  });
  return { ...page, data };
}
