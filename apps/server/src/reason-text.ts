import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { REFUSALS, type RefusalCode } from '@fenming/subsidy';

/** Why a line came back or was held back, in a sentence. */
export const reasonText = (reason: string): string =>
  REASON_TEXTS[reason as ReturnReason]?.text ?? (reason in REFUSALS ? REFUSALS[reason as RefusalCode].text : reason);
