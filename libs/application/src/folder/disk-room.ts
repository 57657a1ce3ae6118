import { statfsSync } from 'node:fs';
import { Refused } from '../outcomes';

/** How many bytes whoever runs this process may still write in a folder. */
export type FreeBytes = (dir: string) => number;

/** Kept free on the folder's disk: enough for what is on its way when it runs short, its WAL and an orderly end. */
export const RESERVE_BYTES = 64 * 1024 * 1024;
const ASKED_AGAIN_MS = 1000;

const freeBytesOf: FreeBytes = (dir) => {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
};

/** Whether the folder's disk has room. The disk is asked once a second at most; the answer is a second late, which the reserve is for. */
export class DiskRoom {
  private free = Number.POSITIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;

  /** `now`: any clock that only goes forward, in ms. */
  constructor(
    private readonly dir: string,
    private readonly freeBytes: FreeBytes = freeBytesOf,
    private readonly now: () => number = () => performance.now(),
  ) {}

  isShort(): boolean {
    if (this.now() - this.askedAt >= ASKED_AGAIN_MS) {
      this.askedAt = this.now();
      this.free = this.freeBytes(this.dir);
    }
    return this.free < RESERVE_BYTES;
  }

  /** Nothing new is begun that the disk may have no room for. @throws Refused `disk_full` */
  refuseWhenShort(): void {
    if (this.isShort()) throw new Refused({ refused: 'disk_full' });
  }
}

/** The disk has run out under what was being written: SQLite says so, or the system. */
export const isDiskFull = (error: unknown): boolean =>
  (error instanceof Refused && error.refusal.refused === 'disk_full') ||
  (typeof error === 'object' && error !== null && 'code' in error && FULL.includes(error.code));

const FULL: readonly unknown[] = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'full'];
