/** What a reader had to put right before the text could be judged. */
export type Repair = 'full_width' | 'lower_case_x' | 'apostrophe' | 'spaces' | 'upgraded_from_15';

// Spaces, and every mark that shows nothing (Unicode's Default_Ignorable_Code_Point, controls, the empty cell of braille): the property pages of Windows
// wrap a copied number in U+202A and U+202C, web pages break it with soft hyphens, and whoever looks at the cell sees nothing wrong.
const SPACES = /[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+/gu;
// Excel marks text cells by a leading apostrophe, and input methods turn it into its curly or full-width cousins.
const APOSTROPHES = /^['‘’`´]+|['‘’`´]+$/gu;

/** Turns full-width letters, digits and signs into ASCII, code unit by code unit, so that positions stay the same. */
export function halfWidth(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** Removes the harmless damage of typing and pasting from a number written as text, and says what was repaired. */
export function cleanNumber(text: string): { readonly cleaned: string; readonly repairs: readonly Repair[] } {
  const narrow = halfWidth(text);
  const tight = narrow.replaceAll(SPACES, '');
  const cleaned = tight.replaceAll(APOSTROPHES, '');
  const repairs: Repair[] = [];
  if (/[\uFF01-\uFF5E]/.test(text)) repairs.push('full_width');
  if (cleaned !== tight) repairs.push('apostrophe');
  if (tight !== narrow) repairs.push('spaces');
  return { cleaned, repairs };
}
