import { ZipFile } from 'yazl';

/** The first moment that ZIP can write: files carry no moment of their own, so that equal parts are an equal file on every day. */
const EPOCH = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const;

/** Packs the parts of an .xlsx file, in their order. */
export async function zipParts(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name, { ...EPOCH, compressionLevel: 6 });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
