import { speakIn } from '@fenming/language';
import {
  after,
  ARREARS_INSTRUCTED,
  ARREARS_MONEY,
  BATCH,
  CONFIRMED,
  died,
  ENTITLEMENT,
  FUNDING,
  happened,
  INSTRUCTED,
  line,
  RAISED,
  rateLine,
  returned,
  SECOND_BATCH,
  SETTLED,
  withArrears,
  type Happening,
} from './case-status.fixture';

const PAID = [...CONFIRMED, INSTRUCTED, SETTLED];
const OWED_MORE = [...PAID, RAISED];
const ARRIVED = `2023-06-02 已到账 960.00 元，批次 ${BATCH}。`;
const LOCKED = { batchOf: () => ({ state: 'locked', paused: false }) as const };

describe('the money of a year that is paid in more than one line', () => {
  it('arrived on its own day each, in its own account, and the arrears are called so', () => {
    const settled = happened('2023-09-02', 'PaymentSettled', ARREARS_MONEY);
    const { code, sentence } = after([...OWED_MORE, ARREARS_INSTRUCTED, settled], {
      ...withArrears('settled'),
      accountTailOf: ({ batch_id }) => (batch_id === BATCH ? '1111' : '2222'),
    });
    expect(code).toBe('settled');
    expect(sentence).toBe(
      `2023-06-02 已到账 960.00 元（账户尾号 1111），批次 ${BATCH}。2023-09-02 已到账补差 60.00 元（账户尾号 2222），批次 ${SECOND_BATCH}。`,
    );
  });

  it('keeps the day of what arrived when the arrears came back, and asks for them once', () => {
    const cameBack = happened('2023-09-02', 'PaymentReturned', { ...ARREARS_MONEY, reason: 'CLOSED' });
    const { code, sentence } = after([...OWED_MORE, ARREARS_INSTRUCTED, cameBack], withArrears('returned', 'CLOSED'));
    expect(code).toBe('returned');
    expect(sentence).toBe(
      `${ARRIVED}补差 60.00 元被银行退回：账户已销户。下一步：本人提供新账户，乡镇更正，之后由财政经办列入下一批次补发。`,
    );
  });

  it('says that the arrears are to be listed until they are, and then on which list they stand', () => {
    expect(after(OWED_MORE, line('settled')).sentence).toBe(`${ARRIVED}此后核定为 1,020.00 元，补差 60.00 元，待列入下一批次。`);
    const listed = after(OWED_MORE, { ...withArrears('locked'), ...LOCKED });
    expect(listed).toEqual({
      code: 'in_batch',
      sentence: `${ARRIVED}已列入批次 ${SECOND_BATCH}，补差 60.00 元，批次已锁定。`,
    });
  });

  it('pays what came back at the amount that is due now', () => {
    const { sentence } = after([...CONFIRMED, INSTRUCTED, returned('CLOSED'), RAISED], line('returned', 'CLOSED'));
    expect(sentence).toMatch(/列入下一批次补发。此后核定为 1,020.00 元，下一批次按 1,020.00 元发放。$/);
  });

  it('says so in English', () => {
    const { sentence } = speakIn('en', () => after(OWED_MORE, { ...withArrears('locked'), ...LOCKED }));
    expect(sentence).toBe(
      `960.00 yuan arrived on 2023-06-02, batch ${BATCH}. Listed in batch ${SECOND_BATCH} with 60.00 yuan of arrears, the batch is “locked”.`,
    );
  });
});

const anew = (number: number, months: number, excess: 'recover' | 'leave' | 'undecided'): Happening =>
  happened('2023-06-20', 'EntitlementDetermined', {
    year: 2023,
    entitlement: ENTITLEMENT,
    number,
    cause: 'death',
    amountFen: String(8_000 * months),
    funding: FUNDING,
    lines: [rateLine(months)],
    texts: [],
    outcomes: [],
    factsAt: 0,
    inputHash: `h${number}`,
    excess,
  });
const lowered = (excess: 'recover' | 'leave' | 'undecided'): Happening => anew(2, 6, excess);
const recovery = { recoveryId: 'r1', year: 2023, amountFen: '48000' };
const CLAIMED = happened('2023-06-20', 'RecoveryOpened', { ...recovery, entitlement: ENTITLEMENT, reason: 'death' });
const PAID_BACK = happened('2023-07-10', 'RecoveryReceived', { ...recovery, documentNo: '收据1' });
const WITHDRAWN = happened('2023-08-01', 'ExitWithdrawn', { reason: 'death', year: 2023, documentNo: '示例1', note: '同名' });
const AGAIN = anew(3, 12, 'undecided');

describe('the money of somebody who has died', () => {
  it('tells what had arrived beside what is on its way', () => {
    const { sentence } = after([...OWED_MORE, ARREARS_INSTRUCTED, died('2023-09-01')], {
      ...withArrears('instructed'),
      batchOf: () => ({ state: 'file_issued', paused: false }),
    });
    expect(sentence).toContain('2023 年度应发 1,020.00 元，已到账 960.00 元，正在发放补差 60.00 元，等银行回盘。');
  });

  it('tells what is still due beside what had arrived', () => {
    const { sentence } = after([...OWED_MORE, died('2023-09-01')], line('settled'));
    expect(sentence).toContain('应发 1,020.00 元，已到账 960.00 元，还有 60.00 元没有发放，待确定收款人。');
  });

  it.each([
    ['undecided', '多发 480.00 元，是否追回还没有决定。'],
    ['leave', '多发 480.00 元，按规定不追回。'],
  ] as const)('calls nothing recovered that nobody has claimed (%s)', (excess, said) => {
    const { sentence } = after([...PAID, lowered(excess), died('2023-06-10')], line('settled'));
    expect(sentence).toContain(`应发 480.00 元，已到账 960.00 元，${said}`);
    expect(sentence).not.toContain('已追回');
  });
});

describe('the money of somebody whose death never was', () => {
  const BACK = [...PAID, died('2023-06-10'), lowered('recover'), CLAIMED, PAID_BACK, WITHDRAWN, AGAIN];

  it('tells what arrived, what of it was paid back, and that it is due again', () => {
    expect(after(BACK, line('settled'))).toEqual({
      code: 'settled',
      sentence: `${ARRIVED}已追回 480.00 元。此后核定为 960.00 元，补差 480.00 元，待列入下一批次。`,
    });
  });

  it('tells also whoever was turned down or is objected to what had arrived', () => {
    const raised = happened('2023-09-05', 'ObjectionRaised', {
      objectionId: 'o1',
      year: 2023,
      level: 'county',
      kind: 'amount_wrong',
      channel: 'desk',
    });
    const upheld = happened('2023-09-08', 'ObjectionUpheld', { objectionId: 'o1', year: 2023, reason: '不在本村' });
    expect(after([...PAID, raised], line('settled')).sentence).toMatch(/不再往下办。已到账 960.00 元。$/);
    const refused = after([...PAID, raised, upheld], line('settled'));
    expect(refused.sentence).toBe('2023-09-08 异议成立，不予确认。理由：不在本村。已到账 960.00 元。');
    expect(after([...PAID, raised, upheld], { ...line('settled'), seesMoney: false }).sentence).not.toContain('元');
  });
});
