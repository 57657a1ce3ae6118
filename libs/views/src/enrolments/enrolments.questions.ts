import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { CaseStage, EnrolmentId, PersonId } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';
import { EXIT_REASON, EXIT_YEAR } from './enrolments.table';

/** One enrolment in one year, as lists show it. `amount_fen`: null until the county has confirmed. */
export type EnrolmentListed = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
  readonly stage: CaseStage;
  readonly amount_fen: Fen | null;
};
/** `village`: whose year it is. */
export type EnrolmentYearRow = {
  readonly year: number;
  readonly village: AreaCode;
  readonly stage: CaseStage;
  readonly amount_fen: Fen | null;
  readonly notice: string | null;
  readonly closes_on: string | null;
  readonly objections_open: number;
};
/** One enrolment with all its years. The persons behind it stay inside the house. */
export type EnrolmentFile = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly village: AreaCode;
  readonly township: AreaCode;
  readonly exit_year: number | null;
  readonly exit_reason: string | null;
  readonly years: readonly EnrolmentYearRow[];
};
export type EnrolmentFilter = {
  readonly programme?: ProgrammeId;
  readonly year?: number;
  /** The area and every area inside it. */
  readonly area?: string;
  readonly stage?: string;
  /** The years of one case (档案号). */
  readonly caseNumber?: string;
  /** Only those of which something may still be due. */
  readonly mayBeDue?: 'yes';
};

const LISTED = `SELECT e.enrolment_id, y.case_number, y.programme, y.year, y.village, y.stage, y.amount_fen
  FROM enrolment_year y JOIN enrolment e ON e.case_number = y.case_number`;
const PAID_OR_BEING_PAID = `(SELECT coalesce(sum(p.amount_fen), 0) FROM payment p WHERE p.case_number = y.case_number
  AND p.entitlement LIKE y.year || '/%' AND p.state IN ('instructed', 'settled', 'unknown'))`;
const CONDITIONS = {
  // Paid in full once, and never determined again: nothing can be due any more. Everything else has to be looked at month by month.
  mayBeDue: `@mayBeDue = 'yes' AND y.amount_fen > 0 AND (y.determination > 1 OR y.amount_fen <> ${PAID_OR_BEING_PAID})`,
  programme: 'y.programme = @programme',
  year: 'y.year = @year',
  area: inside('y.village'),
  stage: 'y.stage = @stage',
  caseNumber: 'y.case_number = @caseNumber',
  afterCase: '(y.programme, y.year, y.village, y.case_number) > (@afterProgramme, @afterYear, @afterVillage, @afterCase)',
};
const ORDER = 'ORDER BY y.programme, y.year, y.village, y.case_number';

/** Enrolments by programme, year, village and case number. Throws ForeignCursor. */
export function enrolments(
  reader: Reader,
  { cursor, limit, ...filter }: EnrolmentFilter & { readonly limit: number; readonly cursor?: string },
): Page<EnrolmentListed> {
  const [afterProgramme, afterYear, afterVillage, afterCase] = keyIn(listOf(filter), cursor) ?? [];
  const after = { afterProgramme, afterYear, afterVillage, afterCase };
  const { where: condition, values } = where(CONDITIONS, { ...filter, ...after, limit: limit + 1 });
  const rows = reader.all<EnrolmentListed>(`${LISTED} ${condition} ${ORDER} LIMIT @limit`, values);
  return enrolmentsPage(filter, rows, limit);
}

const listOf = (filter: EnrolmentFilter) => ({ name: 'enrolments', by: filter });

/** Cuts rows of this list, or some of them, to a page; the list goes on after its last row. */
export const enrolmentsPage = <Row extends Pick<EnrolmentListed, 'programme' | 'year' | 'village' | 'case_number'>>(
  filter: EnrolmentFilter,
  rows: readonly Row[],
  limit: number,
): Page<Row> =>
  pageOf(listOf(filter), rows, limit, ({ programme, year, village, case_number }) => [programme, year, village, case_number]);

/** Everybody of a list who stands in one of these stages, by village and case number. */
export function enrolmentsInStages(
  reader: Reader,
  {
    stages,
    ...list
  }: { readonly programme: ProgrammeId; readonly year: number; readonly area: string; readonly stages: readonly CaseStage[] },
): readonly { readonly enrolmentId: EnrolmentId; readonly caseNumber: string }[] {
  const { programme, year, area } = list;
  return reader.all(
    `SELECT e.enrolment_id AS enrolmentId, y.case_number AS caseNumber
     FROM enrolment_year y JOIN enrolment e ON e.case_number = y.case_number
     WHERE y.programme = @programme AND y.year = @year AND ${inside('y.village')}
       AND y.stage IN (SELECT value FROM json_each(@stages)) ${ORDER}`,
    { programme, year, area, stages: JSON.stringify(stages) },
  );
}

/** How many enrolments of a year stand in each stage, per programme. */
export function stageCounts(
  reader: Reader,
  year: number,
  area?: string,
): readonly { readonly programme: ProgrammeId; readonly stage: CaseStage; readonly count: number }[] {
  const { where: condition, values } = where({ year: CONDITIONS.year, area: CONDITIONS.area }, { year, area });
  return reader.all(
    `SELECT y.programme, y.stage, count(*) AS count FROM enrolment_year y ${condition}
     GROUP BY y.programme, y.stage ORDER BY y.programme, y.stage`,
    values,
  );
}

const FILE = `SELECT e.enrolment_id, e.case_number, e.programme, e.village, e.township, ${EXIT_YEAR} AS exit_year, ${EXIT_REASON} AS exit_reason
  FROM enrolment e`;
const YEARS = `SELECT year, village, stage, amount_fen, notice, closes_on, objections_open
  FROM enrolment_year WHERE case_number = @caseNumber ORDER BY year`;

/** One enrolment by its id. */
export function enrolment(reader: Reader, enrolmentId: string): EnrolmentFile | undefined {
  return fileOf(reader, `${FILE} WHERE enrolment_id = @enrolmentId`, { enrolmentId })[0];
}

/** One enrolment by its case number (档案号). */
export function enrolmentByCase(reader: Reader, caseNumber: string): EnrolmentFile | undefined {
  return fileOf(reader, `${FILE} WHERE case_number = @caseNumber`, { caseNumber })[0];
}

/** A case in which a person stands: whose right it is, the other parent, or whoever applied for a child. */
export type CaseOfPerson = {
  readonly person_id: PersonId;
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
};
const OF_PERSONS = (role: string): string =>
  `SELECT p.value AS person_id, e.enrolment_id, e.case_number, e.programme, '${role}' AS role
   FROM json_each(@persons) p JOIN enrolment e ON e.${role} = p.value WHERE (${inside('e.village')} OR EXISTS
     (SELECT 1 FROM enrolment_year y WHERE y.case_number = e.case_number AND ${inside('y.village')}))`;

/**
 * The cases of these persons that lie in an area, or have a year there, those that they applied for first. Somebody unknown and somebody from elsewhere are asked
 * for alike.
 */
export function casesOfPersons(
  reader: Reader,
  { persons, area }: { readonly persons: readonly PersonId[]; readonly area: string },
): readonly CaseOfPerson[] {
  return reader.all(
    `SELECT person_id, enrolment_id, case_number, programme FROM
       (${OF_PERSONS('person_id')} UNION ALL ${OF_PERSONS('second_person_id')} UNION ALL ${OF_PERSONS('payee_id')}) ORDER BY role, case_number, person_id`,
    { persons: JSON.stringify(persons), area },
  );
}

function fileOf(reader: Reader, sql: string, values: Readonly<Record<string, string>>): readonly EnrolmentFile[] {
  return reader
    .all<Omit<EnrolmentFile, 'years'>>(sql, values)
    .map((row) => ({ ...row, years: reader.all<EnrolmentYearRow>(YEARS, { caseNumber: row.case_number }) }));
}

/** Everybody in whose name money may be paid, each once, in no particular order. */
export function* personsEnrolled(reader: Reader): Generator<PersonId> {
  const ids = `SELECT person_id FROM enrolment UNION SELECT second_person_id FROM enrolment WHERE second_person_id IS NOT NULL
    UNION SELECT payee_id FROM enrolment WHERE payee_id IS NOT NULL`;
  for (const [id] of reader.rows(ids)) yield id as PersonId;
}
