import { crc32, deflateRawSync } from 'node:zlib';
import { Archive, LIMITS, type Limits } from './archive';
import { FileRefused } from './file-refused';

const MEGABYTE = 1024 * 1024;
type Part = {
  readonly name: string;
  readonly content: Buffer;
  readonly claims?: number;
  readonly wide?: boolean;
  readonly encrypted?: boolean;
};
const part = (name: string, content: string | Buffer): Part => ({ name, content: Buffer.from(content) });
const ENTRY_POINT = part('_rels/.rels', '<Relationships/>');
const SHEET = 'xl/worksheets/sheet1.xml';

/** An archive by hand: it may lie about a size, or keep its sizes in ZIP64 fields as Java's writers do. */
const archiveOf = (given: readonly Part[]): Buffer => {
  const parts = [ENTRY_POINT, ...given];
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const each of parts) {
    const packed = deflateRawSync(each.content);
    const local = Buffer.concat([header('504b0304', 30, each, packed), Buffer.from(each.name), packed]);
    directory.push(directoryEntry(each, packed, at));
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
};

const header = (signature: string, length: number, each: Part, packed: Buffer): Buffer => {
  const bytes = Buffer.alloc(length);
  const shift = length === 46 ? 2 : 0;
  bytes.write(signature, 0, 'hex');
  bytes.writeUInt16LE(each.encrypted ? 1 : 0, 6 + shift);
  bytes.writeUInt16LE(8, 8 + shift);
  bytes.writeUInt32LE(crc32(each.content), 14 + shift);
  bytes.writeUInt32LE(each.wide ? 0xffffffff : packed.length, 18 + shift);
  bytes.writeUInt32LE(each.wide ? 0xffffffff : (each.claims ?? each.content.length), 22 + shift);
  bytes.writeUInt16LE(Buffer.byteLength(each.name), 26 + shift);
  return bytes;
};

const directoryEntry = (each: Part, packed: Buffer, at: number): Buffer => {
  const bytes = header('504b0102', 46, each, packed);
  const extra = Buffer.alloc(each.wide ? 28 : 0);
  if (each.wide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [each.content.length, packed.length, at].forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + i * 8));
  }
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(each.wide ? 0xffffffff : at, 42);
  return Buffer.concat([bytes, Buffer.from(each.name), extra]);
};

/** The text of the named parts, or the code with which the file is refused. */
const read = async (archive: Buffer, names = [SHEET], limits: Partial<Limits> = {}): Promise<string> => {
  try {
    const opened = await Archive.open(archive, { ...LIMITS, ...limits });
    let text = '';
    for (const name of names) for await (const chunk of opened.text(name)) text += chunk;
    return text;
  } catch (error) {
    if (error instanceof FileRefused) return error.wrong.code;
    throw error;
  }
};

describe('the archive that a workbook is', () => {
  it('hands over the text of its parts, whatever the case of their names, also when Java wrote it with ZIP64 fields', async () => {
    const file = archiveOf([{ ...part('xl/Worksheets/Sheet1.xml', '<row r="1"/>'), wide: true }]);
    expect(await read(file)).toBe('<row r="1"/>');
  });

  it('is refused when a part unpacks to more than it claims, a few kilobytes to gigabytes', async () => {
    const bomb = archiveOf([{ name: SHEET, content: Buffer.alloc(3 * MEGABYTE, 32), claims: 10 }]);
    expect(bomb.length).toBeLessThan(10_000);
    expect(await read(bomb)).toBe('not_xlsx');
  });

  it('is refused when all that is read of it is more than the limit, and nothing else is unpacked at all', async () => {
    const parts = ['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(MEGABYTE, 32) }));
    expect(await read(archiveOf(parts), ['a', 'b', 'c'], { unpacked: 2 * MEGABYTE })).toBe('file_too_large');
    expect((await read(archiveOf(parts), ['a', 'b'], { unpacked: 2 * MEGABYTE })).length).toBe(2 * MEGABYTE);
    expect(await read(archiveOf(parts), ['a'], { entries: 3 })).toBe('file_too_large');
  });

  it('is refused with a flipped byte, because it could be another digit of an account', async () => {
    const archive = archiveOf([part(SHEET, '<c r="A1"><v>9900000000000000002</v></c>')]);
    const checksum = archive.lastIndexOf(Buffer.from('504b0102', 'hex')) + 16;
    archive.writeUInt32LE(crc32('<c r="A1"><v>9900000000000000003</v></c>'), checksum);
    expect(await read(archive)).toBe('not_xlsx');
  });

  it('is refused when two parts have one name, for readers disagree which one counts', async () => {
    expect(await read(archiveOf([part(SHEET, '<a/>'), part('XL/worksheets/sheet1.xml', '<b/>')]))).toBe('not_xlsx');
  });

  it('is refused when it is encrypted, damaged or senseless', async () => {
    const good = archiveOf([part(SHEET, '<row r="1"/>')]);
    expect(await read(archiveOf([{ ...part(SHEET, 'x'), encrypted: true }]))).toBe('not_xlsx');
    for (let cut = 1; cut < good.length; cut += 7) expect(await read(good.subarray(cut))).toBe('not_xlsx');
    const pointsOutside = Buffer.from(good);
    pointsOutside.writeUInt32LE(0x7fffffff, good.length - 6);
    expect(await read(pointsOutside)).toBe('not_xlsx');
  });

  it('may hold UTF-16, and is refused for bytes that are neither this nor UTF-8', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<t>王示例</t>', 'utf16le')]);
    expect(await read(archiveOf([{ name: SHEET, content: utf16 }]))).toBe('<t>王示例</t>');
    expect(await read(archiveOf([{ name: SHEET, content: Buffer.from('3c743ecdf5cabe3c2f743e', 'hex') }]))).toBe('not_xlsx');
  });
});
