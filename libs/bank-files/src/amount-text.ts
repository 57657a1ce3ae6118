import { type Fen, fen, fenText, parseYuan, plainYuan } from '@fenming/money';

export type AmountUnit = 'yuan' | 'fen';

const FORMS: Readonly<Record<AmountUnit, RegExp>> = { yuan: /^(?:0|[1-9]\d{0,11})\.\d{2}$/, fen: /^[1-9]\d{0,13}$/ };

export const amountText = (unit: AmountUnit, amount: Fen | bigint): string =>
  unit === 'yuan' ? plainYuan(amount) : fenText(amount);

/** Undefined for anything but a positive amount in exactly the bank's own form: a machine wrote it, so any deviation is a sign of damage. */
export function readAmount(unit: AmountUnit, text: string): Fen | undefined {
  if (!FORMS[unit].test(text)) return undefined;
  const amount = unit === 'yuan' ? parseYuan(text) : fen(Number(text));
  return amount > 0 ? amount : undefined;
}
