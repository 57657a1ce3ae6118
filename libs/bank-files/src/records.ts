import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import type { BankProfile } from './profile';

const BYTE_ORDER_MARKS = ['efbbbf', 'fffe', 'feff'];

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The bytes of records, each with its line end. */
export function encodeRecords(profile: BankProfile, records: readonly (readonly string[])[]): Buffer {
  const text = records.map((record) => record.join(profile.delimiter) + profile.lineEnd).join('');
  return iconv.encode(text, profile.encoding, { addBOM: false });
}

/** Header, details and the trailer that seals the details. */
export function encodeFile(profile: BankProfile, header: readonly string[], details: readonly (readonly string[])[]): Buffer {
  const body = encodeRecords(profile, details);
  return Buffer.concat([encodeRecords(profile, [header]), body, encodeRecords(profile, [[profile.trailerTitle, sha256(body)]])]);
}

/** The text of a file, or undefined when its bytes are not the profile's encoding. A decoder replaces what it cannot read; only a round trip shows that. */
export function decodeText(profile: BankProfile, bytes: Buffer): string | undefined {
  if (BYTE_ORDER_MARKS.some((mark) => bytes.toString('hex', 0, mark.length / 2) === mark)) return undefined;
  const text = iconv.decode(bytes, profile.encoding);
  return iconv.encode(text, profile.encoding).equals(bytes) ? text : undefined;
}

/** Whether a field would break its record: the delimiter, a control character, half a surrogate pair, or a space that nobody sees at its ends. */
export function breaksRecord(profile: BankProfile, text: string): boolean {
  return text.includes(profile.delimiter) || /\p{Cc}|\p{Cs}|[\u2028\u2029\uFEFF\uFFFD]|^\s|\s$/u.test(text);
}
