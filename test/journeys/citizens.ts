/** Invented people: 9910 is assigned to no county, and 990000 routes to no bank. */
export type Citizen = {
  readonly name: string;
  readonly sex: '男' | '女';
  readonly birth: string;
  readonly id: string;
  readonly account: string;
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999, written out here a second time: the weighted sum modulo 11 names the last character. */
const lastCharacter = (first17: string): string => {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return '10X98765432'.charAt(sum % 11);
};

/** ISO/IEC 7812-1 annex B, for a number that still lacks its last digit. */
const luhnDigit = (digits: string): string => {
  const doubled = Array.from(digits)
    .toReversed()
    .map((digit, place) => (place % 2 === 0 ? Number(digit) * 2 : Number(digit)));
  const sum = doubled.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return String((10 - (sum % 10)) % 10);
};

export const idOf = (birth: string, sex: '男' | '女', order: number): string => {
  const first17 = `991002${birth.replaceAll('-', '')}${String(order * 2 + (sex === '男' ? 1 : 0)).padStart(3, '0')}`;
  return first17 + lastCharacter(first17);
};

export const accountOf = (order: number): string => {
  const first18 = `990000${String(order).padStart(12, '3')}`;
  return first18 + luhnDigit(first18);
};

let people = 0;
/** The next citizen nobody has met before. */
export const citizen = (name: string, sex: '男' | '女', birth: string): Citizen => {
  people += 1;
  return { name, sex, birth, id: idOf(birth, sex, people), account: accountOf(people) };
};

/** The same id as it was written before 1999: no century, no last character. */
export const fifteenDigits = (id: string): string => id.slice(0, 6) + id.slice(8, 17);

/** The id with its last character replaced by one that it cannot have. */
export const withWrongEnd = (id: string): string => id.slice(0, 17) + (id.endsWith('3') ? '4' : '3');
