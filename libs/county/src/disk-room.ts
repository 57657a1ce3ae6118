import { say } from '@fenming/language';
import { statfsSync } from 'node:fs';
import { Refused } from '@fenming/commands';

/** How many bytes whoever runs this process may still write in a folder. */
export type FreeBytes = (dir: string) => number;

/** Kept free on the folder's disk: enough for what is on its way when it runs short, its WAL and an orderly end. */
export const RESERVE_BYTES = 64 * 1024 * 1024;
const ASKED_AGAIN_MS = 1000;

export type Shortage = { readonly free: number; readonly needed: number };
const MEGABYTE = 1024 * 1024;
/** 现在可用 12 MB，至少要有 64 MB */
export const shortageText = ({ free, needed }: Shortage): string =>
  say(
    `现在可用 ${Math.floor(free / MEGABYTE)} MB，至少要有 ${needed / MEGABYTE} MB`,
    `${Math.floor(free / MEGABYTE)} MB are free and there should be ${needed / MEGABYTE} MB`,
  );

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
    return this.shortage() !== undefined;
  }

  /** How much there is and how much there has to be, in bytes; undefined where there is room. */
  shortage(): Shortage | undefined {
    if (this.now() - this.askedAt >= ASKED_AGAIN_MS) {
      this.askedAt = this.now();
      this.free = this.freeBytes(this.dir);
    }
    return this.free < RESERVE_BYTES ? { free: this.free, needed: RESERVE_BYTES } : undefined;
  }

  /** Nothing new is begun that the disk may have no room for. @throws Refused `disk_full` */
  refuseWhenShort(): void {
    const shortage = this.shortage();
    if (shortage !== undefined) throw new Refused({ refused: 'disk_full', detail: shortageText(shortage) });
  }
}

/** The disk has run out under what was being written: SQLite says so, or the system. */
export const isDiskFull = (error: unknown): boolean =>
  (error instanceof Refused && error.refusal.refused === 'disk_full') ||
  (typeof error === 'object' && error !== null && 'code' in error && FULL.includes(error.code));

const FULL: readonly unknown[] = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'full'];

/** The disk has failed under what was being written or synced, as SQLite or the system says it: not for want of room. */
export const isWriteFailed = (error: unknown): error is { readonly code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && (WRITE_FAILED.test(String(error.code)) || isUnwritten(error));

const isUnwritten = ({ code, syscall }: { readonly code: unknown; readonly syscall?: unknown }): boolean =>
  code === 'EIO' && UNREAD.every((call) => call !== syscall);

/** What fails with EIO and has written nothing. */
const UNREAD: readonly unknown[] = [undefined, 'read', 'scandir', 'stat', 'lstat'];

const WRITE_FAILED = /^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|COMMIT_ATOMIC)$/;
