import type { CutReturn } from './cut-return';
import { decodeText, encodeText, sha256 } from './encoding';
import type { RecordProfile } from './profile';
import { malformed, returnFault, wholeFile, type ReturnFault } from './return-fault';
import { textRecords } from './text-record';

/** Cuts a return of records, or says why the file as a whole cannot be read. */
export function cutRecords(profile: RecordProfile, bytes: Buffer): CutReturn | ReturnFault {
  const rows = rowsOf(profile, bytes);
  if ('code' in rows) return rows;
  const records = textRecords(profile);
  const digest = records.returnTrailer.cut(rows.trailer)?.digest;
  if (digest === undefined) return missingTrailer(profile, bytes);
  const header = records.returnHeader.cut(rows.header);
  if (header === undefined) return malformed(1, `首行${records.returnHeader.mismatch(rows.header)}`);
  return {
    header,
    lines: rows.details.map(
      (row, index) => records.returnLine.cut(row) ?? malformed(index + 2, records.returnLine.mismatch(row)),
    ),
    faults: digestFaults(profile, rows.details, digest),
  };
}

export type Rows = { readonly header: string; readonly details: readonly string[]; readonly trailer: string };

/** The rows of a file between its line ends; at least a header and a trailer. */
export function rowsOf(profile: RecordProfile, bytes: Buffer): Rows | ReturnFault {
  const text = decodeText(profile.encoding, bytes);
  if (text === undefined) return wholeFile('return_encoding', `文件不是 ${profile.encoding.toUpperCase()} 编码`);
  const rows = text.split(profile.lineEnd);
  if (rows.pop() !== '') return wholeFile('return_truncated', '文件末行不完整');
  const trailer = rows.pop();
  const [header, ...details] = rows;
  if (trailer === undefined || header === undefined) return missingTrailer(profile, bytes);
  return { header, details, trailer };
}

/** Chinese in the other encoding usually decodes without complaint, into other characters; the trailer's title gives it away. */
function missingTrailer(profile: RecordProfile, bytes: Buffer): ReturnFault {
  const title = profile.layout === 'delimited' ? profile.trailerTitle : profile.returnTrailer.type;
  const other = profile.encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  if (profile.layout === 'delimited' && decodeText(other, bytes)?.includes(title) === true)
    return wholeFile('return_encoding', `文件是 ${other.toUpperCase()} 编码，应为 ${profile.encoding.toUpperCase()}`);
  return wholeFile('return_truncated', `文件没有以“${title}”开头的末行，或没有首行`);
}

/** A file can keep all its totals and still have been changed on the way. */
function digestFaults(profile: RecordProfile, details: readonly string[], digest: string): readonly ReturnFault[] {
  if (detailDigest(profile, details) === digest) return [];
  return [returnFault('return_digest_mismatch', { row: details.length + 2, column: '校验值' }, '明细与末行的校验值不符')];
}

/** SHA-256 (hex) of the details' bytes, line ends included. */
export function detailDigest(profile: RecordProfile, details: readonly string[]): string {
  return sha256(encodeText(profile.encoding, details.map((row) => row + profile.lineEnd).join('')));
}
