/** Levenshtein distance: how many letters to insert, drop or change. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The known name that was probably meant: one that contains what was typed, or one at most a third of its letters away. */
export const closest = (typed: string, known: readonly string[]): string | undefined => {
  const wanted = typed.toLowerCase();
  const ranked = known
    .map((name) => ({ name, away: name.toLowerCase().includes(wanted) ? 0 : distance(wanted, name.toLowerCase()) }))
    .toSorted((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= Math.ceil(best.name.length / 3) ? best.name : undefined;
};
