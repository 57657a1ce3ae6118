import { say } from '@fenming/language';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { failedCodes, settledCodes, type BankProfile } from './profile';
import type { Answer } from './return-line';

/** What a bank's code, and its text where the code says only that a payment failed, mean. */
export function answerOf(profile: BankProfile, { code, text }: { readonly code: string; readonly text?: string }): Answer {
  // A bank's remark may quote ids and accounts, and remarks go on into screens and events.
  const bankText = withoutPersonalNumbers(text === undefined || text === '' ? code : text);
  if (settledCodes(profile).includes(code)) return { outcome: 'settled', bankText };
  const key = failedCodes(profile).includes(code) ? (text ?? '') : code;
  const reason = Object.hasOwn(profile.returnCodes, key) ? profile.returnCodes[key] : undefined;
  if (reason === 'UNKNOWN') return { outcome: 'unknown', reason, bankText };
  if (reason !== undefined) return { outcome: 'failed', reason, bankText };
  const unregistered = withoutPersonalNumbers(key === '' ? code : key).slice(0, 60);
  const said = text === undefined || text === '' || text === key ? '' : `：${bankText}`;
  return {
    outcome: 'unknown',
    reason: 'UNKNOWN',
    bankText: say(`未登记的结果码 ${unregistered}${said}`, `unregistered result code ${unregistered}${said}`),
    unregistered,
  };
}
