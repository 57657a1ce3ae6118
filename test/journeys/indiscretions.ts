import type { Citizen } from './citizens';
import { freshKey, type Answer, type Seat } from './seat';

/** What was put where it does not belong, the status of the answer, and the request. */
export type Indiscretion = readonly [what: string, status: number, ask: () => Promise<Answer>];
type Seats = Readonly<Record<'operator' | 'village' | 'township' | 'health' | 'maker' | 'approver' | 'bank', Seat>>;

const NOBODY = '00000000-0000-4000-8000-000000000000';
const RURAL = { programme: 'RURAL_REWARD', year: 2024 };

/** Somebody's id and account, put into every place of a request that is no place for them. */
export const indiscretionsWith = (somebody: Citizen, seats: Seats): readonly Indiscretion[] => [
  ...inThePath(somebody, seats),
  ...inTheBody(somebody, seats),
  ...inFreeText(somebody, seats),
  ...inFilesAndHeaders(somebody, seats),
];

const inThePath = ({ id, account }: Citizen, { operator, health }: Seats): readonly Indiscretion[] => [
  ['an id in the path', 400, () => health.get(`/enrolments/${id}`)],
  ['an account in the path', 400, () => health.get(`/batches/${account}/payments`)],
  ['an id in the path of a page', 400, () => operator.ask('GET', `/batches/${id}`)],
  ['an id in the path of a money request', 400, () => operator.post(`/batches/${id}/submit`, { roster_hash: '0'.repeat(64) })],
  ['an id in a query', 400, () => health.get(`/enrolments?area=${id}&citizen_id=${id}`)],
  ['an id as the name of a filter', 400, () => health.get(`/enrolments?${id}=1`)],
  ['an id as a cursor', 400, () => health.get(`/enrolments?cursor=${id}`)],
];

const inTheBody = ({ id, account, name }: Citizen, { operator, village, township, health }: Seats): readonly Indiscretion[] => {
  const json = { 'content-type': 'application/json' };
  const asking = (who: object) => () => village.post('/eligibility/queries', { ...RURAL, ...who });
  const correcting = (to: string) => () => township.post('/account-corrections', { enrolment_id: NOBODY, account: to });
  return [
    ['an id in broken JSON', 400, () => health.ask('POST', '/api/v1/deaths', { body: `{"${id}`, headers: json })],
    ['an id as the name of a field', 400, () => health.post('/deaths', { [id]: name })],
    ['an id as the name of a field in a list', 400, () => operator.post('/county/areas', { areas: [{ [id]: 1 }] })],
    ['an id as a case number', 404, asking({ case_number: id })],
    ['an id that is wrong by one digit', 400, asking({ citizen_id: `${id.slice(0, 17)}?` })],
    ['an id of nobody', 200, asking({ citizen_id: id })],
    ['an account that is none', 400, correcting(`${account}O`)],
    ['an account for nobody', 404, correcting(account)],
    ['an id and an account as a login', 401, () => operator.as(undefined).post('/sessions', { actor: id, password: account })],
  ];
};

const inFreeText = (
  { id, account, name }: Citizen,
  { operator, village, health, maker, approver }: Seats,
): readonly Indiscretion[] => {
  const reason = `${name} ${id} 已故`;
  const rejection = { level: 'village', year: 2024, enrolment_id: NOBODY, reason };
  const death = { enrolment_id: NOBODY, died_on: '2024-01-01', document_no: '1号', source: id };
  const document = { ...RURAL, layer: 'county', amount_fen: 1, document_no: id, arrived_on: '2024-01-01' };
  const actor = { id: `u${id.slice(0, 17)}`, title: '甲', role: 'bank', area: '991001', kind: 'service' };
  const batch = 'RURAL_REWARD-2024-991001-2';
  const form = { body: new URLSearchParams({ reason: `户名不符 ${account}` }) };
  return [
    ['an id in a reason', 400, () => village.post('/rejections', rejection)],
    ['an id in the reason for a batch to go back', 400, () => approver.post(`/batches/${batch}/send-back`, { reason })],
    ['an account in the same reason on a page', 400, () => approver.ask('POST', `/batches/${batch}/send-back`, form)],
    ['an id as the source of a death', 400, () => health.post('/deaths', death)],
    ['an id as the number of a document', 400, () => maker.post('/appropriations', document)],
    ['an id as the name of an account', 400, () => operator.post('/actors', { actors: [actor] })],
  ];
};

const inFilesAndHeaders = ({ id, account }: Citizen, { township, health, bank }: Seats): readonly Indiscretion[] => {
  const roster = (programme: string) => () =>
    health.upload('/imports', { fields: { programme, year: '2024' }, bytes: Buffer.from(id) });
  const correction = JSON.stringify({ enrolment_id: NOBODY, account });
  const headers = { 'content-type': 'application/json', 'idempotency-key': freshKey(), 'x-request-id': id };
  return [
    ['an id as a programme', 404, roster(id)],
    ['an id instead of a roster', 422, roster(RURAL.programme)],
    ['an id as a batch', 404, () => bank.upload('/bank-returns', { fields: { batch_id: id }, bytes: Buffer.from(account) })],
    ['an id as a request id', 404, () => township.ask('POST', '/api/v1/account-corrections', { body: correction, headers })],
    ['an id as an Idempotency-Key', 403, () => health.post('/batches', RURAL, id)],
  ];
};
