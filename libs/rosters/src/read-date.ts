import { firstDay, isMonth, isOfOurTime, isPlainDate, type PlainDate } from '@fenming/calendar';
import { ordinaryText } from '@fenming/citizen';
import type { Plain } from './workbook/cell';

/** Signs that people put between year, month and day, full stops and commas of Chinese input methods included. */
const SEPARATORS = /[年月/.,、。·‧~—–−-]/gu;
/** A day with a time behind it. In China's own zone, or in none, the time says nothing about the day; in another it may be the day before. */
const TIMED =
  /^(.*?[\d日号])(?:\s+|\s*t)(?:上午|下午|am|pm)?\s*(\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒]?)\s*(?:am|pm|(z)|\+08:?00)?$/iu;
const MIDNIGHT = /^0?0:00(?::00(?:\.0+)?)?$/u;
const WEEKDAY = /(?:\()?(?:星期|周|礼拜)[一二三四五六日天](?:\))?$/u;

/**
 * The day in a text, YYYY-MM-DD: 1962-03-11, 1962/3/11, 1962.3.11, 1962、3、11, 1962年3月11日, 一九六二年三月十一日, 19620311, a time of day
 * behind it or not. Undefined where more than one day could be meant; a bare number such as 22716 is not guessed at.
 */
export function dateIn(value: Plain): string | undefined {
  const day = dayIn(value);
  return day !== undefined && isOfOurTime(day) ? day : undefined;
}

/** A day written as it should be, in a year in which nobody on a list can have lived. */
export function isOfAnotherTime(value: Plain): boolean {
  const day = dayIn(value);
  return day !== undefined && !isOfOurTime(day);
}

function dayIn(value: Plain): PlainDate | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(dashed(value)) ?? [];
  const text = `${year}-${pad(month)}-${pad(day)}`;
  return isPlainDate(text) ? text : undefined;
}

/** As dates, without the day or with it. 2016.1 stays unread: it may be a 2016.10 whose zero Excel dropped. So does 40969, which is no month. */
export function monthIn(value: Plain): string | undefined {
  const full = dateIn(value);
  if (full !== undefined) return full.slice(0, 7);
  if (/^\d{4}\.\d$/.test(compact(value))) return undefined;
  const [, year = '', month = ''] = /^(\d{4})(?:-(?=\d)|(?=\d{2}$))(\d{1,2})$/.exec(dashed(value)) ?? [];
  const text = `${year}-${pad(month)}`;
  return isMonth(text) && isOfOurTime(firstDay(text)) ? text : undefined;
}

/** A value as it is compared: no spaces, no marks that show nothing, no full-width signs. */
export function compact(value: Plain): string {
  return ordinaryText(String(value))
    .normalize('NFKC')
    .replaceAll(/\s|^['‘’`´]+/gu, '');
}

function pad(digits: string): string {
  return digits.padStart(2, '0');
}

/** Every usual separator as a dash. */
function dashed(value: Plain): string {
  return inDigits(withoutTime(value))
    .replaceAll(SEPARATORS, '-')
    .replace(/日$|号$|-$/u, '')
    .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function withoutTime(value: Plain): string {
  const text = String(value)
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
  const [, day = text, time = '', zone] = TIMED.exec(text) ?? [];
  if (zone !== undefined && !MIDNIGHT.test(time)) return '';
  // 2012 1 1 without its spaces would be a 2012-11.
  return /\d\s+\d/.test(day) ? '' : compact(day).replace(WEEKDAY, '');
}

const CHINESE_DIGITS = '〇一二三四五六七八九';

/** 二〇一二年三月二十九日 as 2012年3月29日. Years are written digit by digit, months and days as numbers up to thirty-one. */
function inDigits(text: string): string {
  if (!/[〇零○一二三四五六七八九十]/u.test(text)) return text;
  const [, year = '', month = '', day = ''] =
    /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?$/u.exec(text) ?? [];
  const digits = Array.from(year.replaceAll(/[零○]/gu, '〇'), (sign) => CHINESE_DIGITS.indexOf(sign)).join('');
  return `${digits}-${numeral(month)}${day === '' ? '' : `-${numeral(day)}`}`;
}

/** 三, 十, 十二, 二十, 三十一; nothing for 一二 and 二三, which are no numbers. */
function numeral(text: string): string {
  const [, tens = '', ten, ones = '〇'] = /^(?:([一二三]?)(十))?([一二三四五六七八九])?$/u.exec(text) ?? [];
  if (ten === undefined && ones === '〇') return '';
  return String(10 * (ten === undefined ? 0 : CHINESE_DIGITS.indexOf(tens || '一')) + CHINESE_DIGITS.indexOf(ones));
}
