import type { Seat } from './seat';

/** What is answered to "why?" about one programme; as a list it tells all of them. */
export const whyAll = async <Answer>(seat: Seat, question: object): Promise<readonly Answer[]> =>
  (await seat.act<{ readonly data: readonly Answer[] }>('/eligibility/queries', question)).data;

type Question = {
  readonly programme: string;
  readonly year: number;
  readonly case_number?: string;
  readonly citizen_id?: string;
};
export const whyOne = async <Answer>(seat: Seat, question: Question): Promise<Answer> => {
  const [answer, ...others] = await whyAll<Answer>(seat, question);
  if (answer === undefined || others.length > 0) throw new Error(`${others.length + 1} answers about ${question.programme}`);
  return answer;
};
