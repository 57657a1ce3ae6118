import { say } from '@fenming/language';
import { parseYuan } from '@fenming/money';
import { FIRST_YEAR } from '../county/demo-county';
import { stepKey, type Desk } from './desk';
import { enrolmentsOf } from './enrolments';

type EnrolmentFile = {
  readonly recoveries: readonly { readonly recovery_id: string; readonly amount_fen: number; readonly received_fen: number }[];
};

/** The family pays the half year back to county finance. */
export const receiveRecovery = async (desk: Desk): Promise<void> => {
  const { died } = desk.county.story;
  const enrolment = (await enrolmentsOf(desk, [died])).get(died);
  if (enrolment === undefined) return;
  const { recoveries } = await desk.staff.maker.get<EnrolmentFile>(`/enrolments/${enrolment.enrolment_id}`);
  const [recovery] = recoveries;
  if (recovery?.amount_fen !== parseYuan('480'))
    throw new Error(say('六月死亡一案应追回 480.00 元', '480.00 yuan should be recovered for the death in June'));
  await desk.staff.maker.post(
    '/recoveries',
    {
      enrolment_id: enrolment.enrolment_id,
      recovery_id: recovery.recovery_id,
      amount_fen: recovery.amount_fen,
      document_no: '县财政非税〔2024〕0017号',
    },
    { key: stepKey(desk, FIRST_YEAR, 'recovery') },
  );
};
