import { speakIn } from '@fenming/language';
import {
  ACCOUNT,
  after,
  APPLIED,
  BATCH,
  CONFIRMED,
  DETERMINED,
  died,
  EARLY,
  ENTITLEMENT,
  FUNDING,
  happened,
  INSTRUCTED,
  levels,
  line,
  movedOut,
  rateLine,
  returned,
  SETTLED,
  type Happening,
} from './case-status.fixture';

describe('the status of a year', () => {
  it('is that of the year asked, not of a later exit', () => {
    const paidBefore = [...CONFIRMED, INSTRUCTED, SETTLED, died('2024-03-01')];
    expect(after(paidBefore, { ...line('settled'), accountTailOf: () => '1234' })).toEqual({
      code: 'settled',
      sentence: `2023-06-02 已到账 960.00 元（账户尾号 1234），批次 ${BATCH}。`,
    });
  });

  it('says of a year before the exit that what is due waits for a payee', () => {
    const { code, sentence } = after([...CONFIRMED, died('2024-03-01')], { on: '2024-04-01' });
    expect(code).toBe('determined');
    expect(sentence).toBe('2023-03-01 核定 960.00 元，还没有列入批次。自 2024-03-01 起已退出（死亡），应发的待确定收款人。');
  });

  it('says of a year after the exit that the case was left', () => {
    const renewed = happened('2024-01-05', 'EnrolmentRenewed', { year: 2024, importId: 'i2', row: 2, sealedFacts: '' });
    expect(after([...CONFIRMED, renewed, died('2023-11-02')], { year: 2024, on: '2024-04-01' })).toEqual({
      code: 'exited',
      sentence: '自 2023-11-02 起已退出（死亡），其后年度不再享受。',
    });
  });

  it('names the year alone to whoever is told no facts', () => {
    const told = [2022, 2023, 2024].map(
      (year) => after([...CONFIRMED, died('2023-06-10')], { year, on: '2024-04-01', seesFacts: false }).sentence,
    );
    expect(told).toEqual([
      expect.stringMatching(/。2023 年已退出（死亡），应发的待确定收款人。$/),
      '2023 年已退出（死亡）。2023 年度应发 960.00 元，没有发放，待确定收款人。',
      '2023 年已退出（死亡），其后年度不再享受。',
    ]);
  });

  const corrected = happened('2023-06-20', 'EntitlementDetermined', {
    year: 2023,
    entitlement: ENTITLEMENT,
    number: 2,
    cause: 'death',
    amountFen: '48000',
    funding: FUNDING,
    lines: [rateLine(6)],
    texts: [],
    outcomes: [],
    factsAt: 0,
    inputHash: 'h2',
    excess: 'recover',
  });
  const recovery = { recoveryId: 'r1', year: 2023, amountFen: '48000' };
  const claimed = happened('2023-06-20', 'RecoveryOpened', { ...recovery, entitlement: ENTITLEMENT, reason: 'death' });
  const received = (amountFen: string): Happening =>
    happened('2023-09-01', 'RecoveryReceived', { ...recovery, amountFen, documentNo: `收据${amountFen}` });
  it.each([
    ['before anything was determined', [APPLIED], '2023-02-06 已申报，还没有人确认，待村级确认。'],
    [
      'before the county confirmed',
      [APPLIED, ...levels('village')],
      '2023-03-01 村级已确认，公示已于 2023-03-10 届满，待乡级确认。',
    ],
    ['before payment', [...CONFIRMED, corrected], '2023 年度应发 480.00 元，没有发放，待确定收款人。'],
    [
      'while it was being paid',
      [...CONFIRMED, INSTRUCTED, corrected],
      '2023 年度应发 480.00 元，正在发放 960.00 元，等银行回盘。',
    ],
    ['after payment', [...CONFIRMED, INSTRUCTED, SETTLED, corrected, claimed], '已到账 960.00 元，多发 480.00 元，追回中。'],
    [
      'after payment, some of it back',
      [...CONFIRMED, INSTRUCTED, SETTLED, corrected, claimed, received('20000')],
      '多发 480.00 元，其中 200.00 元已追回，还有 280.00 元追回中。',
    ],
    [
      'after payment, all of it back',
      [...CONFIRMED, INSTRUCTED, SETTLED, corrected, claimed, received('48000')],
      '已到账 960.00 元，多发的 480.00 元已追回。',
    ],
  ] as const)('says what came of the money when somebody died %s', (_when, happenings, said) => {
    const { code, sentence } = after([...happenings, died('2023-06-10')]);
    expect([code, sentence.startsWith('自 2023-06-10 起已退出（死亡）。')]).toEqual(['exited', true]);
    expect(sentence).toContain(said);
  });

  it.each([
    ['on no list yet', {}, '2023 年度应发 960.00 元，没有发放，待列入批次。'],
    ['on a locked list', line('locked'), `2023 年度应发 960.00 元，没有发放，已列入批次 ${BATCH}。`],
  ])('says where the money waits of somebody who has moved away %s', (_where, known, said) => {
    expect(after([...CONFIRMED, movedOut('2023-06-10')], known).sentence).toContain(said);
  });

  it.each([
    ['户口在外县', '理由：户口在外县。'],
    ['户口在外县。', '理由：户口在外县。'],
    ['displaced:SPECIAL_ASSISTANCE', '理由：已确认享受“特别扶助”，两项不能兼得。'],
  ])('ends the recorded reason “%s” like a sentence', (reason, said) => {
    const rejected = happened('2023-03-01', 'EligibilityRejected', { year: 2023, level: 'county', reason });
    expect(after([APPLIED, rejected]).sentence).toBe(`2023-03-01 县级不予确认。${said}`);
    const toPayers = reason.startsWith('displaced') ? said : '';
    expect(after([APPLIED, rejected], { seesFacts: false }).sentence).toBe(`2023-03-01 县级不予确认。${toPayers}`);
  });

  it('says in English, in whole sentences, who has exited or was refused', () => {
    const rejected = happened('2023-03-01', 'EligibilityRejected', { year: 2023, level: 'village', reason: 'away' });
    const inEnglish = (...happenings: Parameters<typeof after>[0]): string => speakIn('en', () => after(happenings).sentence);
    expect(inEnglish(...CONFIRMED, died('2023-06-10'))).toBe(
      'Exited on 2023-06-10 (death). 960.00 yuan due for 2023, not paid, waiting for a payee.',
    );
    expect(inEnglish(APPLIED, rejected)).toBe('Refused by the village on 2023-03-01. Reason: away.');
  });

  it('tells whoever may not know another programme that there is one, and not which', () => {
    const rejected = happened('2023-03-01', 'EligibilityRejected', {
      year: 2023,
      level: 'county',
      reason: 'displaced:SPECIAL_ASSISTANCE',
    });
    expect(after([APPLIED, rejected], { otherProgramme: () => undefined }).sentence).toBe(
      '2023-03-01 县级不予确认。理由：已确认享受另一项补助，两项不能兼得。',
    );
  });

  it.each([
    ['released', '送盘文件还没有送银行'],
    ['instructed', '送盘文件还没有送银行'],
    ['file_issued', '等银行回盘'],
  ] as const)('waits for no answer of a bank that was given nothing (%s)', (state, said) => {
    const batchOf = () => ({ state, paused: false });
    expect(after([...CONFIRMED, INSTRUCTED], { ...line('instructed'), batchOf }).sentence).toBe(
      `正在发放 960.00 元，批次 ${BATCH}，${said}。`,
    );
    const { sentence } = after([...CONFIRMED, INSTRUCTED, corrected, died('2023-06-10')], { ...line('instructed'), batchOf });
    expect(sentence).toContain(`正在发放 960.00 元，${said}。`);
  });

  it.each([
    ['when it is determined', CONFIRMED, line('settled')],
    ['when it is on a list', [...CONFIRMED, INSTRUCTED], line('instructed')],
    ['after a death', [...CONFIRMED, INSTRUCTED, SETTLED, died('2023-06-10')], line('settled')],
  ])('tells whoever may not know the money how far the case came, and no amount, %s', (_when, happenings, lines) => {
    const { code, sentence } = after(happenings, { ...lines, seesMoney: false });
    expect(['confirmed_county', 'exited']).toContain(code);
    expect(sentence).not.toMatch(/元|批次|核定|账户/);
  });

  it.each(['NAME_MISMATCH', 'NO_ACCOUNT', 'CLOSED', 'NOT_ACTIVATED', 'ID_MISMATCH', 'FORMAT', 'LIMIT'])(
    'promises a reissue after %s, and says no word twice',
    (reason) => {
      const { sentence } = after([...CONFIRMED, INSTRUCTED, returned(reason)], line('returned', reason));
      expect(sentence).toContain('补发');
      expect(sentence).not.toMatch(/(..)\1/);
    },
  );

  it.each(['FROZEN', 'UNKNOWN'])('promises no reissue after %s', (reason) => {
    const { code, sentence } = after([...CONFIRMED, INSTRUCTED, returned(reason)], line('returned', reason));
    expect(code).toBe('returned');
    expect(sentence).toContain('下一步：');
    expect(sentence).not.toContain('补发');
  });

  it('names no next step to whoever has left since', () => {
    const { sentence } = after([...CONFIRMED, INSTRUCTED, returned('CLOSED'), died('2024-02-03')], line('returned', 'CLOSED'));
    expect(sentence).toBe('960.00 元被银行退回：账户已销户。自 2024-02-03 起已退出（死亡），应发的待确定收款人。');
  });

  it('says that a returned payment waits for a batch once the account is corrected', () => {
    const mended = happened('2023-06-12', 'AccountRecorded', { accountVersion: 'a2', sealedAccount: '', reason: 'correction' });
    const { sentence } = after([...CONFIRMED, INSTRUCTED, returned('CLOSED'), mended], line('returned', 'CLOSED'));
    expect(sentence).toBe('960.00 元被银行退回：账户已销户。账户已于 2023-06-12 更正，待列入下一批次补发。');
  });

  it.each([
    [
      'nobody recorded an account',
      [APPLIED, ...levels('village', 'township', 'county'), DETERMINED],
      '2023-07-01',
      '没有收款账户',
    ],
    ['the county’s notice hangs out', CONFIRMED, '2023-03-05', '县级公示到 2023-03-10，期满后列入批次'],
    [
      'the county has posted no notice',
      [
        APPLIED,
        ACCOUNT,
        ...levels('village', 'township'),
        happened('2023-03-01', 'EligibilityConfirmed', { year: 2023, level: 'county', confirmedOn: '2023-03-01' }),
        DETERMINED,
      ],
      '2023-07-01',
      '县级还没有公示',
    ],
    ['the year has not begun', [...CONFIRMED, EARLY], '2022-12-20', '2023 年度开始后列入批次'],
  ] as const)('cannot be listed yet, with the cause, while %s', (_cause, happenings, on, said) => {
    const { code, sentence } = after(happenings, { on });
    expect(code).toBe('not_listable');
    expect(sentence).toContain(said);
  });

  it('says that a line was held back, why, and what follows', () => {
    const { code, sentence } = after(CONFIRMED, line('exception', 'payee_changed'));
    expect(code).toBe('held_back');
    expect(sentence).toBe(`批次 ${BATCH} 暂缓发放 960.00 元：收款账户在名单锁定后变更。下一步：财政经办按新账户列入下一轮。`);
  });

  const raised = happened('2023-03-05', 'ObjectionRaised', {
    objectionId: 'o1',
    year: 2023,
    level: 'village',
    kind: 'amount_wrong',
    channel: 'desk',
  });
  it('says that an objection is open, also of somebody who stood on a list, and no longer when it is over', () => {
    const open = after([...CONFIRMED, raised], line('exception', 'objection_open'));
    expect(open).toEqual({
      code: 'objection_open',
      sentence: '2023-03-05 收到异议（金额不符），待乡级或县级处理，处理完毕之前不再往下办。',
    });
    const dismissed = happened('2023-06-05', 'ObjectionDismissed', { objectionId: 'o1', year: 2023, reason: '查无此事' });
    const over = after([...CONFIRMED, raised, dismissed], line('exception', 'objection_open'));
    expect(over.sentence).toContain('异议已经处理，待列入下一批次。');
  });

  it('tells how far the batch is on whose list somebody stands', () => {
    expect(after(CONFIRMED, { ...line('locked'), batchOf: () => ({ state: 'checked', paused: false }) })).toEqual({
      code: 'in_batch',
      sentence: `已列入批次 ${BATCH}，960.00 元，批次待审批。`,
    });
    expect(after(CONFIRMED, { ...line('locked'), batchOf: () => ({ state: 'released', paused: true }) })).toEqual({
      code: 'batch_paused',
      sentence: `已列入批次 ${BATCH}，960.00 元，批次暂停发放。`,
    });
  });
});
