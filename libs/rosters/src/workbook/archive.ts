import { say } from '@fenming/language';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { FileRefused, notXlsx, tooLarge } from './file-refused';

const MEGABYTE = 1024 * 1024;
/** Bytes of the file, bytes that its parts may unpack to (each part as often as it is read), parts, and what one sheet may hold, blank rows and cells included. */
export const LIMITS = { packed: 20 * MEGABYTE, unpacked: 600 * MEGABYTE, entries: 1_000, rows: 200_000, cells: 6_000_000 };
export type Limits = Readonly<typeof LIMITS>;
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENTRY_POINT = '_rels/.rels';

/** The parts of an .xlsx file (a ZIP archive, ECMA-376 part 2), unpacked only while they are read. */
export class Archive {
  private left: number;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    readonly limits: Limits,
  ) {
    this.left = limits.unpacked;
  }

  /** Throws FileRefused for bytes that are no sound archive, or larger than a roster can be. */
  static async open(bytes: Buffer, limits: Limits = LIMITS): Promise<Archive> {
    if (bytes.length > limits.packed)
      throw tooLarge(
        say(
          `文件有 ${inMegabytes(bytes.length)} MB，上限 ${inMegabytes(limits.packed)} MB`,
          `the file has ${inMegabytes(bytes.length)} MB, and ${inMegabytes(limits.packed)} MB are taken`,
        ),
      );
    if (bytes.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE))
      throw notXlsx(say('文件是旧版 .xls 格式，或设有打开密码', 'the file is an old .xls, or needs a password to be opened'));
    const { zip, entries } = await orDamaged(() => directory(bytes, limits));
    if (!entries.has(ENTRY_POINT)) throw notXlsx();
    return new Archive(zip, entries, limits);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** A part's text, chunk by chunk. Throws FileRefused when it is not there, damaged, or when more is read in all than the limit. */
  async *text(name: string): AsyncGenerator<string> {
    const decoder = new Decoder();
    for await (const chunk of this.bytes(name)) yield decoder.write(chunk);
    yield decoder.end();
  }

  private async *bytes(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw notXlsx();
    const stream = await orDamaged(() => this.zip.openReadStreamPromise(entry));
    let checksum = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.left -= chunk.length;
        if (this.left < 0)
          throw tooLarge(
            say(
              `文件展开后超过 ${inMegabytes(this.limits.unpacked)} MB`,
              `the file is bigger than ${inMegabytes(this.limits.unpacked)} MB when unpacked`,
            ),
          );
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof FileRefused ? error : notXlsx();
    } finally {
      stream.destroy();
    }
    // The archive reader does not check it: a byte that flipped in a mail could become another digit of an account.
    if (checksum !== entry.crc32) throw notXlsx();
  }
}

type Directory = { readonly zip: ZipFile; readonly entries: ReadonlyMap<string, Entry> };

async function directory(bytes: Buffer, limits: Limits): Promise<Directory> {
  const zip = await fromBufferPromise(bytes, { validateEntrySizes: true });
  const entries = new Map<string, Entry>();
  if (zip.entryCount > limits.entries)
    throw tooLarge(
      say(
        `文件由 ${zip.entryCount} 个部件组成（图片各算一个），上限 ${limits.entries} 个`,
        `the file has ${zip.entryCount} parts (each picture counts), and ${limits.entries} are taken`,
      ),
    );
  for await (const entry of zip.eachEntry()) {
    // Names of parts differ in more than case (ECMA-376 part 2, 6.2.2.3). Of two with one name, readers disagree which one counts.
    const name = entry.fileName.replace(/^\//, '').toLowerCase();
    if (entries.has(name) || !entry.canDecodeFileData()) throw notXlsx();
    entries.set(name, entry);
  }
  return { zip, entries };
}

/** Whatever the archive reader stumbles over is one thing to the clerk: a file that cannot be read. */
async function orDamaged<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof FileRefused ? error : notXlsx();
  }
}

/** XML parts are UTF-8, or UTF-16 with a mark of its byte order. Throws FileRefused for any other bytes. */
class Decoder {
  private decoder: InstanceType<typeof TextDecoder> | undefined;

  write(chunk: Buffer): string {
    this.decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    return this.decode(chunk, true);
  }

  end(): string {
    return this.decode(Buffer.alloc(0), false);
  }

  private decode(chunk: Buffer, stream: boolean): string {
    try {
      return this.decoder?.decode(chunk, { stream }) ?? '';
    } catch {
      throw notXlsx();
    }
  }
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function inMegabytes(size: number): number {
  return Math.ceil(size / MEGABYTE);
}
