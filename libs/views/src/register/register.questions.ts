import type { ProgrammeId } from '@fenming/programmes';
import type { PersonId } from '@fenming/subsidy';
import { inside } from '../engine/filter';
import type { Reader } from '../engine/reader';

export type BesidesAsked = {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: string;
  /** The last person of the page before. */
  readonly after?: PersonId;
  readonly limit: number;
};

/** Before every id. */
const FIRST = '';
const PARTY = (role: string): string =>
  `SELECT e.${role} AS person_id FROM enrolment e WHERE e.${role} > @after AND ${inside('e.village')}
     AND EXISTS (SELECT 1 FROM enrolment_year y WHERE y.case_number = e.case_number AND y.year <= @year)
     AND NOT EXISTS (SELECT 1 FROM enrolment o JOIN enrolment_year y ON y.case_number = o.case_number AND y.year = @year
       WHERE o.person_id = e.${role} AND o.programme = @programme)`;
const BESIDES = `${PARTY('person_id')} UNION ${PARTY('second_person_id')} UNION ${PARTY('payee_id')} ORDER BY person_id LIMIT @limit`;

/**
 * Who stands in the county's record, as an applicant, as the other parent or as whoever applied for a child, by a list of this year or of one before it, and did not apply for
 * this programme in this year: each once, page by page, in no order that means anything.
 */
export function personsBesides(reader: Reader, { after, ...asked }: BesidesAsked): readonly PersonId[] {
  return reader
    .all<{ readonly person_id: PersonId }>(BESIDES, { ...asked, after: after === undefined ? FIRST : after })
    .map(({ person_id }) => person_id);
}
