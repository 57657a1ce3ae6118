import { say } from '@fenming/language';
import { CTRL_Z, decodeText, encodeText, endsFile, markedEncoding, sha256, withoutEnding, type Encoding } from './encoding';
import { failedCodes, settledCodes, type RecordProfile } from './profile';
import { malformed, wholeFile, type ReturnFault } from './return-fault';
import type { TextRecord } from './text-record';

/** `end`: the line end that follows it in the file; nothing after a last row that has none. */
export type Row = { readonly text: string; readonly end: string };

// Some ways of transport double the carriage return; old systems have nothing else.
const ROW = /([^\r\n]*)(\r{0,2}\n|\r|$)/y;

/**
 * The rows of a file of records, whatever ends them: programs on the way turn CRLF into LF, add Ctrl-Z and blank rows at the end, and put a byte order
 * mark before the first. A file in another encoding, and control characters between the rows, are refused.
 */
export function fileRows(profile: RecordProfile, bytes: Buffer): readonly Row[] | ReturnFault {
  const text = decoded(profile, bytes);
  if (typeof text !== 'string') return text;
  // A tab that parts columns says that the last of them is empty, and is no blank.
  const own = profile.layout === 'delimited' ? profile.delimiter : '';
  const body = withoutEnding(text, (character) => !own.includes(character) && endsFile(character));
  const ending = text.slice(body.length);
  const rows = body === '' ? [] : splitRows(body, /[\r\n]/.test(ending) || ending.includes(CTRL_Z) ? profile.lineEnd : '');
  const strange = rows.findIndex((row) => /[^\P{Cc}\t]/u.test(row.text));
  if (strange < 0) return rows;
  const what =
    rows[strange]?.text.includes('\0') === true ? say('空字符（NUL）', 'null characters') : say('控制字符', 'control characters');
  return malformed(
    strange + 1,
    say(
      `行内有${what}，文件在传送中损坏，或不是文本文件`,
      `there are ${what} in a line: the file was damaged on the way, or is no text file`,
    ),
  );
}

function splitRows(body: string, lastEnd: string): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < body.length;) {
    ROW.lastIndex = at;
    const [whole = '', text = '', end = ''] = ROW.exec(body) ?? [];
    at += whole.length;
    rows.push({ text, end: at < body.length ? end : lastEnd });
  }
  return rows;
}

function decoded(profile: RecordProfile, bytes: Buffer): string | ReturnFault {
  const { encoding } = profile;
  const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  const text = (markedEncoding(bytes) ?? encoding) === encoding ? decodeText(encoding, bytes) : undefined;
  if (text === undefined)
    return wholeFile(
      'return_encoding',
      say(
        `文件不是 ${nameOf(encoding)} 编码，或中间有不属于任何文字的字节`,
        `the file is not ${nameOf(encoding)}, or there are bytes in it that are no text`,
      ),
    );
  // Chinese in the other encoding usually decodes without complaint, into other characters; the words of this bank give it away.
  const words = knownWords(profile);
  if (words.length === 0 || words.some((word) => text.includes(word))) return text;
  const otherwise = decodeText(other, bytes);
  return otherwise !== undefined && words.some((word) => otherwise.includes(word))
    ? wholeFile(
        'return_encoding',
        say(
          `文件是 ${nameOf(other)} 编码，应为 ${nameOf(encoding)}`,
          `the file is ${nameOf(other)} and should be ${nameOf(encoding)}`,
        ),
      )
    : text;
}

const nameOf = (encoding: Encoding): string => encoding.toUpperCase();

function knownWords(profile: RecordProfile): readonly string[] {
  const title = profile.layout === 'delimited' && profile.trailerTitle !== undefined ? [profile.trailerTitle] : [];
  const codes = [...settledCodes(profile), ...failedCodes(profile), ...Object.keys(profile.returnCodes)];
  return [...title, ...codes, '成功', '失败'].filter((word) => /\p{Script=Han}/u.test(word));
}

/**
 * Whether a digest (SHA-256, hex in any case) is that of these payment records. Only what a transport is known to change may differ from the bytes at
 * hand: line ends, and spaces at the end of a record of fixed width.
 */
export function sealedBy(
  digest: string,
  details: readonly Row[],
  { encoding }: RecordProfile,
  record: TextRecord<string>,
): boolean {
  const ends: ((row: Row) => string)[] = [({ end }) => end, () => '\r\n', () => '\n'];
  const texts: ((row: Row) => string)[] = [({ text }) => text, ({ text }) => record.whole(text)];
  return texts.some((textOf) =>
    ends.some(
      (endOf) => sha256(encodeText(encoding, details.map((row) => textOf(row) + endOf(row)).join(''))) === digest.toLowerCase(),
    ),
  );
}
