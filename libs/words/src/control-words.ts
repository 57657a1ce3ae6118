import { spoken } from '@fenming/language';

/** What came of a control formula: it holds, it does not, a part of the log could not be asked, or there is nothing that it is about. */
export type ControlResult = 'holds' | 'fails' | 'not-checked' | 'not-applicable';
export const CONTROL_RESULTS: Readonly<Record<ControlResult, string>> = spoken<ControlResult>({
  holds: { zh: '成立', en: 'holds' },
  fails: { zh: '不成立', en: 'does not hold' },
  'not-checked': { zh: '未全核', en: 'not fully checked' },
  'not-applicable': { zh: '无可核对', en: 'nothing to check' },
});
