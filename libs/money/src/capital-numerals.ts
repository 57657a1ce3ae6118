import { type Fen, MoneyError } from './fen';
import { exact } from './yuan';

const DIGITS = Array.from('零壹贰叁肆伍陆柒捌玖');
const PLACES = ['仟', '佰', '拾', ''];
// Beyond 壹亿亿 the numerals have no agreed reading; the whole country's budget stays below.
const LIMIT_YUAN = 10n ** 16n;

/**
 * An amount in the capital numerals of bank vouchers, without the 人民币 prefix: `壹仟叁佰捌拾壹万叁仟伍佰贰拾元整`.
 * Source: 支付结算办法 (银发〔1997〕393号) 附一 正确填写票据和结算凭证的基本规定, rules 2 and 4. Where rule 4 leaves a choice, the form of its first
 * example is taken: 零 between 元 and 角 when the yuan digit is 0, none between 万 and 仟, no 整 after 角.
 * Throws MoneyError for negative amounts, which no voucher may show, and from 10^16 yuan.
 */
export function capitalNumerals(amount: Fen | bigint): string {
  const total = exact(amount);
  if (total < 0n) throw new MoneyError('A negative amount has no capital numerals');
  const [yuan, cents] = [total / 100n, Number(total % 100n)];
  if (yuan >= LIMIT_YUAN) throw new MoneyError('Capital numerals are defined below 10^16 yuan');
  if (cents === 0) return `${yuan === 0n ? '零' : wholeYuan(yuan)}元整`;
  if (yuan === 0n) return jiaoAndFen(cents);
  const gap = yuan % 10n === 0n || cents < 10;
  return `${wholeYuan(yuan)}元${gap ? '零' : ''}${jiaoAndFen(cents)}`;
}

/** Joins the groups of four digits; 零 marks a skipped group or one that starts with 0, once however many zeros there are. */
function wholeYuan(yuan: bigint): string {
  const groups = yuan.toString().padStart(16, '0').match(/\d{4}/g) ?? [];
  let text = '';
  let skipped = false;
  groups.forEach((digits, index) => {
    const group = Number(digits);
    if (group > 0)
      text += `${text !== '' && (skipped || group < 1000) ? '零' : ''}${fourDigits(digits)}${index % 2 === 0 ? '万' : ''}`;
    skipped = group === 0;
    // 亿 closes the upper two groups together: 壹万贰仟亿, and 壹万亿 even where the lower of the two is empty.
    if (index === 1 && text !== '') text += '亿';
  });
  return text;
}

function fourDigits(digits: string): string {
  const written = Array.from(digits, (digit, place) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[place]}`)).join(
    '',
  );
  return written.replaceAll(/零+/g, '零').replaceAll(/^零|零$/g, '');
}

function jiaoAndFen(cents: number): string {
  const [jiao, rest] = [Math.trunc(cents / 10), cents % 10];
  return `${jiao > 0 ? `${DIGITS[jiao]}角` : ''}${rest > 0 ? `${DIGITS[rest]}分` : ''}`;
}
