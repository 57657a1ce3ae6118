import type { EnrolmentEvent, Role } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

/** `detail`: the business content of the event, amounts in fen. `effective_on`: the day from which it counts, where that differs. */
export type TimelineEntry = {
  readonly seq: number;
  readonly type: EnrolmentEvent['type'];
  readonly year: number | null;
  readonly at: string;
  readonly effective_on: string | null;
  readonly actor: string;
  readonly role: Role;
  readonly detail: Readonly<Record<string, string | number>>;
};
type Stored = Omit<TimelineEntry, 'detail'> & { readonly detail: string };

/** What happened to one enrolment, oldest first. */
export function timeline(reader: Reader, caseNumber: string): readonly TimelineEntry[] {
  const rows = reader.all<Stored>(
    `SELECT seq, type, year, at, effective_on, actor, role, detail FROM timeline WHERE case_number = @caseNumber ORDER BY seq`,
    { caseNumber },
  );
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as TimelineEntry['detail'] }));
}
