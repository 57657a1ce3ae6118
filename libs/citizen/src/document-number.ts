import { comparisonKey, plainSigns } from './typed-text';

/**
 * A document number (发文字号) as GB/T 9704-2012 section 7.2.5 has it written: the year in tortoise-shell brackets, the serial number without
 * 第 and without leading zeros, then 号. `示财社[2024] 第01号` becomes `示财社〔2024〕1号`. Numbers of another form (a bank's receipt) only lose the
 * accidents of typing.
 */
export function documentNumber(typed: string): string {
  return plainSigns(typed)
    .replaceAll(/(?<![a-z]) | (?![a-z])/gi, '')
    .replaceAll(/\((\d{4})年?\)/g, '〔$1〕')
    .replace(/〔(\d{4})〕第?0*(\d+)(?:[号號]|$)/, '〔$1〕$2号')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

/** Under which a document is found again, however its number was typed. */
export function documentKey(typed: string): string {
  return comparisonKey(documentNumber(typed));
}
