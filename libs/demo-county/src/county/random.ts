/** A source of repeatable choices: the same seed and topic give the same people on every machine. */
export type Random = {
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** The front of the list comes more often than its end, as common surnames do. */
  readonly pickFront: <T>(choices: readonly T[]) => T;
  readonly percent: (chance: number) => boolean;
};

/** FNV-1a over the topic, so that each topic has its own stream and a new draw in one never shifts another. */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
};

/** sfc32: small, fast, whole-number arithmetic only, hence equal on every platform. */
const sfc32 = (seed: number, topic: number): (() => number) => {
  let [a, b, c, counter] = [seed | 0, topic | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 16; round += 1) next();
  return next;
};

export const randomFor = (seed: number, topic: string): Random => {
  const next = sfc32(seed, hashText(topic));
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  const at = <T>(choices: readonly T[], index: number): T => {
    const chosen = choices[index];
    if (chosen === undefined) throw new Error('a choice needs at least one thing to choose from');
    return chosen;
  };
  return {
    between: (low, high) => low + below(high - low + 1),
    pick: (choices) => at(choices, below(choices.length)),
    pickFront: (choices) => at(choices, Math.min(below(choices.length), below(choices.length))),
    percent: (chance) => below(100) < chance,
  };
};
