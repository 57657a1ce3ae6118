/** Masks take any text, damaged ones too, because they stand in error tables beside the sentence that says what is wrong. */

/** First 2, stars, last 3: `99***********123` (the form of published notices). Five characters or fewer are starred entirely. */
export function maskCitizenId(id: string): string {
  return maskMiddle(id, 2, 3);
}

/** Stars, last 4. Fewer than 8 characters are starred entirely. */
export function maskBankAccount(account: string): string {
  return lengthOf(account) < 8 ? '*'.repeat(lengthOf(account)) : maskMiddle(account, 0, 4);
}

/** 张*强, 张*, 欧**明: the first and, from three characters on, the last character stay. */
export function maskName(name: string): string {
  return maskMiddle(name, 1, lengthOf(name) > 2 ? 1 : 0);
}

/** 138****1234. Fewer than 11 characters are starred entirely. */
export function maskPhone(phone: string): string {
  return lengthOf(phone) < 11 ? '*'.repeat(lengthOf(phone)) : maskMiddle(phone, 3, 4);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Counts whole characters, not UTF-16 halves: rare characters of names live outside the basic plane. */
function maskMiddle(text: string, first: number, last: number): string {
  const characters = Array.from(text);
  const hidden = characters.length - first - last;
  if (hidden <= 0) return '*'.repeat(characters.length);
  return [...characters.slice(0, first), '*'.repeat(hidden), ...characters.slice(first + hidden)].join('');
}
