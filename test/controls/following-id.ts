const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/** An id that looks random and follows from its parts: the same on every machine. */
export const idOf = (kind: number, number: number): string => {
  const [a, b] = [hex(Math.imul(number + 1, 0x9e3779b1)), hex(Math.imul(number + kind * 7919, 0x85ebca6b))];
  return `${a}-${b.slice(0, 4)}-8${b.slice(5)}-a${a.slice(5)}-${hex(kind)}${b.slice(4)}`;
};
