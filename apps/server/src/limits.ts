const MEGABYTE = 1024 * 1024;

/** What a request may be at most: `body` and `file` in bytes. Each limit is said to whoever passes it. */
export const LIMITS = { body: 8 * MEGABYTE, file: 24 * MEGABYTE, files: 1, fields: 10 } as const;

/** 24 兆字节 */
export const megabytes = (bytes: number): string => `${bytes / MEGABYTE} 兆字节`;
