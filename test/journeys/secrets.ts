import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';
import Database from '@fenming/sqlite';
import iconv from 'iconv-lite';
import { fifteenDigits } from './citizens';

/** Something that may stand in clear only in `inbox` and `outbox`. */
export type Secret = { readonly of: string; readonly needles: readonly Buffer[] };
/** Bytes and where they were found. */
export type Hay = { readonly place: string; readonly bytes: Buffer };

/** Base64 of a text wherever it begins in what is encoded: the characters that depend on the text alone. */
const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + Buffer.byteLength(text)) * 8) / 6));
  });

/** A number as UTF-8, as UTF-16 of either byte order (without the last byte one stands in the other), as base64 and as hex. */
const numberWritten = (digits: string): readonly Buffer[] => [
  Buffer.from(digits, 'utf16le').subarray(0, -1),
  ...[digits, ...base64Of(digits), Buffer.from(digits).toString('hex')].map((written) => Buffer.from(written)),
];

/** A citizen id by what all its forms share: the 17 digits before the last character, and the 15 digits of an old card. */
export const idSecret = (id: string): Secret => ({
  of: `citizen id …${id.slice(-3)}`,
  needles: [id.slice(0, 17), fifteenDigits(id)].flatMap(numberWritten),
});
export const accountSecret = (account: string): Secret => ({
  of: `account …${account.slice(-4)}`,
  needles: numberWritten(account),
});
export const daySecret = (day: string): Secret => ({ of: `day ${day}`, needles: numberWritten(day) });
export const nameSecret = (name: string): Secret => {
  const littleEndian = Buffer.from(name, 'utf16le');
  const encodings = [Buffer.from(name), iconv.encode(name, 'gb18030'), littleEndian, Buffer.from(littleEndian).swap16()];
  return { of: `name ${name}`, needles: encodings };
};

type Needle = { readonly of: string; readonly bytes: Buffer };

/** Needles by their first four bytes, so that the hay is walked through once and not once for each of a thousand needles. */
const byBeginning = (secrets: readonly Secret[]): ReadonlyMap<number, readonly Needle[]> => {
  const groups = new Map<number, Needle[]>();
  for (const { of, needles } of secrets)
    for (const bytes of needles) groups.set(bytes.readUInt32BE(0), [...(groups.get(bytes.readUInt32BE(0)) ?? []), { of, bytes }]);
  return groups;
};

const foundIn = ({ place, bytes }: Hay, needles: ReadonlyMap<number, readonly Needle[]>): ReadonlySet<string> => {
  const hits = new Set<string>();
  let window = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    window = ((window << 8) | (bytes[at] ?? 0)) >>> 0;
    for (const { of, bytes: needle } of needles.get(window) ?? [])
      if (bytes.subarray(at - 3, at - 3 + needle.length).equals(needle)) hits.add(`${of} in ${place}`);
  }
  return hits;
};

/** Which secrets stand in the hay, and where. */
export const found = (secrets: readonly Secret[], hay: readonly Hay[]): readonly string[] => {
  const needles = byBeginning(secrets);
  return hay.flatMap((each) => [...foundIn(each, needles)]);
};

const inflateRaw = (bytes: Buffer): Buffer => inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });

/** RFC 1952: ten bytes, then extra field, file name and comment where the flags say so. */
const afterGzipHeader = (bytes: Buffer): Buffer => {
  const flags = bytes.readUInt8(3);
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(at);
  for (const text of [8, 16]) if ((flags & text) !== 0) at = bytes.indexOf(0, at) + 1;
  return bytes.subarray(at + ((flags & 2) === 0 ? 0 : 2));
};
const afterZipHeader = (bytes: Buffer): Buffer => bytes.subarray(30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28));

/** How compressed bytes begin, and where in them the deflated part does. */
const STARTS: readonly (readonly [name: string, start: Buffer, deflated: (bytes: Buffer) => Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b, 0x08]), afterGzipHeader],
  ['zip', Buffer.from([0x50, 0x4b, 0x03, 0x04]), afterZipHeader],
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ['zlib', Buffer.from([0x78, level]), (bytes: Buffer) => bytes.subarray(2)] as const),
];

function* placesOf(bytes: Buffer, start: Buffer): Generator<number> {
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) yield at;
}

/** Whatever inside the bytes can be decompressed, from every place that looks like the beginning of it. */
const unpacked = ({ place, bytes }: Hay): readonly Hay[] =>
  STARTS.flatMap(([name, start, deflated]) =>
    [...placesOf(bytes, start)].flatMap((at) => {
      try {
        return [{ place: `${place} (${name} at ${at})`, bytes: inflateRaw(deflated(bytes.subarray(at))) }];
      } catch {
        // Two or three bytes that happen to look like a beginning.
        return [];
      }
    }),
  );

/** A value that SQLite has spread over several pages is whole only when it is read as a value. */
const valuesIn = (file: string, place: string): Hay => {
  const database = new Database(file, { readonly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const values = tables.flatMap((table) => database.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]).flat();
  database.close();
  const bytes = values.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))));
  return { place: `${place} (values)`, bytes: Buffer.concat(bytes.flatMap((value) => [value, Buffer.from('\n')])) };
};

/** Every file below a folder: as it is, as a database, and decompressed. */
export const hayOf = (folder: string, keep: (path: string) => boolean): readonly Hay[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => keep(relative(folder, file)))
    .flatMap((file) => {
      const place = relative(folder, file);
      const raw = { place, bytes: readFileSync(file) };
      return [raw, ...unpacked(raw), ...(/^(log|views|vault|access)\.sqlite$/.test(place) ? [valuesIn(file, place)] : [])];
    });
