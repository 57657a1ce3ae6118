import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { encodeGb18030 } from './gb18030';

export type Encoding = 'gb18030' | 'utf-8';

/** What some programs put before a text to say how it is encoded; the text itself begins after it. */
const MARKS: Readonly<Record<Encoding, Buffer>> = {
  'utf-8': Buffer.from('efbbbf', 'hex'),
  gb18030: Buffer.from('84319533', 'hex'),
};
const NOT_ASCII = /[^ -~]/;

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export function encodeText(encoding: Encoding, text: string): Buffer {
  return encoding === 'utf-8' ? Buffer.from(text, 'utf8') : encodeGb18030(text);
}

export function byteLength(encoding: Encoding, text: string): number {
  return NOT_ASCII.test(text) ? encodeText(encoding, text).length : text.length;
}

/**
 * The text of a file after its byte order mark, or undefined when its bytes are not of this encoding. A decoder replaces what it cannot read; only a
 * round trip shows that.
 */
export function decodeText(encoding: Encoding, bytes: Buffer): string | undefined {
  const text = iconv.decode(afterMark(encoding, bytes), encoding, { stripBOM: false });
  if (text.startsWith('\uFEFF')) return undefined;
  return encodeText(encoding, text).equals(afterMark(encoding, bytes)) ? text : undefined;
}

/** The encoding that a file's byte order mark names. */
export const markedEncoding = (bytes: Buffer): Encoding | undefined =>
  (Object.keys(MARKS) as Encoding[]).find((encoding) => startsWith(bytes, MARKS[encoding]));

const startsWith = (bytes: Buffer, mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark);
const afterMark = (encoding: Encoding, bytes: Buffer): Buffer =>
  startsWith(bytes, MARKS[encoding]) ? bytes.subarray(MARKS[encoding].length) : bytes;

/** Old systems end a text with it. */
export const CTRL_Z = String.fromCharCode(0x1a);

/** A text up to its last character that is not one of these. Not by an expression: a hostile file of spaces would keep one busy for hours. */
export function withoutEnding(text: string, isEnding: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isEnding(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** What may stand after the last row of a file: line ends, spaces and Ctrl-Z. */
export const endsFile = (character: string): boolean => character === CTRL_Z || character.trim() === '';

/** Whether no bank would take a text: a control character, half a surrogate pair, an invented character, or a space that nobody sees at its ends. */
export function breaksText(text: string): boolean {
  return /\p{Cc}|\p{Cs}|\p{Co}|[\u2028\u2029\uFEFF\uFFFD]|^\s|\s$/u.test(text);
}
