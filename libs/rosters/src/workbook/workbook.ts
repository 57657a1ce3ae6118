import { say } from '@fenming/language';
import { Archive, type Limits } from './archive';
import type { Surroundings } from './cell';
import { dateStyles } from './date-formats';
import { contradictory, notXlsx } from './file-refused';
import { outlineOf, type Outline } from './outline';
import { StringTable } from './string-table';
import { SheetReader, type SheetRow } from './sheet-reader';
import { attributeOf, flagOf, nameOf, readXml, type Tag } from './xml';

/** A sheet as the workbook lists it. `hidden` is also one that only a programmer can show again. */
export type Sheet = { readonly name: string; readonly hidden: boolean; readonly part: string };
type Relationship = { readonly type: string; readonly target: string };
type Relationships = ReadonlyMap<string, Relationship>;

/** An .xlsx file (ECMA-376), opened: what its sheets are called, and their rows as a stream. */
export class Workbook {
  private constructor(
    private readonly archive: Archive,
    readonly sheets: readonly Sheet[],
    private readonly around: Surroundings,
  ) {}

  /** Throws FileRefused for bytes that are no sound workbook. */
  static async open(bytes: Buffer, limits?: Limits): Promise<Workbook> {
    const archive = await Archive.open(bytes, limits);
    const entry = [...(await relationshipsOf(archive, '')).values()].find(({ type }) => type === 'officeDocument');
    if (entry === undefined) throw notXlsx();
    const parts = await relationshipsOf(archive, entry.target);
    const { sheets, from1904 } = await readWorkbook(archive, entry.target, parts);
    const [styles, strings] = ['styles', 'sharedStrings'].map((type) => [...parts.values()].find((part) => part.type === type));
    const shared = strings === undefined ? undefined : await StringTable.read(archive.text(strings.target));
    const around: Surroundings = {
      sharedString: (index) => shared?.at(index),
      dateStyles: styles === undefined ? new Set() : await dateStyles(archive.text(styles.target)),
      from1904,
    };
    return new Workbook(archive, sheets, around);
  }

  /** What the sheet's XML holds, counted without reading it as a sheet. */
  outline({ part }: Sheet): Promise<Outline> {
    return outlineOf(this.archive.text(part));
  }

  /** The rows in the order of the file, a few hundred at a time. Told what the XML holds, it refuses a file of which it would read more or less. */
  async *rows({ part }: Sheet, held?: Outline): AsyncGenerator<readonly SheetRow[]> {
    const reader = new SheetReader(this.around, this.archive.limits);
    for await (const chunk of this.archive.text(part)) yield reader.write(chunk);
    reader.end();
    if (held !== undefined && (held.rows !== reader.rows || held.cells !== reader.cells))
      throw contradictory(
        say(
          `文件里有 ${held.rows} 行、${held.cells} 格，只能读出 ${reader.rows} 行、${reader.cells} 格`,
          `the file has ${held.rows} lines and ${held.cells} cells, of which ${reader.rows} lines and ${reader.cells} cells can be read`,
        ),
      );
  }
}

async function readWorkbook(
  archive: Archive,
  part: string,
  parts: Relationships,
): Promise<{ readonly sheets: readonly Sheet[]; readonly from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXml(archive.text(part), {
    open: (tag) => {
      if (nameOf(tag) === 'workbookPr') from1904 = flagOf(tag, 'date1904');
      if (nameOf(tag) === 'sheet') sheets.push(...sheetOf(tag, parts));
    },
  });
  return { sheets, from1904 };
}

/** Sheets of charts and old dialogs hold no rows. */
function sheetOf(tag: Tag, parts: Relationships): readonly Sheet[] {
  const id = Object.values(tag.attributes).find(({ local, uri }) => local === 'id' && uri.endsWith('/relationships'))?.value;
  const part = parts.get(id ?? '');
  if (part === undefined) throw notXlsx();
  if (part.type !== 'worksheet') return [];
  const state = attributeOf(tag, 'state') ?? 'visible';
  return [{ name: attributeOf(tag, 'name') ?? '', hidden: state !== 'visible', part: part.target }];
}

/** A part's relationships by id. The last segment of a type is the same in the transitional and the strict form. */
async function relationshipsOf(archive: Archive, part: string): Promise<Relationships> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const found = new Map<string, Relationship>();
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  if (!archive.has(name)) return found;
  const open = (tag: Tag): void => {
    if (tag.local !== 'Relationship' || attributeOf(tag, 'TargetMode') === 'External') return;
    const type = (attributeOf(tag, 'Type') ?? '').replace(/^.*\//, '');
    found.set(attributeOf(tag, 'Id') ?? '', { type, target: resolved(folder, attributeOf(tag, 'Target') ?? '') });
  };
  await readXml(archive.text(name), { open });
  return found;
}

/** A target is relative to the folder of the part that names it, unless it starts at the root. */
function resolved(folder: string, target: string): string {
  const path = unquoted(target.replaceAll('\\', '/'));
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function unquoted(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    throw notXlsx();
  }
}
