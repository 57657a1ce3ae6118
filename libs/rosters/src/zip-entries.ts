/** One entry of a ZIP archive's central directory (APPNOTE.TXT 4.3.12); offsets count from the start of the archive. */
export type ZipEntry = {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** CRC-32 of the unpacked content. */
  readonly crc: number;
  readonly packed: Buffer;
  readonly directoryAt: number;
  readonly localAt: number;
};

const END_SIGNATURE = Buffer.from('504b0506', 'hex');
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const IN_ZIP64_FIELD = 0xffffffff;
const OUTSIDE = new Set<unknown>(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

/** Walks the central directory; undefined when the bytes are no sound ZIP archive. */
export function zipEntries(archive: Buffer): readonly ZipEntry[] | undefined {
  const end = archive.lastIndexOf(END_SIGNATURE);
  if (end < 0 || end + END_BYTES > archive.length) return undefined;
  try {
    return walk(archive, archive.readUInt32LE(end + 16), archive.readUInt16LE(end + 10));
  } catch (error) {
    // Lengths that point outside the archive make Buffer throw; that is damage, not a fault of ours.
    if (OUTSIDE.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}

function walk(archive: Buffer, start: number, count: number): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_SIGNATURE) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const entry = readEntry(archive, at, { nameLength, extraLength });
    if (entry === undefined) return undefined;
    entries.push(entry);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function readEntry(archive: Buffer, at: number, lengths: { nameLength: number; extraLength: number }): ZipEntry | undefined {
  const nameEnd = at + 46 + lengths.nameLength;
  const { packedSize, localAt } = sizes(archive, at, archive.subarray(nameEnd, nameEnd + lengths.extraLength));
  if (archive.readUInt32LE(localAt) !== LOCAL_SIGNATURE) return undefined;
  const contentAt = localAt + 30 + archive.readUInt16LE(localAt + 26) + archive.readUInt16LE(localAt + 28);
  if (contentAt + packedSize > archive.length) return undefined;
  return {
    name: archive.toString('utf8', at + 46, nameEnd),
    encrypted: (archive.readUInt16LE(at + 8) & 1) === 1,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packed: archive.subarray(contentAt, contentAt + packedSize),
    directoryAt: at,
    localAt,
  };
}

/** Sizes and offset may have moved to the ZIP64 extra field: Java's spreadsheet writers do so even for small files. */
function sizes(archive: Buffer, at: number, extra: Buffer): { packedSize: number; localAt: number } {
  const [packed, unpacked, local] = [20, 24, 42].map((field) => archive.readUInt32LE(at + field)) as [number, number, number];
  const wide = wideFields(extra);
  // The field holds only those that did not fit, always in this order.
  if (unpacked === IN_ZIP64_FIELD) wide.shift();
  const packedSize = packed === IN_ZIP64_FIELD ? (wide.shift() ?? Number.NaN) : packed;
  const localAt = local === IN_ZIP64_FIELD ? (wide.shift() ?? Number.NaN) : local;
  return { packedSize, localAt };
}

function wideFields(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    return Array.from({ length: Math.floor(field.length / 8) }, (_, index) => Number(field.readBigUInt64LE(index * 8)));
  }
  return [];
}
