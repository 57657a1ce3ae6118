import { createHash } from 'node:crypto';

const WORDS = 4;

/**
 * Random ids as slots from 1, 16 bytes an id: a Map of a million id texts takes many times as much. An id that is not a UUID
 * (specs, older logs) is kept by the first 16 bytes of its SHA-256, and cannot be written out again.
 */
export class IdTable {
  private words = new Int32Array(WORDS * 1024);
  private buckets = new Int32Array(1024);
  private readonly texts = new Map<number, string>();
  private count = 0;
  private readonly wanted = new Int32Array(WORDS);

  get size(): number {
    return this.count;
  }

  /** The slot of an id, 0 where it was never seen. */
  find(id: string): number {
    this.read(id);
    return this.buckets[this.bucketOf(this.wanted)] ?? 0;
  }

  slotOf(id: string): number {
    const isUuid = this.read(id);
    const known = this.buckets[this.bucketOf(this.wanted)] ?? 0;
    if (known !== 0) return known;
    this.count += 1;
    if ((this.count + 1) * WORDS > this.words.length) this.words = widened(this.words);
    if (this.count * 2 > this.buckets.length) this.rehash();
    this.words.set(this.wanted, this.count * WORDS);
    this.buckets[this.bucketOf(this.wanted)] = this.count;
    if (!isUuid) this.texts.set(this.count, id);
    return this.count;
  }

  idOf(slot: number): string {
    const text = this.texts.get(slot);
    if (text !== undefined) return text;
    const hex = [0, 1, 2, 3].map((i) => ((this.words[slot * WORDS + i] ?? 0) >>> 0).toString(16).padStart(8, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** Reads an id into `wanted`; false where it is no UUID. */
  private read(id: string): boolean {
    if (id.length === 36 && id.charCodeAt(8) === 45 && id.charCodeAt(13) === 45 && readUuid(id, this.wanted)) return true;
    const digest = createHash('sha256').update(id).digest();
    for (let i = 0; i < WORDS; i += 1) this.wanted[i] = digest.readInt32BE(i * 4);
    return false;
  }

  /** Where the id stands, or the free bucket where it would. */
  private bucketOf(id: Int32Array, at = 0): number {
    const mask = this.buckets.length - 1;
    let bucket = (Math.imul(id[at] ?? 0, 0x9e3779b1) ^ (id[at + 3] ?? 0)) & mask;
    for (;;) {
      const slot = this.buckets[bucket] ?? 0;
      if (slot === 0 || this.same(slot, id, at)) return bucket;
      bucket = (bucket + 1) & mask;
    }
  }

  private same(slot: number, id: Int32Array, at: number): boolean {
    for (let i = 0; i < WORDS; i += 1) if (this.words[slot * WORDS + i] !== id[at + i]) return false;
    return true;
  }

  private rehash(): void {
    this.buckets = new Int32Array(this.buckets.length * 4);
    for (let slot = 1; slot < this.count; slot += 1) this.buckets[this.bucketOf(this.words, slot * WORDS)] = slot;
  }
}

const widened = (words: Int32Array): Int32Array<ArrayBuffer> => {
  const wider = new Int32Array(words.length * 2);
  wider.set(words);
  return wider;
};

function readUuid(id: string, into: Int32Array): boolean {
  let word = 0;
  let digits = 0;
  for (let i = 0; i < 36; i += 1) {
    const code = id.charCodeAt(i);
    if (code === 45) continue;
    const digit = code >= 97 && code <= 102 ? code - 87 : code >= 48 && code <= 57 ? code - 48 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    digits += 1;
    if ((digits & 7) === 0) into[(digits >> 3) - 1] = word;
  }
  return digits === 32;
}
