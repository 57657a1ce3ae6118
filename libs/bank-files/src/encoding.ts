import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { encodeGb18030 } from './gb18030';

export type Encoding = 'gb18030' | 'utf-8';

const BYTE_ORDER_MARKS = ['efbbbf', 'fffe', 'feff'];
const NOT_ASCII = /[^ -~]/;

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export function encodeText(encoding: Encoding, text: string): Buffer {
  return encoding === 'utf-8' ? Buffer.from(text, 'utf8') : encodeGb18030(text);
}

export function byteLength(encoding: Encoding, text: string): number {
  return NOT_ASCII.test(text) ? encodeText(encoding, text).length : text.length;
}

/** The text of a file, or undefined when its bytes are not of this encoding. A decoder replaces what it cannot read; only a round trip shows that. */
export function decodeText(encoding: Encoding, bytes: Buffer): string | undefined {
  if (BYTE_ORDER_MARKS.some((mark) => bytes.toString('hex', 0, mark.length / 2) === mark)) return undefined;
  const text = iconv.decode(bytes, encoding);
  return encodeText(encoding, text).equals(bytes) ? text : undefined;
}

/** Whether no bank would take a text: a control character, half a surrogate pair, an invented character, or a space that nobody sees at its ends. */
export function breaksText(text: string): boolean {
  return /\p{Cc}|\p{Cs}|\p{Co}|[\u2028\u2029\uFEFF\uFFFD]|^\s|\s$/u.test(text);
}
