import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { isRefusalCode, refusalText } from '@fenming/words';

/** Why a line came back or was held back, in a sentence. */
export const reasonText = (reason: string): string =>
  REASON_TEXTS[reason as ReturnReason]?.text ?? (isRefusalCode(reason) ? refusalText(reason) : reason);
