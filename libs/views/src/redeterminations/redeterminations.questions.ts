import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { CaseDecision, EnrolmentId, PersonCause, RunState } from '@fenming/subsidy';
import { where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

export type RedeterminationRun = {
  readonly programme: ProgrammeId;
  readonly run: number;
  readonly state: RunState;
  readonly looked: number;
  readonly unchanged: number;
  readonly raised: number;
  readonly raised_fen: Fen;
  /** Cases that a person decides, and how many of them have not been decided yet. */
  readonly for_person: number;
  readonly waiting: number;
  readonly failed: number;
  readonly hash: string;
  readonly proposer: string | null;
  readonly approver: string | null;
  readonly computed_at: string;
};
export type ChangedCaseListed = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly village: AreaCode;
  readonly year: number;
  readonly was_fen: Fen;
  readonly becomes_fen: Fen;
  readonly cause: PersonCause | null;
  readonly proposed: CaseDecision | null;
  readonly proposed_by: string | null;
  readonly decision: CaseDecision | null;
  readonly document_no: string | null;
  readonly reason: string | null;
};

const RUNS = `SELECT r.programme, r.run, r.state, r.looked, r.unchanged, r.raised, r.raised_fen, r.for_person, r.failed, r.listed AS hash, r.proposer,
    r.approver, r.computed_at,
    (SELECT count(*) FROM changed_case c WHERE c.programme = r.programme AND c.cause IS NOT NULL AND c.decision IS NULL) AS waiting
  FROM redetermination r`;

/** The last run of each programme whose rules have changed. */
export function redeterminations(reader: Reader): readonly RedeterminationRun[] {
  return reader.all<RedeterminationRun>(`${RUNS} ORDER BY r.programme`);
}

export function redetermination(reader: Reader, programme: ProgrammeId): RedeterminationRun | undefined {
  return reader.all<RedeterminationRun>(`${RUNS} WHERE r.programme = @programme`, { programme })[0];
}

export type ChangedFilter = { readonly programme: ProgrammeId; readonly waiting?: boolean };

const CONDITIONS = {
  programme: 'programme = @programme',
  onlyWaiting: 'cause IS NOT NULL AND decision IS NULL AND @onlyWaiting = 1',
  afterYear: '(village, case_number, year) > (@afterVillage, @afterCase, @afterYear)',
};

/** The cases that the last run of a programme would change, by village, case and year. Throws ForeignCursor. */
export function changedCases(
  reader: Reader,
  { programme, waiting, cursor, limit }: ChangedFilter & { readonly limit: number; readonly cursor?: string },
): Page<ChangedCaseListed> {
  const list = { name: 'changed-cases', by: { programme, waiting: waiting === true ? 1 : 0 } };
  const [afterVillage, afterCase, afterYear] = keyIn(list, cursor) ?? [];
  const asked = { programme, onlyWaiting: waiting === true ? 1 : undefined, afterVillage, afterCase, afterYear };
  const { where: condition, values } = where(CONDITIONS, { ...asked, limit: limit + 1 });
  const rows = reader.all<ChangedCaseListed>(
    `SELECT enrolment_id, case_number, village, year, was_fen, becomes_fen, cause, proposed, proposed_by, decision, document_no, reason
     FROM changed_case ${condition} ORDER BY village, case_number, year LIMIT @limit`,
    values,
  );
  return pageOf(list, rows, limit, ({ village, case_number, year }) => [village, case_number, year]);
}

export type DeterminedCase = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly village: AreaCode;
  readonly year: number;
};

/** The determined years of a programme's cases after a place in the order of case number and year, at most so many. */
export function determinedCases(
  reader: Reader,
  { programme, after, limit }: { readonly programme: ProgrammeId; readonly after?: DeterminedCase; readonly limit: number },
): readonly DeterminedCase[] {
  return reader.all<DeterminedCase>(
    `SELECT e.enrolment_id, d.case_number, d.village, d.year
     FROM entitlement d JOIN enrolment e ON e.case_number = d.case_number
     WHERE d.programme = @programme AND (d.case_number, d.year) > (@caseNumber, @year)
     ORDER BY d.case_number, d.year LIMIT @limit`,
    { programme, caseNumber: after?.case_number ?? '', year: after?.year ?? 0, limit },
  );
}

/** Whether anybody's year of a programme has been determined. */
export function anyDetermined(
  reader: Reader,
  { programme, year }: { readonly programme: ProgrammeId; readonly year: number },
): boolean {
  const row = reader.all('SELECT 1 FROM entitlement WHERE programme = @programme AND year = @year LIMIT 1', { programme, year });
  return row.length > 0;
}
