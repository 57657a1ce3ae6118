/** Money: whole fen, exact sums, named rounding, splitting that loses nothing, 人民币大写. No float touches an amount. */
export { type Fen, MoneyError, ZERO_FEN, addFen, fen, sumFen, sumFenExact, timesFen } from './fen';
export { fenText, formatYuan, parseFenText, parseTypedYuan, parseYuan, plainYuan } from './yuan';
export { type Share, splitByShares } from './shares';
export { type Rounding, roundToFen } from './rounding';
export { capitalNumerals } from './capital-numerals';
