import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../subsidy.fixture';
import { countyDecider, type CountyCommand } from './county.decider';
import type { ReceivedFile } from './county.events';
import { awaitsReconciliation } from './restore';

const system = official('system', 'system', COUNTY);
const checker = official('checker', 'finance-checker', COUNTY);
const FILE: ReceivedFile = { fileName: 'DF_1.txt', sha256: 'a'.repeat(64), count: 2, sumFen: '192000' };
const OTHER_BYTES = { ...FILE, sha256: 'b'.repeat(64) };
const backup = { backupHead: 'e1', backupTakenAt: '2023-10-08T18:00:00.000Z' };
const restoring = (personalData = true): CountyCommand => ({ do: 'mark-restored', ...backup, personalData });
const reconciling = (...bankFiles: { received: ReceivedFile; issued?: ReceivedFile }[]): CountyCommand => ({
  do: 'reconcile-restore',
  documentNo: '行函〔2023〕7号',
  noneReceived: bankFiles.length === 0,
  bankFiles,
});
const silently = (noneReceived: boolean, ...bankFiles: { received: ReceivedFile }[]): CountyCommand => ({
  do: 'reconcile-restore',
  documentNo: '行函〔2023〕7号',
  noneReceived,
  bankFiles,
});
const open = given(countyDecider).after({ do: 'open', code: COUNTY, name: '示例县', demo: true, regions: ['national'] }, system);
const restored = open.after(restoring(), system);

describe('a county restored from a backup', () => {
  it('awaits reconciliation until the checker has said what the bank received', () => {
    expect(awaitsReconciliation(open.state)).toBe(false);
    expect(awaitsReconciliation(restored.state)).toBe(true);
    expect(awaitsReconciliation(restored.after(reconciling(), checker).state)).toBe(false);
  });

  it('awaits it anew after every restore, and keeps what was received before', () => {
    const again = restored.after(reconciling({ received: FILE }), checker).after(restoring(), system);
    expect(again.state).toMatchObject({ restored: { reconciled: false }, received: { [FILE.fileName]: FILE } });
  });

  it('tells the files that its log knows from those that went out after the backup', () => {
    const second = { ...FILE, fileName: 'DF_2.txt' };
    expect(restored.when(reconciling({ received: FILE, issued: FILE }, { received: second }), checker)).toEqual([
      {
        type: 'RestoreReconciled',
        data: {
          documentNo: '行函〔2023〕7号',
          bankFiles: [
            { ...FILE, known: true },
            { ...second, known: false },
          ],
        },
      },
    ]);
  });

  it('takes no file that contradicts its log, an earlier answer, or the list itself', () => {
    const refused = { refused: 'control_total_mismatch', detail: FILE.fileName };
    expect(restored.when(reconciling({ received: OTHER_BYTES, issued: FILE }), checker)).toEqual(refused);
    expect(restored.when(reconciling({ received: FILE }, { received: OTHER_BYTES }), checker)).toEqual(refused);
    const before = restored.after(reconciling({ received: FILE }), checker);
    expect(before.when(reconciling({ received: OTHER_BYTES }), checker)).toEqual(refused);
  });

  it('takes an empty list for nothing received only where that is said in words, and no words against a list', () => {
    expect(outcome(restored.when(silently(false), checker))).toBe('received_none_unsaid');
    expect(outcome(restored.when(silently(true, { received: FILE }), checker))).toBe('received_none_unsaid');
    expect(awaitsReconciliation(restored.after(silently(true), checker).state)).toBe(false);
  });

  it('takes no list that names a file twice, even alike', () => {
    const refused = { refused: 'received_twice', detail: FILE.fileName };
    expect(restored.when(reconciling({ received: FILE }, { received: FILE }), checker)).toEqual(refused);
  });

  it('hears of a later file in the same way, and of the same file without a second event', () => {
    const before = restored.after(reconciling({ received: FILE }), checker);
    expect(before.when(reconciling({ received: FILE }), checker)).toEqual([]);
    expect(before.when(reconciling({ received: { ...FILE, fileName: 'DF_2.txt' } }), checker)).toHaveLength(1);
  });

  it('is reconciled by the checker of this county alone, and by nobody where nothing was restored', () => {
    expect(outcome(restored.when(reconciling(), system))).toBe('forbidden_role');
    expect(outcome(restored.when(reconciling(), official('c', 'finance-checker', OTHER_COUNTY)))).toBe('forbidden_area');
    expect(outcome(open.when(reconciling(), checker))).toBe('not_restored');
  });

  it('never pays when it was restored without personal data', () => {
    const blind = open.after(restoring(false), system);
    expect(outcome(blind.when(reconciling(), checker))).toBe('without_personal_data');
  });
});
