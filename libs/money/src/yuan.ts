import { type Fen, fen, fenOfBigint, MoneyError } from './fen';

const YUAN = /^(-?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;
const FEN_TEXT = /^(?:0|-?[1-9]\d*)$/;

/** Reads yuan as written by people: `960`, `960.0`, `960.00`, `6,473,280.00`, `-5.20`. More than two decimals, misplaced commas, signs or junk throw MoneyError. */
export function parseYuan(text: string): Fen {
  const match = YUAN.exec(text);
  if (!match) throw new MoneyError('Not an amount in yuan with at most two decimals');
  const [, sign = '', whole = '', cents = ''] = match;
  return fenOfBigint(BigInt(`${sign}${whole.replaceAll(',', '')}${cents.padEnd(2, '0')}`));
}

/** As parseYuan, with the widths, spaces, signs and unit of a Chinese keyboard: `￥７９，６８０．００ 元`. Anything else throws MoneyError. */
export function parseTypedYuan(text: string): Fen {
  return parseYuan(
    text
      .normalize('NFKC')
      .replaceAll(/[\s\p{Cf}]/gu, '')
      .replace(/^(-?)¥/, '$1')
      .replace(/元$/, ''),
  );
}

/** Yuan with two decimals for machines: `6473280.00`. */
export function plainYuan(amount: Fen | bigint): string {
  const { sign, yuan, cents } = parts(amount);
  return `${sign}${yuan}.${cents}`;
}

/** Yuan with two decimals and thousands commas for people: `6,473,280.00`. */
export function formatYuan(amount: Fen | bigint): string {
  const { sign, yuan, cents } = parts(amount);
  return `${sign}${yuan.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${cents}`;
}

/** The decimal string of fen that stands in JSON and in events: `647328000`. */
export function fenText(amount: Fen | bigint): string {
  return String(checked(amount));
}

/** Reads what fenText wrote. Only the canonical form is taken: no `+`, no leading zero, no `-0`; otherwise MoneyError. */
export function parseFenText(text: string): Fen {
  if (!FEN_TEXT.test(text)) throw new MoneyError('Not a canonical decimal number of fen');
  // Past the safe integers a number is rounded, but never back among them; going by bigint costs three times as much (measured).
  return fen(Number(text));
}

/** Widens to bigint, refusing a number that only claims to be Fen. */
export function exact(amount: Fen | bigint): bigint {
  return typeof amount === 'bigint' ? amount : BigInt(fen(amount));
}

/** The amount itself, refusing a number that only claims to be Fen: safe integers are written without an exponent, like a bigint. */
function checked(amount: Fen | bigint): Fen | bigint {
  return typeof amount === 'bigint' ? amount : fen(amount);
}

function parts(amount: Fen | bigint): { sign: string; yuan: string; cents: string } {
  const whole = checked(amount);
  const digits = String(whole).replace('-', '').padStart(3, '0');
  return { sign: whole < 0 ? '-' : '', yuan: digits.slice(0, -2), cents: digits.slice(-2) };
}
