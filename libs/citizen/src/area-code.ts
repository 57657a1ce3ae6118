/** 6 digits for a county, 9 for a township, 12 for a village (GB/T 2260 and the statistical codes below it), always as text. */
export type AreaCode = string & { readonly kind: 'area-code' };
export type AreaLevel = 'county' | 'township' | 'village';

/** A text that is no area code, or a question that its level cannot answer. It never repeats the text, which may be a misplaced citizen id. */
export class AreaCodeError extends Error {
  override readonly name = 'AreaCodeError';
}

const LEVELS: Readonly<Record<number, AreaLevel>> = { 6: 'county', 9: 'township', 12: 'village' };
// Statistical tables pad a county to 990001000000; the padded form would pass for a village that does not exist.
const FORM = /^\d{6}(?:(?!000)\d{3}(?:(?!000)\d{3})?)?$/;

/** Parses an area code; throws AreaCodeError for other lengths and for codes padded with 000. */
export function areaCode(text: string): AreaCode {
  if (!FORM.test(text)) throw new AreaCodeError('Not an area code of 6, 9 or 12 digits');
  return text as AreaCode;
}

export function areaLevel(code: AreaCode): AreaLevel {
  const level = LEVELS[code.length];
  if (!level) throw new AreaCodeError('Not an area code of 6, 9 or 12 digits');
  return level;
}

/** Whether the inner area lies in the outer one; every area contains itself. */
export function areaContains(outer: AreaCode, inner: AreaCode): boolean {
  return inner.startsWith(outer);
}

/** The township of a township or village; a county has none and throws AreaCodeError. */
export function townshipOf(code: AreaCode): AreaCode {
  if (areaLevel(code) === 'county') throw new AreaCodeError(`A county lies in no township: ${code}`);
  return areaCode(code.slice(0, 9));
}

export function countyOf(code: AreaCode): AreaCode {
  return areaCode(code.slice(0, 6));
}
