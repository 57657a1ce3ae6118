import { batchControls, checkControls, controlReport, type Code, type ControlOptions, type LogEvent } from '@fenming/findings';
import { speakIn } from '@fenming/language';
import { change, changeLine, drop, indexOf, moveBefore, repeat, type Corruption, type Log } from './corruption';
import { countyYear } from './county-year';
import { AID, BID } from './programme-text';

type Exit = { readonly enrolmentId: string; readonly year: number; readonly sealedDay: string };
const LOG: Log = [...countyYear({ people: 24, linesPerChunk: 5 })];
const payloadAt = (index: number) => LOG[index]?.payload as Readonly<Record<string, string>> | undefined;
const OTHER = payloadAt(indexOf(LOG, 'EnrolmentApplied', 9))?.['personId'];
const CHECKER = payloadAt(LOG.findIndex((_, index) => payloadAt(index)?.['actorId'] === 'checker'))?.['personId'];
const found = (log: Log, code: Code): readonly string[] =>
  checkControls(log).flatMap((finding) => (finding.code === code ? [finding.sentence] : []));
const both =
  (first: Corruption, second: Corruption): Corruption =>
  (log) =>
    second(first(log));
/** The operator gives an account anew once programmes are in force, as if nobody had to confirm it; `by` is who then confirms it in vain. */
const givenAnew =
  (actorId: string, by?: string): Corruption =>
  (log) => {
    const at = indexOf(log, 'RosterLocked');
    const meta = { ...log[at]?.meta, actor: 'system', role: 'system' };
    const role = by === 'system' ? meta : { actor: by ?? '', role: 'finance-checker' };
    const credential = { actorId, change: 'anew', kind: 'password', awaitsConfirmation: false };
    const confirmed = { type: 'ActorConfirmed', payload: { actorId, change: 'anew' }, meta: { ...meta, ...role } };
    return log.toSpliced(at, 0, { type: 'CredentialSet', payload: credential, meta }, ...(by === undefined ? [] : [confirmed]));
  };
/** The nth exit as a log has it from before days were sealed. */
const exitInClear =
  (nth: number, effectiveOn: string): Corruption =>
  (log) => {
    const at = indexOf(log, 'EnrolmentExited', nth);
    const event = log[at];
    if (event === undefined) throw new Error('no exit');
    const { sealedDay: _sealed, year: _year, ...exit } = event.payload as Exit;
    return log.with(at, { ...event, schemaVersion: 1, payload: { ...exit, effectiveOn } });
  };
/** One commit records these and the next event: no reader sees them alone. */
const isMidCommit = ({ type, payload }: LogEvent): boolean =>
  type === 'AppropriationCarriedOut' || (type === 'EntitlementDetermined' && (payload as { number: number }).number > 1);

const withPlace =
  (code: string): Corruption =>
  (log) =>
    log.toSpliced(indexOf(log, 'CountyOpened') + 1, 0, {
      type: 'AreasRegistered',
      payload: { areas: [{ code, name: '某镇' }] },
      meta: { actor: 'system', role: 'system' },
    });

/** One planted violation each: the formula that must find it, what is done to the log, and what the sentence says. */
const PLANTED: readonly (readonly [Code, string, Corruption])[] = [
  ['I-01', '借方 960.01 元、贷方 960.00 元，相差 0.01 元', change('PaymentSettled', { amountFen: '96001' })],
  ['I-01', '金额应大于零并精确到分', change('AppropriationReceived', { amountFen: '0.5' })],
  ['I-02', '全部账户合计为 0.01 元', change('PaymentSettled', { amountFen: '96001' })],
  ['I-03', '去向比来源多 -0.01 元', change('PaymentReturned', { amountFen: '95999' })],
  ['I-03', '还预留 576.00 元没有发放也没有释放', drop('FundsFreed', 0)],
  ['I-03', '还有退票 576.00 元没有释放', drop('FundsFreed', 1)],
  ['I-04', '预留为 -576.00 元', drop('FundsReserved', 0)],
  ['I-04', '可用为', drop('AppropriationReceived', 0)],
  ['I-05', '991001999999 到账净额', change('PaymentSettled', { village: '991001999999' })],
  ['I-06', '已结账，之后又有指标下达', repeat('AppropriationReceived', { atEnd: true })],
  ['I-06', '结账时还有可用', drop('AppropriationLapsed', 0)],
  ['I-07', '转出比转入多 3,000.00 元', drop('AppropriationCarriedIn', 0)],
  ['I-07', '超过两年', change('AppropriationCarriedIn', { since: 2021 })],
  ['I-08', '第 1 次核定之后是第 3 次', change('EntitlementDetermined', { number: 3 }, { nth: -1 })],
  ['I-08', '超过应追回 0.01 元', change('RecoveryReceived', { amountFen: '48001' })],
  ['I-08', '没有文号或原因', change('AppropriationAdjusted', { reason: '' })],
  ['I-09', '预留了 第二补助 2023 年度', change('FundsReserved', { programme: 'BID' })],
  ['I-09', '中央预留 0.01 元', change('FundsReserved', { funding: { central: '1', province: '0', city: '0', county: '0' } })],
  ['I-09', '不是这个对象申报时的编号', change('PaymentSettled', { caseNumber: 'BID-2023-1-00001' })],
  ['I-09', '不属于本批', change('PaymentInstructed', { year: 2022 })],
  ['I-10', '第 1、2 次发放同时在途或到账', repeat('PaymentInstructed', { patch: { attempt: 2 } })],
  [
    'I-10',
    '第 1 次发放到账时，第 2 次已经发出',
    repeat('PaymentReturned', { as: 'PaymentSettled', atEnd: true, patch: { reason: undefined } }),
  ],
  ['I-10', '第 1 次发放到账时，此前已经到账过', repeat('PaymentSettled', { atEnd: true })],
  ['I-11', '2 × 960.00 元应为 1,920.00 元，记为 960.00 元', changeLine('EntitlementDetermined', { units: 2 })],
  ['I-11', '不在规则中', changeLine('EntitlementDetermined', { rateFen: '97000' })],
  ['I-11', '逐行合计 960.00 元，核定 960.01 元，相差 0.01 元', change('EntitlementDetermined', { amountFen: '96001' })],
  [
    'I-11',
    '中央分担应为 576.00 元，记为 575.00 元',
    change('EntitlementDetermined', { funding: { central: '57500', province: '19300', city: '0', county: '19200' } }),
  ],
  ['I-11', '不在日志中', change('ProgrammeProposed', { text: 'id: AID' })],
  ['I-11', '事实按 0 份更正改过，核定记有 1 份', change('EntitlementDetermined', { statements: ['never-made'] })],
  ['I-11', '核定 960.00 元，发放 0.01 元', change('PaymentInstructed', { amountFen: '1' })],
  ['I-11', '核定 0.00 元，发放 960.00 元', change('PaymentInstructed', { determination: 2 })],
  [
    'I-12',
    `用了规则 ${BID.hash.slice(0, 12)}`,
    change('EntitlementDetermined', { texts: [{ contentHash: BID.hash, first: 1, last: 12 }] }),
  ],
  [
    'I-12',
    '年 7 月核定用了规则 （无）',
    change('EntitlementDetermined', { texts: [{ contentHash: AID.hash, first: 1, last: 6 }] }),
  ],
  ['I-12', '文本被改动过', change('ProgrammeProposed', { text: 'id: AID\n' })],
  ['I-12', '没有文号', change('ProgrammeAdopted', { documentNo: '' })],
  ['I-13', '没有登记身份', drop('PersonRegistered', 9)],
  ['I-13', '没有当年申报', drop('EnrolmentApplied', 9)],
  ['I-13', '没有三级确认', drop('EligibilityConfirmed', 9)],
  ['I-13', '账户不是在册的一版', change('AccountRecorded', { accountVersion: 'other' }, { nth: 9 })],
  [
    'I-14',
    '2022 年已退出，仍发放 202301 起的补助',
    both(change('EnrolmentExited', { year: 2022 }, { nth: 1 }), moveBefore('EnrolmentExited', 1, 'PaymentInstructed')),
  ],
  [
    'I-14',
    '202212 已退出，仍发放 202301 起的补助',
    both(exitInClear(1, '2022-12-01'), moveBefore('EnrolmentExited', 1, 'PaymentInstructed')),
  ],
  ['I-14', '多发 480.00 元，已列追回 0.00 元', drop('RecoveryOpened', 0)],
  ['I-15', '互斥的 第一补助', change('EnrolmentApplied', { personId: OTHER }, { nth: 24 + 8 })],
  ['I-15', '本项目的另一笔', change('EnrolmentApplied', { secondPersonId: OTHER }, { nth: 10 })],
  ['I-16', '超过封顶线 1,500.00 元 420.00 元', change('EnrolmentApplied', { secondPersonId: OTHER }, { nth: 10 })],
  ['I-17', '公示 3 人，逐人登记 1 人', change('NoticePosted', { count: 3 })],
  ['I-17', '名单摘要值不一致', change('NoticePosted', { listHash: 'other' })],
  ['I-17', '没有公示文书', drop('NoticePosted', 0)],
  ['I-17', '没有经过三级公示', drop('EnrolmentNoticed', 9)],
  ['I-17', '锁定名单的摘要值', change('RosterLocked', { hash: 'other' })],
  ['I-18', '规定到 2023-03-10', change('NoticePosted', { closesOn: '2023-03-09' })],
  ['I-18', '公示到 20230417 才满，20230417 已列入名单', change('RosterChunkLocked', {}, { at: '2023-04-17T15:59:59.999Z' })],
  ['I-18', '异议没有办结', drop('ObjectionDismissed', 0)],
  ['I-19', '列在 991001101299', changeLine('RosterChunkLocked', { village: '991001101299' })],
  ['I-19', '相差 -0.01 元', change('RosterLocked', { sumFen: '2112001' })],
  ['I-20', '记为接受 23 人', change('ImportCompleted', { accepted: 23 })],
  ['I-20', '合不上', change('ImportStarted', { rows: 99 })],
  ['I-20', '未列入而没有原因', change('EligibilityRejected', { reason: '' })],
  ['I-20', '可以发放而没有列入名单', changeLine('RosterChunkLocked', { enrolmentId: 'somebody else' })],
  ['I-21', '名单逐行合计与锁定合计不一致', drop('RosterChunkLocked', 6)],
  [
    'I-21',
    '审核合计与名单不一致（21 笔 21,120.00 元，22 笔 21,120.00 元，相差 -1 笔 0.00 元）',
    change('BatchChecked', { count: 21 }),
  ],
  ['I-21', '送盘文件与发放指令不一致', change('BankFileIssued', { sumFen: '1' })],
  ['I-21', '发放指令与分段合计不一致', drop('PaymentInstructed', 0)],
  ['I-21', '账户摘要合计不一致', change('PaymentInstructed', { accountVersion: 'somebody else’s' })],
  ['I-22', '发放了两次', repeat('PaymentInstructed')],
  ['I-22', '没有发放也没有暂缓', drop('PaymentInstructed', 0)],
  ['I-22', '不是名单上的对象', change('PaymentInstructed', { enrolmentId: 'somebody else' })],
  ['I-22', '不在锁定的名单中', change('PaymentInstructed', { lineNo: 99 })],
  ['I-22', '已经属于', repeat('BankFileIssued', { patch: { batch: 'other' } })],
  ['I-22', '已送第 1、1 个', repeat('BankFileIssued', { patch: { part: 1 } })],
  ['I-23', '审批的名单摘要值与锁定名单不一致', change('BatchApproved', { hash: 'other' })],
  ['I-23', '内容换过', repeat('BankFileIssued', { patch: { sha256: 'other', part: 1 } })],
  [
    'I-24',
    '到账登记与银行回盘成功不一致（19 笔 18,240.00 元，20 笔 19,200.00 元，相差 -1 笔 -960.00 元，见第 1 行）',
    drop('PaymentSettled', 0),
  ],
  ['I-24', '退票登记与银行回盘失败不一致', drop('PaymentReturned', 0)],
  ['I-24', '有两个最终结果', changeLine('BankResultChunkRecorded', { lineNo: 3 })],
  ['I-24', '登记了两个最终结果', repeat('PaymentSettled')],
  ['I-24', '对账确认的到账与到账登记不一致', change('BatchReconciled', { settled: { count: 1, sumFen: '1' } })],
  ['I-33', '财政经办、财政审核由同一人办理', change('BatchChecked', {}, { actor: 'maker' })],
  ['I-33', '审核本人在名单中收款', change('EnrolmentApplied', { personId: CHECKER }, { nth: 10 })],
  ['I-34', '登记的区划 999999101 等 1 个不在本县', withPlace('999999101')],
  ['I-34', '任职为财政审批，应为财政审核', change('BatchChecked', {}, { actor: 'approver' })],
  ['I-34', '当时没有任职', drop('ActorAppointed', 1)],
  ['I-34', '审批同意：approver 的账号重设后还没有经第二人确认', givenAnew('approver')],
  ['I-34', '审批同意：approver 的账号重设后还没有经第二人确认', givenAnew('approver', 'approver')],
  ['I-34', '审批同意：approver 的账号重设后还没有经第二人确认', givenAnew('approver', 'system')],
  ['I-34', 'maker 任职为财政经办，应为卫健委或', change('EnrolmentApplied', {}, { actor: 'maker' })],
  ['I-34', 'health 任职为卫健委，应为', change('AccountRecorded', { reason: 'correction' })],
  ['I-34', 'maker 任职为财政经办，应为财政放款', change('ChunkInstructed', {}, { actor: 'maker' })],
  ['I-34', 'maker 任职为财政经办，应为系统', change('FundsFreed', {}, { actor: 'maker', role: 'finance-maker' })],
  ['I-34', '不含 991001101201', change('EligibilityConfirmed', {}, { actor: 'clerk-991001102201' })],
  ['I-35', '状态为“待审核”时记有“审批同意”', drop('BatchChecked', 0)],
  ['I-35', '状态为“正在发放”时记有“审批同意”', moveBefore('BatchReleased', 0, 'BatchApproved')],
  ['I-35', '上一级没有确认和公示就确认', drop('EligibilityConfirmed', 9)],
  ['I-35', '第 0 次发放之后是第 2 次', change('PaymentInstructed', { attempt: 2 })],
  ['I-37', '没有人提出', drop('DeathProposed', 0)],
  ['I-37', '由同一人提出并确认', change('DeathProposed', {}, { actor: 'reviewer' })],
  ['I-37', '与提出的不符', change('DeathRecorded', { documentNo: '另一份' })],
  ['I-37', '没有文号', change('DeathProposed', { documentNo: '' })],
  ['I-37', '由同一人提出并确认', change('ProgrammeProposed', {}, { actor: 'approver' })],
  ['I-36', '账户由审批人更改', change('AccountRecorded', {}, { nth: 24, actor: 'approver' })],
  ['I-38', '不认识的事件种类“CountyPainted”', repeat('CountyOpened', { as: 'CountyPainted' })],
  ['I-38', '“到账”内容不全或不对：金额', change('PaymentSettled', { amountFen: 96_000 })],
  [
    'I-38',
    '“写入名单”内容不全或不对：行 第 2 项 各级资金 中央资金',
    changeLine('RosterChunkLocked', { funding: {} }, { line: 1 }),
  ],
  ['I-38', '“发放”内容不全或不对：序号', change('PaymentInstructed', { lineNo: 2 ** 40 })],
  ['I-38', '“收到回盘文件”内容不全或不对：合计', change('BankResultRecorded', { sum: '1' })],
  [
    'I-39',
    '记录时间 2023-01-01 08:00:00（北京时间）早于前面已有的',
    change('BatchChecked', {}, { at: '2023-01-01T00:00:00.000Z' }),
  ],
];

describe('the control formulas over a county’s year', () => {
  it('all apply and all hold, over subjects that are counted', () => {
    const { formulas, totals, events } = controlReport(LOG);
    // Whether the rules give the amounts by the facts is said by nobody who has not opened them.
    expect(formulas.flatMap(({ code, state }) => (state === 'holds' ? [] : [`${code} ${state}`]))).toEqual(['I-11 not-checked']);
    expect(Math.min(...formulas.map(({ checked }) => checked))).toBeGreaterThan(0);
    expect(formulas).toHaveLength(31);
    expect(totals).toMatchObject({ holds: 30, fails: 0, notChecked: 1, notApplicable: 0, found: 0 });
    expect(events).toBe(LOG.length);
  });

  it.each(['zh', 'en'] as const)('let money come back after the books are closed, whoever reads it in %s', (language) => {
    const late = repeat('RecoveryReceived', { atEnd: true })(LOG);
    expect(speakIn(language, () => found(late, 'I-06'))).toEqual([]);
  });

  it('say that they are not applicable to a log that has nothing for them', () => {
    const { formulas } = controlReport([]);
    expect(formulas.map(({ state, reason }) => state === 'not-applicable' && reason !== undefined)).not.toContain(false);
  });

  it('hold at every moment of it', () => {
    for (let length = 1; length < LOG.length; length += 1 + (length % 5))
      if (!isMidCommit(LOG[length - 1] as LogEvent)) expect(checkControls(LOG.slice(0, length))).toEqual([]);
  });

  it.each(PLANTED)('%s finds: %s', (code, sentence, corrupt) => {
    expect(found(corrupt(LOG), code)).toContainEqual(expect.stringContaining(sentence));
  });

  it('call a programme by its name, and leave the numbers of cases and batches as they are', () => {
    const sentences = PLANTED.flatMap(([code, , corrupt]) => found(corrupt(LOG), code)).join('\n');
    expect(sentences).toMatch(/(?<![\w-])AID-\d/);
    expect(sentences).not.toMatch(/(?<![\w-])(AID|BID)(?![\w-])/);
  });

  it('has a planted violation for every formula', () => {
    const planted = new Set(PLANTED.map(([code]) => code));
    expect(controlReport([]).formulas.filter(({ code }) => !planted.has(code))).toEqual([]);
  });

  it('give the same report when the log is read batch by batch', async () => {
    const wrong = drop('PaymentSettled', 0)(LOG);
    const batches = async function* (): AsyncGenerator<readonly LogEvent[]> {
      for (let start = 0; start < wrong.length; start += 100) yield wrong.slice(start, start + 100);
    };
    expect(await controlReport(batches())).toEqual(controlReport(wrong));
    expect(await checkControls(batches())).toEqual(checkControls(wrong));
  });

  it('ask the rules again about the facts where the caller can open them', () => {
    const facts = () => ({ facts: { listed: true } });
    expect(checkControls(LOG, { facts: () => undefined })).toEqual([]);
    expect(checkControls(LOG, { facts }).map(({ sentence }) => sentence)).toEqual([]);
    const denied = controlReport(LOG, { facts: () => ({ facts: { listed: false } }) }).formulas.find(
      ({ code }) => code === 'I-11',
    );
    expect(denied?.findings[0]?.sentence).toContain('按事实计算应为 0.00 元，记为 960.00 元，相差 960.00 元');
    const unmet = change('EntitlementDetermined', {
      outcomes: [{ condition: 'listed', outcome: 'not_met', first: 1, last: 12 }],
    });
    expect(found(unmet(LOG), 'I-11')).toEqual([]);
    expect(checkControls(unmet(LOG), { facts }).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('条件“列入名册”按事实应为1 至 12 月符合，记为1 至 12 月不符合'),
    ]);
  });

  it('say what they did not check because a day is sealed, and check it where the caller can open it', () => {
    const reasons = (log: Log, options?: ControlOptions) =>
      controlReport(log, options).formulas.flatMap(({ code, state, reason }) =>
        reason === undefined ? [] : [`${code} ${state} ${reason}`],
      );
    expect(reasons(LOG)).toEqual(['I-11 not-checked 只核对了标准、月份、算术和资金分担，没有打开密封的事实']);
    const facts = () => ({ facts: { listed: true } });
    expect(reasons(LOG, { facts })).toEqual(['I-11 holds 4 笔的事实已无法打开，没有按事实复算']);
    const days: Readonly<Record<string, string>> = { 2022: '2022-12-30', 2023: '2023-05-30' };
    const exits = LOG.filter(({ type }) => type === 'EnrolmentExited').map(({ payload }) => payload as Exit);
    const exitDay = ({ enrolmentId }: { readonly enrolmentId: string }) =>
      days[exits.find((exit) => exit.enrolmentId === enrolmentId)?.year ?? ''];
    expect(reasons(LOG, { facts, exitDay })).toEqual([]);
    const shorter = { units: 5, to: '2023-05', amountFen: '25000' };
    const funding = { central: '0', province: '0', city: '0', county: '25000' };
    const wrong = both(
      changeLine('EntitlementDetermined', shorter, { nth: -1 }),
      change('EntitlementDetermined', { amountFen: '25000', funding }, { nth: -1 }),
    )(LOG);
    const opened = controlReport(wrong, { facts, exitDay }).formulas.find(({ code }) => code === 'I-11');
    expect(opened?.findings[0]?.sentence).toContain('核定金额：按事实计算应为 300.00 元，记为 250.00 元');
  });

  it('do not check a time later in the year of an exit whose day is sealed, and say so', () => {
    const late: Corruption = (log) =>
      log.map((event) => {
        if (event.type !== 'EntitlementDetermined') return event;
        const { lines, number } = event.payload as { readonly lines: readonly object[]; readonly number: number };
        // Half a year of the later half: six twelfths, in three months of which each counts twice.
        const months = number === 1 ? { from: '2023-07' } : { from: '2023-07', to: '2023-09' };
        return { ...event, payload: { ...event.payload, lines: lines.map((line) => ({ ...line, ...months })) } };
      });
    const leftBefore = both(late, moveBefore('EnrolmentExited', 1, 'PaymentInstructed'));
    const report = controlReport(leftBefore(LOG)).formulas.find(({ code }) => code === 'I-14');
    expect(report).toMatchObject({ state: 'holds', reason: '退出当年的 1 笔没有核对到月：退出日期是密封的' });
    expect(found(leftBefore(exitInClear(1, '2023-05-30')(LOG)), 'I-14')).toEqual([
      expect.stringContaining('202305 已退出，仍发放 202307 起的补助'),
    ]);
  });

  it('add up the files of a batch that the bank takes in parts', () => {
    const part = (number: number, count: number) => ({
      part: number,
      parts: 2,
      count,
      sumFen: String(count * 96_000),
      sha256: `part ${number}`,
    });
    const inParts = both(repeat('BankFileIssued', { patch: part(2, 1) }), change('BankFileIssued', part(1, 20)))(LOG);
    expect(checkControls(inParts)).toEqual([]);
    const lost = both(repeat('BankFileIssued', { patch: part(2, 2) }), change('BankFileIssued', part(1, 20)))(LOG);
    expect(found(lost, 'I-21')).toContainEqual(expect.stringContaining('送盘文件与发放指令不一致'));
  });

  it('name the position up to which the log was read', () => {
    expect(controlReport(LOG).position).toBeNull();
    expect(controlReport(LOG.map((event, at) => ({ ...event, position: `p${at}` }))).position).toBe(`p${LOG.length - 1}`);
  });

  it('keep at most a thousand findings of one formula, and count them all', () => {
    const log = [...LOG, ...Array.from({ length: 1500 }, () => repeat('PaymentSettled')(LOG)[indexOf(LOG, 'PaymentSettled')])];
    const report = controlReport(log.filter((event) => event !== undefined)).formulas.find(({ code }) => code === 'I-24');
    expect(report?.findings).toHaveLength(1000);
    expect(report?.found).toBeGreaterThanOrEqual(1500);
  });
});

describe('the control formulas of one batch', () => {
  const BATCH = 'AID-2023-991001-1';
  const NEEDED = /^(Credential|County|Actor|Appropriation|Funds)/;
  const streamsOf = (log: Log): Log =>
    log.filter(
      ({ type, payload }) =>
        NEEDED.test(type) || ((payload as { batch?: string }).batch === BATCH && !type.startsWith('Payment')),
    );

  it('hold over its own stream, its appropriation and the actors, at every moment', () => {
    const own = streamsOf(LOG);
    for (let length = 0; length <= own.length; length += 1)
      expect(batchControls(own.slice(0, length)).formulas.flatMap(({ findings }) => findings)).toEqual([]);
    const { formulas, totals } = batchControls(own);
    expect(totals).toMatchObject({ holds: 17, fails: 0, notApplicable: 14 });
    expect(formulas.flatMap(({ reason }) => reason ?? []).every((reason) => reason.includes('需要全部日志'))).toBe(true);
  });

  it('hold for an account given anew that another person has confirmed, and for steps carried out after their taker left', () => {
    const left = (log: Log): Log => {
      const at = indexOf(log, 'BatchReleased') + 1;
      const payload = { actorId: 'releaser', reason: '调离' };
      return log.toSpliced(at, 0, {
        type: 'ActorDismissed',
        payload,
        meta: { ...log[at]?.meta, actor: 'system', role: 'system' },
      });
    };
    expect(found(givenAnew('approver', 'checker')(LOG), 'I-34')).toEqual([]);
    const steps = found(left(LOG), 'I-34').map((sentence) => sentence.replace(/：.*/, '').split(' ').at(-1));
    expect(new Set(steps)).toEqual(new Set(['预留指标', '生成送盘文件', '放款']));
  });

  it('hold when several workers finish their chunks in another order, and free what was held back after the file has left', () => {
    const lastFirst = moveBefore('ChunkInstructed', 2, 'ChunkInstructed', 0);
    const freedLate = moveBefore('BankFileIssued', 0, 'FundsFreed', 0);
    for (const reordered of [lastFirst, freedLate])
      expect(batchControls(streamsOf(reordered(LOG))).formulas.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it.each<readonly [Code, Corruption]>([
    ['I-35', repeat('ChunkInstructed')],
    ['I-01', change('ChunkInstructed', { sumFen: '1' })],
    ['I-04', drop('FundsReserved', 0)],
    ['I-03', drop('FundsFreed', 0)],
    ['I-09', change('FundsReserved', { year: 2022 })],
    ['I-17', change('RosterLocked', { hash: 'other' })],
    ['I-19', changeLine('RosterChunkLocked', { village: '110101101299' })],
    ['I-21', change('BankFileIssued', { count: 1 })],
    ['I-22', repeat('BankFileIssued')],
    ['I-22', change('ChunkInstructed', { exceptions: [{ lineNo: 9, caseNumber: '', cause: '', amountFen: '0' }] })],
    ['I-23', change('BatchApproved', { hash: 'other' })],
    ['I-24', change('BankResultRecorded', { settled: { count: 1, sumFen: '1' } })],
    ['I-33', change('BatchReleased', {}, { actor: 'maker' })],
    ['I-34', drop('ActorAppointed', 2)],
    ['I-34', both(givenAnew('approver'), change('CredentialSet', { awaitsConfirmation: true }))],
    ['I-35', drop('BatchChecked', 0)],
  ])('find what is wrong with it: %s', (code, corrupt) => {
    const report = batchControls(streamsOf(corrupt(LOG)));
    expect(report.formulas.find((formula) => formula.code === code)?.state).toBe('fails');
  });
});
