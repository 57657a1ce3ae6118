/** By half: a column that doubles is often half empty, and its old one waits beside it to be collected. */
const roomFor = (slot: number, length: number): number => Math.max(slot + 1, length + (length >> 1));

/** Whole numbers by slot, zero where nothing was written: four bytes a slot, so that a million cases stay small. */
export class Ints {
  private values = new Int32Array(256);

  get(slot: number): number {
    return this.values[slot] ?? 0;
  }

  set(slot: number, value: number): void {
    if (slot >= this.values.length) {
      const wider = new Int32Array(roomFor(slot, this.values.length));
      wider.set(this.values);
      this.values = wider;
    }
    this.values[slot] = value;
  }

  /** Sets bits and answers what was there before. */
  mark(slot: number, bits: number): number {
    const before = this.get(slot);
    this.set(slot, before | bits);
    return before;
  }

  add(slot: number, more: number): number {
    const sum = this.get(slot) + more;
    this.set(slot, sum);
    return sum;
  }
}

/** Exact amounts in fen by slot. One person's sums stay far below 2^63. */
export class Fens {
  private values = new BigInt64Array(256);

  get(slot: number): bigint {
    return this.values[slot] ?? 0n;
  }

  set(slot: number, value: bigint): void {
    if (slot >= this.values.length) {
      const wider = new BigInt64Array(roomFor(slot, this.values.length));
      wider.set(this.values);
      this.values = wider;
    }
    this.values[slot] = value;
  }

  add(slot: number, more: bigint): bigint {
    const sum = this.get(slot) + more;
    this.set(slot, sum);
    return sum;
  }
}

/** Few names that repeat (programmes, villages, actors) as small numbers from 1; 0 is nobody. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [''];

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  nameOf(number: number): string {
    return this.names[number] ?? '';
  }
}

/** The value of a map, made when first asked for. */
export function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** 32 bits of a text (FNV-1a): for hash totals and for telling two random ids apart, never for secrets. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
