import { crc32, inflateRawSync } from 'node:zlib';
import { fileFault, type FaultCode, type RowFault } from './row-fault';
import { zipEntries, type ZipEntry } from './zip-entries';

const MEGABYTE = 1024 * 1024;
/** The library that reads the cells holds them all in memory, about 8 kB a row. */
export const LIMITS = { packed: 20 * MEGABYTE, unpacked: 200 * MEGABYTE, entries: 1_000, rows: 50_000, cells: 2_000_000 };
export type Limits = Readonly<typeof LIMITS>;
const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Looks into an uploaded file before anything parses it. Sizes that an archive declares can lie, so every entry is really unpacked, against one budget
 * for all of them; a few kilobytes can otherwise unpack to gigabytes.
 */
export function guardFile(bytes: Buffer, limits: Limits = LIMITS): RowFault | undefined {
  if (bytes.length > limits.packed)
    return tooLarge(`文件有 ${inMegabytes(bytes.length)} MB，上限 ${inMegabytes(limits.packed)} MB`);
  const entries = zipEntries(bytes);
  if (entries === undefined || !isWorkbook(entries, limits)) return notXlsx(bytes);
  try {
    return guardEntries(entries, limits);
  } catch {
    // zlib throws at damaged entries; what it says is of no use to a clerk.
    return notXlsx(bytes);
  }
}

function isWorkbook(entries: readonly ZipEntry[], limits: Limits): boolean {
  if (entries.length > limits.entries || entries.some((entry) => entry.encrypted)) return false;
  return entries.some((entry) => entry.name.replace(/^\//, '') === 'xl/workbook.xml');
}

/** A file that the guard let pass and the reader could not read. */
export function notXlsx(bytes: Buffer = Buffer.alloc(0)): RowFault {
  const old = bytes.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE);
  const reason = old ? '文件是旧版 .xls 格式，或设有打开密码' : '文件不是 .xlsx 工作簿，或已损坏';
  return refused('not_xlsx', reason, '请用电子表格软件另存为不带密码的 .xlsx 文件后重新上传');
}

function guardEntries(entries: readonly ZipEntry[], limits: Limits): RowFault | undefined {
  let left = limits.unpacked;
  let [rows, cells] = [0, 0];
  for (const entry of entries) {
    const content = unpack(entry, left);
    if (content === undefined) return tooLarge(`文件展开后超过 ${inMegabytes(limits.unpacked)} MB`);
    // The spreadsheet library does not check: a byte that flipped in a mail could become another digit of an account.
    if (crc32(content) !== entry.crc) return notXlsx();
    left -= content.length;
    if (!entry.name.includes('worksheets/')) continue;
    rows += occurrences(content, '<row');
    cells += occurrences(content, '<c ') + occurrences(content, '<c>');
  }
  if (rows <= limits.rows && cells <= limits.cells) return undefined;
  const reason = `表中有 ${rows} 行、${cells} 个单元格（含空白的），一次最多 ${limits.rows} 行`;
  return refused('too_many_rows', reason, '请删去名单下方和右侧的空白行列，或按乡镇拆分后分次上传');
}

/** Undefined when it would be more than the budget. */
function unpack({ method, packed }: ZipEntry, budget: number): Buffer | undefined {
  if (method === 0) return packed.length > budget ? undefined : packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(budget, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw error;
  }
}

function occurrences(content: Buffer, tag: string): number {
  let found = 0;
  for (let at = content.indexOf(tag); at >= 0; at = content.indexOf(tag, at + tag.length)) found += 1;
  return found;
}

function tooLarge(reason: string): RowFault {
  return refused('file_too_large', reason, '请只保留名单工作表，删去图片和空白行列，或按乡镇拆分后分次上传');
}

function refused(code: FaultCode, reason: string, hint: string): RowFault {
  return fileFault({ code, reason, hint });
}

function inMegabytes(size: number): number {
  return Math.ceil(size / MEGABYTE);
}
