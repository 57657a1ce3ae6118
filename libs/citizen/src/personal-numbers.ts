import { readBirthDate } from './birth-date';
import { halfWidth } from './cleaning';

export type PersonalNumberKind = 'citizen_id' | 'account' | 'phone';
/** Where a number that may not be published stands in the text, in UTF-16 units. */
export type PersonalNumber = { readonly kind: PersonalNumberKind; readonly at: number; readonly length: number };

// Digests and random ids contain long digit runs by chance; they are blanked, keeping positions, before anything is looked for.
const RANDOM_IDS = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=\d*[a-f])[0-9a-f]{32,128}\b/gi;
const DIGIT_RUN = /(?<!\d)\d{17}x|\d{11,}/gi;
const GROUPED: readonly { readonly kind: PersonalNumberKind; readonly form: RegExp }[] = [
  { kind: 'citizen_id', form: /(?<!\d)\d{6}[ -](?:18|19|20)\d{2}[ -]?\d{4}[ -]\d{3}[\dx](?!\d)/gi },
  // A card starts with 3 to 9, which keeps lists of years such as "2023 2024 2025 2026" out.
  { kind: 'account', form: /(?<!\d)[3-9]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g },
  { kind: 'phone', form: /(?<!\d)1[3-9]\d[ -]\d{4}[ -]\d{4}(?!\d)/g },
];

/**
 * Finds citizen ids (15, 17 or 18 characters), accounts (15 digits and more) and mobile numbers in a text about to be published, full-width and
 * grouped writing included, in order of position. Meant to stop a publication: it would rather report an innocent long number than miss a real one.
 * Runs of 12 to 14 digits are left alone because village codes and batch numbers have them, and hotlines with an area prefix are meant to be printed.
 */
export function findPersonalNumbers(text: string): readonly PersonalNumber[] {
  const searched = halfWidth(text).replaceAll(RANDOM_IDS, (id) => '#'.repeat(id.length));
  const runs = [...searched.matchAll(DIGIT_RUN)].flatMap((run) => {
    const kind = kindOfRun(run[0]);
    return kind ? [{ kind, at: run.index, length: run[0].length }] : [];
  });
  const grouped = GROUPED.flatMap(({ kind, form }) =>
    [...searched.matchAll(form)].map((match) => ({ kind, at: match.index, length: match[0].length })),
  );
  return [...runs, ...grouped].toSorted((one, other) => one.at - other.at);
}

/** The text with a star for each character of every personal number in it. */
export function withoutPersonalNumbers(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { at, length } of findPersonalNumbers(text)) {
    // Two forms may find the same digits.
    const from = Math.max(at, end);
    parts.push(text.slice(end, from), '*'.repeat(Math.max(0, at + length - from)));
    end = Math.max(end, at + length);
  }
  return parts.join('') + text.slice(end);
}

function kindOfRun(run: string): PersonalNumberKind | undefined {
  if (/^(?:0|0{0,2}86)?1[3-9]\d{9}$/.test(run)) return 'phone';
  if (run.length < 15) return undefined;
  return isIdForm(run) ? 'citizen_id' : 'account';
}

function isIdForm(run: string): boolean {
  if (/x$/i.test(run)) return true;
  if (run.length === 15) return readBirthDate(`19${run.slice(6, 12)}`) !== undefined;
  return (run.length === 17 || run.length === 18) && readBirthDate(run.slice(6, 14)) !== undefined;
}
