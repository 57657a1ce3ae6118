import type { Hall } from './hall';
import type { Answer, Seat } from './seat';

/** Where nothing waits, nothing was shown either. */
const NOTHING = '0'.repeat(64);
type Shown = { readonly basis: string | null };

const shown = async (seat: Seat, path: string): Promise<string> => {
  const answer = await seat.get(path);
  return answer.status === 200 ? (answer.json<Shown>().basis ?? NOTHING) : NOTHING;
};
type Signing = { readonly enrolment_id: string; readonly document_no: string };
type By = { readonly by?: string; readonly basis?: string };
const SECOND = 'health-2';

/** The second person looks at what waits, and signs that. */
export const confirmExit = async (hall: Hall, said: Signing, { by = SECOND, basis }: By = {}): Promise<Answer> => {
  const seen = basis ?? (await shown(hall.seat('health'), `/enrolments/${said.enrolment_id}/exit`));
  return hall.seat(by).post('/exits/confirmation', { ...said, basis: seen });
};
export const confirmTransfer = async (hall: Hall, said: Signing, { by = SECOND, basis }: By = {}): Promise<Answer> => {
  const seen = basis ?? (await shown(hall.seat('health'), `/enrolments/${said.enrolment_id}/transfer`));
  return hall.seat(by).post('/transfers/confirmation', { ...said, basis: seen });
};
export const confirmPaidElsewhere = async (hall: Hall, said: Signing, { by = SECOND, basis }: By = {}): Promise<Answer> => {
  const seen = basis ?? (await shown(hall.seat('health'), `/enrolments/${said.enrolment_id}/paid-elsewhere`));
  return hall.seat(by).post('/paid-elsewhere/confirmation', { ...said, basis: seen });
};
/** A death, or the withdrawal of one. */
export const confirmDeath = async (hall: Hall, said: Signing, { by = SECOND, basis }: By = {}): Promise<Answer> => {
  const seen = basis ?? (await shown(hall.seat('health'), `/enrolments/${said.enrolment_id}/death`));
  return hall.seat(by).post('/deaths/confirmation', { ...said, basis: seen });
};
/** Said by one person of the health commission and signed by another. */
export const die = async (hall: Hall, enrolment_id: string | undefined, died_on: string): Promise<void> => {
  if (enrolment_id === undefined) throw new Error('nobody is enrolled');
  const document_no = `医死证〔${died_on.slice(0, 4)}〕${enrolment_id.slice(0, 6)}号`;
  await hall.seat('health').act('/deaths', { enrolment_id, died_on, document_no, source: '民政火化名单比对' });
  const answer = await confirmDeath(hall, { enrolment_id, document_no });
  if (answer.status !== 200) throw new Error(`a death was not confirmed: ${answer.text}`);
};
export const confirmIdentity = async (
  hall: Hall,
  { who = 'applicant', ...said }: Signing & { readonly who?: string },
  { by = SECOND, basis }: By = {},
): Promise<Answer> => {
  const { data } = await hall
    .seat('health')
    .read<{ data: readonly ({ who: string } & Shown)[] }>(`/enrolments/${said.enrolment_id}/identities`);
  const seen = basis ?? data.find((one) => one.who === who)?.basis ?? NOTHING;
  return hall.seat(by).post('/identities/confirmation', { ...said, who, basis: seen });
};

type Waiting = { readonly statements: readonly ({ statement: string } & Shown)[] };
export const acceptStatement = async (
  seat: Seat,
  { enrolment_id, statement }: { readonly enrolment_id: string; readonly statement: string },
  basis?: string,
): Promise<Answer> => {
  const { statements } = await seat.read<Waiting>(`/enrolments/${enrolment_id}/facts`);
  const seen = basis ?? statements.find((one) => one.statement === statement)?.basis ?? NOTHING;
  return seat.post(`/statements/${statement}/acceptance`, { enrolment_id, basis: seen });
};
