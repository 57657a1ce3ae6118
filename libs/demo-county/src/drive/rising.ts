import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '@fenming/language';
import { fen, type Fen } from '@fenming/money';
import { everyRow, type Api } from '@fenming/api-client';
import { shippedText } from '../catalogue';
import { SECOND_YEAR } from '../county/demo-county';
import { RISE, withRise } from '../county/risen-reward';
import { stepKey, type Desk } from './desk';

const { programme } = RISE;
const REDETERMINATION = `/redeterminations/${programme}`;
type State = 'computed' | 'signed' | 'approved' | 'applied';
type Run = { readonly state: State; readonly hash: string; readonly for_person: number; readonly failed: number };
type Redetermination = { readonly running?: object; readonly last?: Run };
type Version = { readonly programme: string; readonly content_hash: string; readonly document_no: string };

const text = (): string => withRise(shippedText(`${programme}.yaml`));

/** What it would cost is asked first; then the health commission proposes the text under the county's own document. */
export const proposeRise = async (desk: Desk): Promise<void> => {
  const { health } = desk.staff;
  await health.post('/programmes/dry-runs', { text: text(), year: SECOND_YEAR });
  const { document_no, document_date, effective_from } = RISE;
  const proposal = { text: text(), document_no, document_date, effective_from };
  await health.post('/programmes/proposals', proposal, { key: stepKey(desk, 'rise-proposed') });
};

/** Finance adopts it; where it is proposed no more, it has been adopted. */
export const adoptRise = async (desk: Desk): Promise<void> => {
  const { approver } = desk.staff;
  const proposals = await everyRow<Version>(approver, '/programmes/proposals', {});
  const proposed = proposals.find(({ document_no }) => document_no === RISE.document_no);
  if (proposed === undefined) return;
  const { content_hash } = proposed;
  await approver.post(`/programmes/${programme}/adoptions`, { content_hash }, { key: stepKey(desk, 'rise-adopted') });
};

const LOOKS = 6000;
const BETWEEN_LOOKS_MS = 100;
/** The run of a whole county goes on after its request has been answered, also over a restart. */
const ended = async (api: Api, states: readonly State[]): Promise<Run> => {
  for (let look = 0; look < LOOKS; look += 1) {
    const { running, last } = await api.get<Redetermination>(REDETERMINATION);
    if (running === undefined && last !== undefined && states.includes(last.state)) return last;
    await sleep(BETWEEN_LOOKS_MS);
  }
  throw new Error(say('重新核定没有完成', 'The redetermination has not ended'));
};

const sign = async (desk: Desk, api: Api, name: string, { hash }: Run): Promise<void> => {
  await api.post(`${REDETERMINATION}/signatures`, { hash }, { key: stepKey(desk, 'rise-signed', name) });
};

/** One person of the health commission signs the totals. */
export const signRise = async (desk: Desk): Promise<void> => {
  const { health } = desk.staff;
  const run = await ended(health, ['computed', 'signed']);
  if (run.state === 'computed') await sign(desk, health, 'health', run);
};

/** Finance signs them too, and the cases rise. */
export const approveRise = async (desk: Desk): Promise<void> => {
  const { approver } = desk.staff;
  const run = await ended(approver, ['signed', 'approved', 'applied']);
  if (run.state === 'signed') await sign(desk, approver, 'approver', run);
  const { for_person, failed } = await ended(approver, ['applied']);
  if (for_person + failed > 0) throw new Error(say('提标后有对象没有核定', 'Some cases were not determined by the risen rate'));
};

/** 60.00 of July to December for each. */
const HALF_A_YEAR: Fen = fen(6_000);
const THOUSAND_YUAN = 100_000;

/** The county pays the rise alone: whole thousands of yuan, as with the documents before. */
export const receiveRise = async (desk: Desk, arrivedOn: string): Promise<void> => {
  const people = desk.county.story.secondYear.rural.length;
  await desk.staff.maker.post(
    '/appropriations',
    {
      programme,
      year: SECOND_YEAR,
      layer: 'county',
      amount_fen: Math.ceil((people * HALF_A_YEAR) / THOUSAND_YUAN) * THOUSAND_YUAN,
      document_no: `演示县财预〔${SECOND_YEAR}〕50号`,
      arrived_on: arrivedOn,
    },
    { key: stepKey(desk, 'rise-appropriation') },
  );
};
