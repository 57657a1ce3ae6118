import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId, LeadAbout, LeadState, PersonId } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import { keyIn, pageOf, type Page } from '../engine/page';
import type { Reader } from '../engine/reader';

export type LeadListed = {
  readonly lead_id: string;
  readonly case_number: string;
  readonly number: number;
  readonly enrolment_id: EnrolmentId;
  readonly person_id: PersonId;
  readonly programme: ProgrammeId;
  readonly village: AreaCode;
  readonly source: string;
  readonly about: LeadAbout;
  readonly fact: string;
  readonly title: string;
  readonly state: LeadState;
  readonly statement_id: string | null;
  readonly reason: string | null;
  readonly ended_by: string | null;
  readonly opened_at: string;
};
/** `hidden`: programmes that whoever asks may not see. */
export type LeadFilter = {
  readonly area: AreaCode;
  readonly hidden: readonly ProgrammeId[];
  readonly state: LeadState;
  readonly programme?: ProgrammeId | undefined;
  readonly source?: string | undefined;
  readonly caseNumber?: string | undefined;
};

const LEADS = `SELECT l.lead_id, l.case_number, l.number, e.enrolment_id, e.person_id, l.programme, e.village, l.source, l.about, l.fact, l.title,
    l.state, l.statement_id, l.reason, l.ended_by, l.opened_at
  FROM lead l JOIN enrolment e ON e.case_number = l.case_number`;
const CONDITIONS = {
  area: inside('e.village'),
  state: 'l.state = @state',
  hidden: 'l.programme NOT IN (SELECT value FROM json_each(@hidden))',
  programme: 'l.programme = @programme',
  source: 'l.source = @source',
  caseNumber: 'l.case_number = @caseNumber',
  afterCase: '(l.case_number, l.number) > (@afterCase, @afterNumber)',
};

/** The leads of an area in one state, by case and number. Throws ForeignCursor. */
export function leads(
  reader: Reader,
  { hidden, limit, cursor, ...asked }: LeadFilter & { readonly limit: number; readonly cursor?: string | undefined },
): Page<LeadListed> {
  const list = { name: 'leads', by: asked };
  const [afterCase, afterNumber] = keyIn(list, cursor) ?? [];
  const given = { ...asked, hidden: JSON.stringify(hidden), afterCase, afterNumber, limit: limit + 1 };
  const { where: condition, values } = where(CONDITIONS, given);
  const rows = reader.all<LeadListed>(`${LEADS} ${condition} ORDER BY l.case_number, l.number LIMIT @limit`, values);
  return pageOf(list, rows, limit, ({ case_number, number }) => [case_number, number]);
}

export function leadKnown(reader: Reader, id: string): LeadListed | undefined {
  return reader.all<LeadListed>(`${LEADS} WHERE l.lead_id = @id`, { id })[0];
}
