import { formatYuan } from '@fenming/money';

/** Fen as people say amounts: `960.00`. What a damaged log has in place of an amount stays as it stands there. */
export const yuanText = (fen: bigint | number | string): string => {
  const text = String(fen);
  return /^-?\d+$/.test(text) ? formatYuan(BigInt(text)) : `“${text}”`;
};
