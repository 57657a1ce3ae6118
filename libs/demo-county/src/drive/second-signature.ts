import { hasCode } from '@fenming/api-client';
import type { Desk } from './desk';

/** What one person has said of a case under a document. `where`: under which name the case tells it; `path`: where it is confirmed. */
type Waiting = {
  readonly enrolment_id: string;
  readonly document_no: string;
  readonly where: 'death' | 'exit';
  readonly path: string;
};

/** The second person looks at what waits, and signs that; nothing where a crash came between the signature and the note that it was given. */
export const signSecond = async (desk: Desk, { where, path, ...said }: Waiting, key: string): Promise<void> => {
  const { reviewer } = desk.staff;
  try {
    const { basis } = await reviewer.get<{ readonly basis: string }>(`/enrolments/${said.enrolment_id}/${where}`);
    await reviewer.post(path, { ...said, basis }, { key });
  } catch (error) {
    if (!hasCode(error, 'death_unknown', 'exit_unknown')) throw error;
  }
};
