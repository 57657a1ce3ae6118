import { say } from '@fenming/language';
import type { Applicant } from '../county/applicants';
import { enrolmentOf } from './cases';
import { stepKey, type Desk } from './desk';

/** What a document says of an applicant, in the words of a roster. `since`: from that day on; without it, it always was so. */
export type Stated = {
  readonly name: string;
  readonly applicant: Applicant;
  readonly fact: string;
  readonly value: string;
  readonly since?: string;
  readonly document_no: string;
  readonly reason: string;
};
type FactsOfCase = {
  readonly statements: readonly {
    readonly statement: string;
    readonly document_no: string;
    readonly state: string;
    readonly basis: string | null;
  }[];
};

/** The township states it. */
export const state = async (desk: Desk, { name, applicant, ...said }: Stated): Promise<void> => {
  const { enrolment_id, village } = await enrolmentOf(desk, applicant);
  const key = stepKey(desk, 'statement', name);
  await desk.staff.officerOf(village).post('/statements', { enrolment_id, ...said }, { key });
};

/** The statement as the case tells it. */
export const statedIn = async (
  desk: Desk,
  { applicant, document_no }: Stated,
): Promise<{
  readonly enrolment_id: string;
  readonly statement: string;
  readonly state: string;
  readonly basis: string | null;
}> => {
  const { enrolment_id } = await enrolmentOf(desk, applicant);
  const { statements } = await desk.staff.reviewer.get<FactsOfCase>(`/enrolments/${enrolment_id}/facts`);
  const found = statements.find((each) => each.document_no === document_no);
  if (found === undefined) throw new Error(say(`没有找到材料 ${document_no}`, `There is no statement by ${document_no}`));
  return { enrolment_id, ...found };
};

/** The second person of the health commission accepts it, and it counts. */
export const accept = async (desk: Desk, stated: Stated): Promise<void> => {
  const { enrolment_id, statement, state: stands, basis } = await statedIn(desk, stated);
  if (stands === 'accepted') return;
  const key = stepKey(desk, 'acceptance', stated.name);
  await desk.staff.reviewer.post(`/statements/${statement}/acceptance`, { enrolment_id, basis }, { key });
};
