import type { LogEvent } from '../log-event';
import { checkControls } from './check-controls';

const batch = 'AID.2023.991001.1';
const event = (type: string, payload: object, actor = 'clerk'): LogEvent => ({
  type,
  payload: { batch, ...payload },
  meta: { actor },
});
const total = (count: number) => ({ count, sumFen: String(count * 96_000) });
const money = (lineNo: number) => ({
  enrolmentId: `e${lineNo}`,
  caseNumber: `AID-2023-1-0000${lineNo}`,
  entitlement: '2023/regular/regular',
  attempt: 1,
  lineNo,
  amountFen: '96000',
});
const lines = [1, 2].map((lineNo) => ({ lineNo, amountFen: '96000' }));
const answers = [
  { lineNo: 1, outcome: 'settled', amountFen: '96000' },
  { lineNo: 2, outcome: 'failed', amountFen: '96000' },
];

/** A batch of two lines from the lock to the reconciled result: one payment arrived, one came back. */
const GOOD: readonly LogEvent[] = [
  event('RosterChunkLocked', { lock: 1, chunk: 1, lines }),
  event('RosterLocked', { lock: 1, chunks: 1, ...total(2), hash: 'h' }, 'maker'),
  event('BatchSubmitted', { ...total(2), hash: 'h' }, 'maker'),
  event('BatchChecked', { ...total(2), hash: 'h' }, 'checker'),
  event('BatchApproved', { ...total(2), hash: 'h' }, 'approver'),
  event('BatchReleased', { ...total(2), hash: 'h' }, 'releaser'),
  event('PaymentInstructed', money(1)),
  event('PaymentInstructed', money(2)),
  event('ChunkInstructed', { chunk: 1, ...total(2), exceptions: [] }),
  event('BankFileIssued', { ...total(2), sha256: 'file' }),
  event('BankResultChunkRecorded', { sha256: 'r1', chunk: 1, lines: answers }),
  event('BankResultRecorded', { sha256: 'r1', settled: total(1), failed: total(1), unknown: total(0) }),
  event('PaymentSettled', money(1)),
  event('PaymentReturned', money(2)),
  event('BankResultApplied', { sha256: 'r1' }),
  event('BatchReconciled', { settled: total(1), failed: total(1) }),
];

const replaced = (type: string, change: object, actor?: string): readonly LogEvent[] =>
  GOOD.map((one) =>
    one.type === type ? { type, payload: { ...one.payload, ...change }, meta: { actor: actor ?? one.meta.actor } } : one,
  );
const without = (type: string): readonly LogEvent[] => GOOD.filter((one) => one.type !== type);
const found = (events: readonly LogEvent[]) => checkControls(events).map(({ code, sentence }) => `${code} ${sentence}`);

describe('the control formulas', () => {
  it('hold for a batch that was paid as it was signed', () => {
    expect(checkControls(GOOD)).toEqual([]);
  });

  it('hold at every moment of such a batch', () => {
    for (let length = 0; length <= GOOD.length; length += 1) expect(checkControls(GOOD.slice(0, length))).toEqual([]);
  });

  it('give the same findings when the log is read batch by batch', async () => {
    const wrong = replaced('BatchChecked', {}, 'maker');
    const batches = async function* (): AsyncGenerator<readonly LogEvent[]> {
      yield wrong.slice(0, 4);
      yield wrong.slice(4);
    };
    expect(await checkControls(batches())).toEqual(checkControls(wrong));
  });

  describe('I-10: one standing attempt per entitlement', () => {
    it('names the case that is paid twice', () => {
      const twice = [...GOOD, event('PaymentInstructed', { ...money(1), attempt: 2 })];
      expect(checkControls(twice)).toContainEqual({
        code: 'I-10',
        batch,
        caseNumber: 'AID-2023-1-00001',
        sentence: 'AID-2023-1-00001 的同一笔补助（2023/regular/regular）有第 1、2 次发放同时在途或到账。',
      });
    });

    it('allows the next attempt after a return, and sees it when the first one arrives after all', () => {
      const reissued = [...GOOD, event('PaymentInstructed', { ...money(2), attempt: 2, batch: 'later' })];
      expect(checkControls(reissued).filter(({ code }) => code === 'I-10')).toEqual([]);
      const both = [...reissued, event('PaymentSettled', money(2))];
      expect(checkControls(both).filter(({ code }) => code === 'I-10')).toHaveLength(1);
    });
  });

  describe('I-21: list = signatures = payments = bank file', () => {
    it.each([
      ['名单逐行合计与锁定合计', replaced('RosterLocked', total(3))],
      ['审核合计与名单', replaced('BatchChecked', total(1))],
      ['发放指令与分段合计', replaced('ChunkInstructed', total(1))],
      ['送盘文件与发放指令', replaced('BankFileIssued', { count: 2, sumFen: '191999' })],
    ])('says that %s differ', (what, events) => {
      expect(found(events)).toContainEqual(expect.stringContaining(`I-21 批次 ${batch}：${what}不一致`));
    });

    it('counts what was held back beside what was paid', () => {
      const held = [{ lineNo: 2, amountFen: '96000' }];
      const sent = replaced('ChunkInstructed', { ...total(1), exceptions: held }).filter(
        ({ type, payload }) => type !== 'PaymentInstructed' || (payload as { lineNo: number }).lineNo === 1,
      );
      expect(found(sent).filter((text) => text.includes('暂缓'))).toEqual([]);
      expect(found(replaced('ChunkInstructed', { exceptions: held }))).toContainEqual(
        expect.stringContaining('发放指令加暂缓与名单'),
      );
    });

    it('sees a signature under another list', () => {
      expect(found(replaced('BatchApproved', { hash: 'other' }))).toEqual([
        `I-21 批次 ${batch}：审批的名单摘要值与锁定名单不一致。`,
      ]);
    });

    it('forgets the signatures of a batch that was sent back', () => {
      const sentBack = [
        ...replaced('BatchSubmitted', total(1)).slice(0, 3),
        event('BatchSentBack', { reason: '改' }),
        ...GOOD.slice(1),
      ];
      expect(checkControls(sentBack)).toEqual([]);
    });
  });

  describe('I-24: settled + failed = sent', () => {
    it('says that the payments and the bank’s result differ', () => {
      expect(found(replaced('BankResultRecorded', { settled: total(2), failed: total(0) }))).toEqual([
        expect.stringContaining('到账登记与银行回盘成功不一致'),
        expect.stringContaining('退票登记与银行回盘失败不一致'),
      ]);
    });

    it('says that a reconciled batch has lines without an answer', () => {
      expect(found(without('PaymentReturned'))).toContainEqual(expect.stringContaining('I-24'));
      expect(found(without('PaymentReturned'))).toContainEqual(expect.stringContaining('到账加退票与送盘文件不一致'));
    });

    it('says that a line was finally answered by two files', () => {
      const again = [
        event('BankResultChunkRecorded', { sha256: 'r2', chunk: 1, lines: answers.slice(0, 1) }),
        event('BankResultRecorded', { sha256: 'r2', settled: total(0), failed: total(0), unknown: total(0) }),
        event('BankResultApplied', { sha256: 'r2' }),
      ];
      expect(found([...GOOD, ...again])).toEqual([`I-24 批次 ${batch}：第 1 行有两个最终结果。`]);
    });

    it('does not count a file that never became whole', () => {
      const cutOff = event('BankResultChunkRecorded', { sha256: 'r0', chunk: 1, lines: answers });
      expect(checkControls([...GOOD.slice(0, 10), cutOff, ...GOOD.slice(10)])).toEqual([]);
    });
  });

  describe('I-33: four people', () => {
    it('names two duties of one account', () => {
      expect(found(replaced('BatchReleased', {}, 'checker'))).toEqual([`I-33 批次 ${batch} 的审核、放款由同一人办理。`]);
    });

    it('sees one citizen behind two accounts', () => {
      const appointed = ['maker', 'approver'].map((actorId) => event('ActorAppointed', { actorId, personId: 'p1' }));
      expect(found([...appointed, ...GOOD])).toEqual([`I-33 批次 ${batch} 的经办、审批由同一人办理。`]);
    });
  });
});
