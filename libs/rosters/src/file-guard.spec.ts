import { crc32, deflateRawSync } from 'node:zlib';
import { guardFile, LIMITS, type Limits } from './file-guard';
import { zipEntries } from './zip-entries';

const MEGABYTE = 1024 * 1024;
const little = (limits: Partial<Limits>): Limits => ({ ...LIMITS, ...limits });
const codeOf = (archive: Buffer, limits: Partial<Limits> = {}): string | undefined => guardFile(archive, little(limits))?.code;

type Part = {
  readonly name: string;
  readonly content: Buffer;
  readonly claims?: number;
  readonly wide?: boolean;
  readonly encrypted?: boolean;
};

const WORKBOOK: Part = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };

/** A workbook's archive by hand: it may lie about a size, or keep its sizes in ZIP64 fields as Java's writers do. */
function archiveOf(given: readonly Part[]): Buffer {
  const parts = [WORKBOOK, ...given];
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.content);
    const local = Buffer.concat([header('504b0304', 30, part, packed), Buffer.from(part.name), packed]);
    directory.push(directoryEntry(part, packed, at));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function header(signature: string, length: number, part: Part, packed: Buffer): Buffer {
  const bytes = Buffer.alloc(length);
  const shift = length === 46 ? 2 : 0;
  bytes.write(signature, 0, 'hex');
  bytes.writeUInt16LE(part.encrypted ? 1 : 0, 6 + shift);
  bytes.writeUInt16LE(8, 8 + shift);
  bytes.writeUInt32LE(crc32(part.content), 14 + shift);
  bytes.writeUInt32LE(part.wide ? 0xffffffff : packed.length, 18 + shift);
  bytes.writeUInt32LE(part.wide ? 0xffffffff : (part.claims ?? part.content.length), 22 + shift);
  bytes.writeUInt16LE(Buffer.byteLength(part.name), 26 + shift);
  return bytes;
}

function directoryEntry(part: Part, packed: Buffer, at: number): Buffer {
  const bytes = header('504b0102', 46, part, packed);
  const extra = Buffer.alloc(part.wide ? 28 : 0);
  if (part.wide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [part.content.length, packed.length, at].forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + index * 8));
  }
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(part.wide ? 0xffffffff : at, 42);
  return Buffer.concat([bytes, Buffer.from(part.name), extra]);
}

const sheet = (content: string | Buffer): Part => ({ name: 'xl/worksheets/sheet1.xml', content: Buffer.from(content) });

describe('a file is looked into before anything reads it', () => {
  it('and an ordinary one passes', () => {
    expect(codeOf(archiveOf([sheet('<row r="1"><c r="A1"/></row>')]))).toBeUndefined();
  });

  it('and one that Java wrote passes: its sizes stand in ZIP64 fields', () => {
    const archive = archiveOf([sheet('<row r="1"/>'), { ...sheet('<row r="2"/>'), wide: true }]);
    const packed = ['<workbook/>', '<row r="1"/>', '<row r="2"/>'].map((text) => deflateRawSync(Buffer.from(text)));
    expect(zipEntries(archive)?.map((entry) => entry.packed)).toEqual(packed);
    expect(codeOf(archive)).toBeUndefined();
  });

  it('and one that unpacks to more than memory should hold is refused, whatever size it claims', () => {
    const bomb = { ...sheet(Buffer.alloc(3 * MEGABYTE)), claims: 10 };
    expect(archiveOf([bomb]).length).toBeLessThan(10_000);
    expect(codeOf(archiveOf([bomb]), { unpacked: 2 * MEGABYTE })).toBe('file_too_large');
    expect(codeOf(archiveOf([bomb]), { unpacked: 4 * MEGABYTE })).toBeUndefined();
  });

  it('and many entries share one budget', () => {
    const parts = Array.from({ length: 5 }, (_, index) => ({ name: `xl/media/${index}.png`, content: Buffer.alloc(MEGABYTE) }));
    expect(codeOf(archiveOf(parts), { unpacked: 4 * MEGABYTE })).toBe('file_too_large');
    expect(codeOf(archiveOf(parts), { entries: 4 })).toBe('not_xlsx');
  });

  it('and one with more rows or cells than can be held is refused, blank ones included', () => {
    const rows = sheet('<row r="1"><c r="A1"/><c r="B1"/></row>'.repeat(11));
    expect(codeOf(archiveOf([rows]), { rows: 10 })).toBe('too_many_rows');
    expect(codeOf(archiveOf([rows]), { cells: 21 })).toBe('too_many_rows');
    expect(codeOf(archiveOf([rows]), { rows: 11, cells: 22 })).toBeUndefined();
  });

  it('and one with a flipped byte is refused, because it could be another digit of an account', () => {
    const archive = archiveOf([sheet('<c r="A1"><v>9900000000000000002</v></c>')]);
    const checksum = archive.lastIndexOf(Buffer.from('504b0102', 'hex')) + 16;
    archive.writeUInt32LE(crc32('<c r="A1"><v>9900000000000000003</v></c>'), checksum);
    expect(codeOf(archive)).toBe('not_xlsx');
  });

  it('and an encrypted, damaged or senseless archive is refused', () => {
    const good = archiveOf([sheet('<row r="1"/>')]);
    expect(codeOf(archiveOf([{ ...sheet('x'), encrypted: true }]))).toBe('not_xlsx');
    for (let cut = 1; cut < good.length; cut += 7) expect(['not_xlsx', 'file_too_large']).toContain(codeOf(good.subarray(cut)));
    const pointsOutside = Buffer.from(good);
    pointsOutside.writeUInt32LE(0x7fffffff, good.length - 6);
    expect(codeOf(pointsOutside)).toBe('not_xlsx');
  });
});
