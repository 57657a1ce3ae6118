import { comparisonKey, plainSigns } from './typed-text';

const DIGITS = '〇一二三四五六七八九';

/** What people type around a number: the word for it before, a full stop or the word for a document behind. */
const LABEL = /^(?:发文|文)(?:字号|号) ?: ?/;
const BEHIND = / ?[.。,，、;；] ?$|(?<=[号號]) ?文(?:件)?$/;
const QUOTES = /^["“”'‘’](.*)["“”'‘’]$/;
const BRACKETS = /^\(((?:[^()]|\([^()]*\))*)\)$/;

/**
 * A document number (发文字号) as GB/T 9704-2012 section 7.2.5 has it written: the year in tortoise-shell brackets, the serial number without
 * 第 and without leading zeros, then 号. `示财社[2024] 第01号` becomes `示财社〔2024〕1号`. Numbers of another form (a bank's receipt) only lose the
 * accidents of typing.
 */
export function documentNumber(typed: string): string {
  return bare(plainSigns(typed))
    .replaceAll(/(?<![a-z]) | (?![a-z])/gi, '')
    .replaceAll(/\(([〇零一二三四五六七八九]{4})年?\)/g, (_, year: string) => `(${inDigits(year)})`)
    .replaceAll(/\((\d{4})年?\)/g, '〔$1〕')
    .replace(/〔(\d{4})〕(?:第|-|No\.?)?0*(\d+)(?:[号號]|$)/i, '〔$1〕$2号')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

/** Under which a document is found again, however its number was typed; a year typed without its brackets does not make another one of it. */
export function documentKey(typed: string): string {
  const number = documentNumber(typed).replace(/(?<=\p{Script=Han})(\d{4})年第?0*(\d+)[号號]$/u, '〔$1〕$2号');
  return comparisonKey(number);
}

/** Takes off what stands around a number as often as something does. */
function bare(typed: string): string {
  const less = typed.replace(LABEL, '').replace(BEHIND, '').replace(QUOTES, '$1').replace(BRACKETS, '$1').trim();
  return less === typed ? typed : bare(less);
}

function inDigits(year: string): string {
  return year.replaceAll('零', '〇').replaceAll(/./gu, (digit) => String(DIGITS.indexOf(digit)));
}
