import type { BankProfile } from './profile';
import { decodeText, encodeRecords, sha256 } from './records';
import { returnFault, type ReturnFault } from './return-fault';

export type ReturnRecords = {
  readonly header: readonly string[];
  readonly details: readonly (readonly string[])[];
  /** SHA-256 (hex) of the details' bytes, as the trailer claims it. */
  readonly digest: string;
};

/** Cuts a return file into header, details and the digest of its trailer, or says why the file as a whole cannot be read. */
export function cutRecords(profile: BankProfile, bytes: Buffer): ReturnRecords | ReturnFault {
  const text = decodeText(profile, bytes);
  if (text === undefined) return wholeFile('return_encoding', `文件不是 ${profile.encoding.toUpperCase()} 编码`);
  const rows = text.split(profile.lineEnd);
  if (rows.pop() !== '') return wholeFile('return_truncated', '文件末行不完整');
  const [title, digest = ''] = rows.pop()?.split(profile.delimiter) ?? [];
  if (title !== profile.trailerTitle) return missingTrailer(profile, bytes);
  const [header, ...details] = rows.map((row) => row.split(profile.delimiter));
  if (header === undefined) return wholeFile('return_truncated', '文件没有首行');
  return { header, details, digest };
}

/** Chinese in the other encoding usually decodes without complaint, into other characters; the trailer's title gives it away. */
function missingTrailer(profile: BankProfile, bytes: Buffer): ReturnFault {
  const other = profile.encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  const wrongEncoding = decodeText({ ...profile, encoding: other }, bytes)?.includes(profile.trailerTitle);
  if (wrongEncoding)
    return wholeFile('return_encoding', `文件是 ${other.toUpperCase()} 编码，应为 ${profile.encoding.toUpperCase()}`);
  return wholeFile('return_truncated', `文件没有以“${profile.trailerTitle}”开头的末行`);
}

function wholeFile(code: 'return_encoding' | 'return_truncated', reason: string): ReturnFault {
  return returnFault(code, { row: 1, column: '文件' }, reason);
}

/** A file can keep all its totals and still have been changed on the way. */
export function digestFaults(profile: BankProfile, { details, digest }: ReturnRecords): readonly ReturnFault[] {
  if (sha256(encodeRecords(profile, details)) === digest) return [];
  return [
    returnFault('return_digest_mismatch', { row: details.length + 2, column: profile.trailerTitle }, '明细与末行的校验值不符'),
  ];
}
