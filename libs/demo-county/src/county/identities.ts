import { checkCharacter, type Sex } from '@fenming/citizen';
import { drawName } from './names';
import { randomFor, type Random } from './random';

/** A fictional citizen: the area code of the id is unassigned and the account's prefix routes to no bank. */
export type Identity = { readonly name: string; readonly sex: Sex; readonly birthDate: string; readonly citizenId: string };

export type Registry = {
  readonly random: Random;
  readonly citizen: (sex: Sex, birthDate: string) => Identity;
  readonly account: () => string;
};

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A day of the years `from` to `to`; 29 February is never drawn, so that every anniversary exists. */
export const drawDay = (random: Random, from: number, to: number): string => {
  const month = random.between(1, 12);
  return `${random.between(from, to)}-${twoDigits(month)}-${twoDigits(random.between(1, DAYS_IN_MONTH[month - 1] ?? 28))}`;
};

export const drawSex = (random: Random): Sex => (random.percent(53) ? 'female' : 'male');

/** ISO/IEC 7812-1 annex B: the digit that makes the sum a multiple of 10. */
export const luhnDigit = (digits: string): string => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, place) => {
      const value = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return String((10 - (sum % 10)) % 10);
};

const firstFree = (draw: () => string, taken: Set<string>): string => {
  for (;;) {
    const drawn = draw();
    if (taken.has(drawn)) continue;
    taken.add(drawn);
    return drawn;
  }
};

/** The 17th digit is odd for men. Order codes 996 to 999 are left out: on a 15-digit id they would mean the 19th century. */
const drawFirst17 = (random: Random, sex: Sex, birthDate: string): string => {
  const area = random.percent(88) ? '991001' : `9910${twoDigits(random.between(2, 16))}`;
  const order = random.between(0, 497) * 2 + (sex === 'male' ? 1 : 0);
  return `${area}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
};

/** One registry hands out every id and account of a county, so that none is given twice. */
export const openRegistry = (seed: number): Registry => {
  const random = randomFor(seed, 'people');
  const ids = new Set<string>();
  const accounts = new Set<string>();
  const digits = (count: number): string => Array.from({ length: count }, () => random.between(0, 9)).join('');
  return {
    random,
    citizen: (sex, birthDate) => {
      const first17 = firstFree(() => drawFirst17(random, sex, birthDate), ids);
      return { name: drawName(random, sex), sex, birthDate, citizenId: first17 + checkCharacter(first17) };
    },
    account: () => {
      const first18 = firstFree(() => `990000${digits(12)}`, accounts);
      return first18 + luhnDigit(first18);
    },
  };
};
