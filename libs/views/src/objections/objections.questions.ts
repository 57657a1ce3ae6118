import type { Level, ObjectionState } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

export type Objection = {
  readonly objection_id: string;
  readonly case_number: string;
  readonly year: number;
  readonly level: Level;
  readonly kind: string;
  readonly channel: string;
  readonly state: ObjectionState;
  readonly reason: string | null;
  readonly raised_at: string;
  readonly resolved_at: string | null;
};

const COLUMNS = 'objection_id, case_number, year, level, kind, channel, state, reason, raised_at, resolved_at';

/** The objections against one enrolment in the order in which they were raised. */
export function objections(reader: Reader, caseNumber: string): readonly Objection[] {
  return reader.all<Objection>(`SELECT ${COLUMNS} FROM objection WHERE case_number = @caseNumber ORDER BY seq`, { caseNumber });
}

/** One objection by its id. */
export function objection(reader: Reader, objectionId: string): Objection | undefined {
  return reader.first<Objection>(`SELECT ${COLUMNS} FROM objection WHERE objection_id = @objectionId`, { objectionId });
}
