import type { Desk } from './desk';
import { SECOND_YEAR } from '../county/demo-county';
import { enrolmentOf, raise } from './cases';
import { stepKey } from './desk';
import { signSecond } from './second-signature';
import { accept, state, statedIn, type Stated } from './statements';

const underpaid = ({ county }: Desk) =>
  ({
    applicant: county.story.secondYear.underpaid,
    year: SECOND_YEAR,
    level: 'county',
    kind: 'amount_wrong',
    name: 'underpaid',
  }) as const;
const bothByFinance = ({ county }: Desk): Stated => ({
  name: 'both-by-finance',
  applicant: county.story.secondYear.underpaid,
  fact: 'spousePayer',
  value: '财政',
  document_no: '示例计生〔2024〕6号',
  reason: '配偶没有用人单位，名单填写有误',
});

/** The family reads the county's notice: 240.00 instead of 480.00. */
export const objectToAmount = async (desk: Desk): Promise<void> => {
  await raise(desk, underpaid(desk));
};
export const stateBothByFinance = (desk: Desk): Promise<void> => state(desk, bothByFinance(desk));
/** The objection was right: it ends by the statement, and no confirmation is undone. */
export const remedyAmount = async (desk: Desk): Promise<void> => {
  const stated = bothByFinance(desk);
  await accept(desk, stated);
  const { objection_id, enrolment } = await raise(desk, underpaid(desk));
  const { statement } = await statedIn(desk, stated);
  const { enrolment_id } = enrolment;
  await desk.staff.reviewer.post(
    `/objections/${objection_id}/resolution`,
    { enrolment_id, outcome: 'remedied', statement, reason: '入户核实：父母双方均由财政发放' },
    { key: stepKey(desk, SECOND_YEAR, 'resolution', 'underpaid') },
  );
};

export const MISTAKEN_FOR_DEAD_ON = '2024-02-18';
const CREMATED = '示例民政〔2024〕11号';
/** Nobody died: the crematoria's list names somebody else of the same name. */
export const proposeMistakenDeath = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.secondYear.mistaken);
  const death = { enrolment_id, died_on: MISTAKEN_FOR_DEAD_ON, document_no: CREMATED, source: '民政部门火化名单比对' };
  await desk.staff.health.post('/deaths', death, { key: stepKey(desk, SECOND_YEAR, 'death') });
};
export const confirmMistakenDeath = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.secondYear.mistaken);
  const waiting = { enrolment_id, document_no: CREMATED, where: 'death', path: '/deaths/confirmation' } as const;
  await signSecond(desk, waiting, stepKey(desk, SECOND_YEAR, 'death-confirmed'));
};
const STILL_ALIVE = '示例卫健〔2024〕9号';
export const proposeDeathWithdrawal = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.secondYear.mistaken);
  const withdrawal = { enrolment_id, document_no: STILL_ALIVE, reason: '火化名单中是同名的另一人，本人健在' };
  await desk.staff.health.post('/deaths/withdrawals', withdrawal, { key: stepKey(desk, SECOND_YEAR, 'withdrawal') });
};
export const confirmDeathWithdrawal = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.secondYear.mistaken);
  const waiting = { enrolment_id, document_no: STILL_ALIVE, where: 'death', path: '/deaths/confirmation' } as const;
  await signSecond(desk, waiting, stepKey(desk, SECOND_YEAR, 'withdrawal-confirmed'));
};

const REMOVAL = '示例户迁〔2024〕18号';
/** The township has it from the household registry. */
export const proposeMove = async (desk: Desk): Promise<void> => {
  const { enrolment_id, village } = await enrolmentOf(desk, desk.county.story.secondYear.moved);
  const exit = { enrolment_id, reason: 'moved_out', left_on: '2024-04-10', document_no: REMOVAL, note: '户口迁往外县，全家离开' };
  await desk.staff.officerOf(village).post('/exits', exit, { key: stepKey(desk, SECOND_YEAR, 'exit') });
};
/** January to April are still due, and go to the family's own account: 160.00 instead of 480.00. */
export const confirmMove = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.secondYear.moved);
  const waiting = { enrolment_id, document_no: REMOVAL, where: 'exit', path: '/exits/confirmation' } as const;
  await signSecond(desk, waiting, stepKey(desk, SECOND_YEAR, 'exit-confirmed'));
};

const oneByEmployer = ({ county }: Desk): Stated => ({
  name: 'one-by-employer',
  applicant: county.story.secondYear.changed,
  fact: 'spousePayer',
  value: '用人单位',
  since: '2024-03-15',
  document_no: '示例计生〔2024〕7号',
  reason: '配偶入职，奖励费改由用人单位发放',
});
export const stateNewEmployer = (desk: Desk): Promise<void> => state(desk, oneByEmployer(desk));
/** January to March count two parents, the other months one: 300.00 instead of 480.00. */
export const acceptNewEmployer = (desk: Desk): Promise<void> => accept(desk, oneByEmployer(desk));
