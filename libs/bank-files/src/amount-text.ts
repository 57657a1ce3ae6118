import { type Fen, fen, fenText, parseYuan, plainYuan } from '@fenming/money';

export type AmountUnit = 'yuan' | 'fen';
/** How an amount may stand in a file: a bank's own exact form, the decimals of XML, or whatever people read as the same number. */
export type AmountForm = AmountUnit | 'decimal' | 'yuan-free';

const FORMS: Readonly<Record<AmountForm, RegExp>> = {
  yuan: /^(?:0|[1-9]\d{0,11})\.\d{2}$/,
  fen: /^0*[1-9]\d{0,13}$/,
  decimal: /^\+?\d*\.?\d*$/,
  'yuan-free': /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$/,
};
/** Whole yuan and two decimals; further decimals must be zeros. */
const YUAN = /^0*(\d{0,12})(?:\.(\d{0,2})0*)?$/;

export const amountText = (unit: AmountUnit, amount: Fen | bigint): string =>
  unit === 'yuan' ? plainYuan(amount) : fenText(amount);

/** Undefined for anything but a positive amount in that form: a machine wrote it, so any deviation is a sign of damage. */
export function readAmount(form: AmountForm, text: string): Fen | undefined {
  if (!FORMS[form].test(text)) return undefined;
  const amount = form === 'fen' ? fen(Number(text)) : yuanAmount(text);
  return amount !== undefined && amount > 0 ? amount : undefined;
}

/** A total may be nothing, and only its value is compared. */
export function readTotal(form: AmountForm, text: string): Fen | undefined {
  if (form === 'fen') return /^\d{1,15}$/.test(text) ? fen(Number(text)) : undefined;
  return FORMS[form === 'yuan' ? 'yuan-free' : form].test(text) ? yuanAmount(text) : undefined;
}

function yuanAmount(text: string): Fen | undefined {
  const found = YUAN.exec(text.replaceAll(/[+,]/g, ''));
  if (found === null || !/\d/.test(text)) return undefined;
  const [, whole = '', decimals = ''] = found;
  return parseYuan(`${whole === '' ? '0' : whole}.${decimals.padEnd(2, '0')}`);
}
