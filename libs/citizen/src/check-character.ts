const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHARACTERS = '10X98765432';

/** The 18th character for the first 17 digits: ISO 7064 MOD 11-2 as in GB 11643-1999. Throws RangeError unless there are 17 digits. */
export function checkCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('A check character is computed over exactly 17 digits');
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHARACTERS.charAt(sum % 11);
}
