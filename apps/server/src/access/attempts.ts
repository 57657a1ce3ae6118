/** So many in a row, and then one each `everyMs`. */
export type Pace = { readonly burst: number; readonly everyMs: number };
type Bucket = { left: number; at: number };

/** Whoever invents names must not fill the memory: the one that was longest unused is forgotten first. */
const MOST_REMEMBERED = 10_000;

/** What may be tried how often, by whatever it is counted by. `now` in milliseconds of a clock that does not jump. */
export class Attempts {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes an attempt and answers 0, or answers after how many milliseconds there is one. */
  take(key: string): number {
    const bucket = this.filled(key);
    if (bucket.left < 1) return (1 - bucket.left) * this.pace.everyMs;
    bucket.left -= 1;
    return 0;
  }

  /** It was none that has to be counted. */
  giveBack(key: string): void {
    const bucket = this.filled(key);
    bucket.left = Math.min(this.pace.burst, bucket.left + 1);
  }

  forget(key: string): void {
    this.buckets.delete(key);
  }

  get remembered(): number {
    return this.buckets.size;
  }

  private filled(key: string): Bucket {
    const { burst, everyMs } = this.pace;
    const now = this.now();
    const before = this.buckets.get(key) ?? { left: burst, at: now };
    const bucket = { left: Math.min(burst, before.left + (now - before.at) / everyMs), at: now };
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_REMEMBERED && oldest !== undefined) this.buckets.delete(oldest);
    return bucket;
  }
}
