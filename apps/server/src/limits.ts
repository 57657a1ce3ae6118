import { say } from '@fenming/language';
const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/**
 * What a body may be at most, by what the door behind it takes: bytes, of all and of any one name and text; levels of objects and lists; keys of all
 * objects together and of any one; values, those of lists included. Counted before a body is parsed, for the time of whoever parses it, looks through
 * it and names its faults grows with each of them.
 */
export type Intake = {
  readonly bytes: number;
  readonly name: number;
  readonly text: number;
  readonly depth: number;
  readonly keys: number;
  readonly keysOfOne: number;
  readonly values: number;
};

/** No field has a longer name than a few words, and none but a file a longer text than a reason. */
const SHORT = { name: 100, text: 4 * KILOBYTE } as const;

export const INTAKES = {
  /** A login, a step, a page's form. */
  form: { ...SHORT, bytes: 16 * KILOBYTE, depth: 3, keys: 32, keysOfOne: 32, values: 32 },
  /** One thing, or the ids of 500. */
  fields: { ...SHORT, bytes: 64 * KILOBYTE, depth: 4, keys: 64, keysOfOne: 32, values: 1_000 },
  /** Thousands of small things of one kind: areas, actors, files. */
  list: { ...SHORT, bytes: 2 * MEGABYTE, depth: 4, keys: 12_000, keysOfOne: 8, values: 20_000 },
  /** A definition or a table as one text. */
  text: { ...SHORT, text: MEGABYTE, bytes: MEGABYTE, depth: 3, keys: 32, keysOfOne: 32, values: 32 },
  /** A form with one file, which has limits of its own; anything else that is sent there is small. */
  file: { ...SHORT, bytes: 64 * KILOBYTE, depth: 3, keys: 32, keysOfOne: 32, values: 32 },
} as const satisfies Record<string, Intake>;
export type IntakeName = keyof typeof INTAKES;

/** A form with a file: bytes of the file; files; its other fields, and bytes of the name and the value of each. */
export const UPLOAD = { file: 24 * MEGABYTE, files: 1, fields: 10, fieldName: 100, fieldValue: KILOBYTE } as const;

/** Files on their way or being read: how many of one account, and the bytes of these and of them all. */
export const UPLOADS_IN_PROGRESS = { files: 32, ofOne: 4 * UPLOAD.file, ofAll: 8 * UPLOAD.file } as const;

/** What a file must come with at least, a grace apart: half of what a village's line does. Whoever sends less holds a place that others wait for. */
export const LEAST_PACE = { graceSeconds: 10, bytesPerSecond: 16 * KILOBYTE } as const;

/** Parameters of an address. */
export const MOST_PARAMETERS = 32;

/** Characters of anything in a problem that the caller has chosen: a name of a field, a path, a detail. */
export const LONGEST_TOLD = 400;

/** 24 兆字节, 64 千字节 */
export const sizeText = (bytes: number): string =>
  bytes < MEGABYTE
    ? say(`${bytes / KILOBYTE} 千字节`, `${bytes / KILOBYTE} KB`)
    : say(`${bytes / MEGABYTE} 兆字节`, `${bytes / MEGABYTE} MB`);
