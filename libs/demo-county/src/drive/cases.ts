import type { AreaCode } from '@fenming/citizen';
import type { Applicant } from '../county/applicants';
import { FIRST_YEAR } from '../county/demo-county';
import { stepKey, type Desk } from './desk';
import { enrolmentsOf, type ListedEnrolment } from './enrolments';
import type { Level } from './confirming';
import { signSecond } from './second-signature';

type Objection = {
  readonly applicant: Applicant;
  readonly year: number;
  readonly level: Level;
  readonly kind: 'should_not_receive' | 'amount_wrong';
  readonly name: string;
};

export const enrolmentOf = async (desk: Desk, applicant: Applicant): Promise<ListedEnrolment> => {
  const found = (await enrolmentsOf(desk, [applicant])).get(applicant);
  if (found === undefined) throw new Error('not enrolled');
  return found;
};

const officialOf = ({ staff }: Desk, level: Level, village: AreaCode) =>
  ({ village: staff.clerkOf(village), township: staff.officerOf(village), county: staff.health })[level];

/** The key makes the objection's id the same each time, so that a run that was cut off finds it again. */
export const raise = async (
  desk: Desk,
  { applicant, year, level, kind, name }: Objection,
): Promise<{ readonly objection_id: string; readonly enrolment: ListedEnrolment }> => {
  const enrolment = await enrolmentOf(desk, applicant);
  const objection = {
    enrolment_id: enrolment.enrolment_id,
    year,
    level,
    kind,
    channel: 'phone',
  };
  const { objection_id } = await officialOf(desk, level, enrolment.village).post<{ readonly objection_id: string }>(
    '/objections',
    objection,
    {
      key: stepKey(desk, year, 'objection', name),
    },
  );
  return { objection_id, enrolment };
};

export const raiseObjection = async (desk: Desk, objection: Objection): Promise<void> => {
  await raise(desk, objection);
};

/** Investigated by the next level, because nobody judges an objection to one’s own confirmation. */
export const resolveObjection = async (desk: Desk, objection: Objection, outcome: 'upheld' | 'dismissed'): Promise<void> => {
  const { objection_id, enrolment } = await raise(desk, objection);
  const investigator = objection.level === 'village' ? desk.staff.officerOf(enrolment.village) : desk.staff.health;
  const reason = outcome === 'upheld' ? '入户核查属实：再婚后子女数已不符合条件' : '入户核查不属实：家庭子女情况与申报一致';
  await investigator.post(
    `/objections/${objection_id}/resolution`,
    { enrolment_id: enrolment.enrolment_id, outcome, reason },
    { key: stepKey(desk, FIRST_YEAR, 'resolution', objection.name) },
  );
};

const SHOULD_NOT_RECEIVE = { year: FIRST_YEAR, kind: 'should_not_receive' } as const;
export const objectedAtVillage = ({ county }: Desk): Objection => ({
  applicant: county.story.objected,
  ...SHOULD_NOT_RECEIVE,
  level: 'village',
  name: 'remarried',
});
export const objectedAtTownship = ({ county }: Desk): Objection => ({
  applicant: county.story.slandered,
  ...SHOULD_NOT_RECEIVE,
  level: 'township',
  name: 'slandered',
});

/** New accounts for the payments that came back; a card that was merely not activated keeps its own. */
export const correctAccounts = async (desk: Desk): Promise<void> => {
  const troubles = desk.county.story.troubles.filter(({ newAccount }) => newAccount !== undefined);
  const enrolments = await enrolmentsOf(
    desk,
    troubles.map(({ applicant }) => applicant),
  );
  for (const { applicant, newAccount } of troubles) {
    const enrolment = enrolments.get(applicant);
    if (enrolment === undefined) continue;
    const key = stepKey(desk, FIRST_YEAR, 'account', enrolment.case_number);
    await desk.staff
      .officerOf(enrolment.village)
      .post('/account-corrections', { enrolment_id: enrolment.enrolment_id, account: newAccount }, { key });
  }
};

export const DIED_ON = '2023-06-11';
const CREMATED = '示例民政〔2024〕2号';
/** Learnt in January 2024 from the crematoria's list: the half year paid after the death has to come back. */
export const proposeDeath = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.died);
  const death = { enrolment_id, died_on: DIED_ON, document_no: CREMATED, source: '民政部门火化名单比对' };
  await desk.staff.health.post('/deaths', death, { key: stepKey(desk, FIRST_YEAR, 'death') });
};
export const confirmDeath = async (desk: Desk): Promise<void> => {
  const { enrolment_id } = await enrolmentOf(desk, desk.county.story.died);
  const waiting = { enrolment_id, document_no: CREMATED, where: 'death', path: '/deaths/confirmation' } as const;
  await signSecond(desk, waiting, stepKey(desk, FIRST_YEAR, 'death-confirmed'));
};
