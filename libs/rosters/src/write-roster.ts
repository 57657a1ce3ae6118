import { NOTES_SHEET } from './find-list';
import { choicesOf } from './read-fact';
import { notesFor } from './roster-notes';
import { rosterColumns, type RosterColumn, type RosterProgramme } from './roster-columns';
import { writeWorkbook, type Choice, type WrittenSheet, type WrittenValue } from './workbook/write-workbook';

/** Column header → content. A text is written as text; a number becomes a number cell, which is how ids get damaged; undefined is a blank cell. */
export type RosterSheetRow = Readonly<Record<string, WrittenValue>>;

const LIST_SHEET = '名单';
const TEMPLATE_ROWS = 2_000;

/** Writes a programme's roster as an .xlsx file: every column as text, with a sheet that explains them. Throws an Error for a column that the programme does not have. */
export async function writeRoster(rows: readonly RosterSheetRow[], programme: RosterProgramme, title: string): Promise<Buffer> {
  const columns = rosterColumns(programme);
  const list: WrittenSheet = {
    name: LIST_SHEET,
    widths: columns.map(({ holds }) => WIDTHS[holds]),
    rows: [columns.map(({ header }) => header), ...rows.map((row) => cellsOf(row, columns))],
    asList: true,
    choices: choicesIn(columns, Math.max(rows.length, TEMPLATE_ROWS) + 1),
  };
  const notes: WrittenSheet = { name: NOTES_SHEET, widths: [22, 60, 26], rows: notesFor(title, columns) };
  return writeWorkbook(title, [list, notes]);
}

/** An empty roster for offices to fill in. Its example stands on the sheet of notes, where it cannot be paid by mistake. */
export async function writeTemplate(programme: RosterProgramme & { readonly name: string }): Promise<Buffer> {
  return writeRoster([], programme, `${programme.name}花名册模板`);
}

const WIDTHS: Readonly<Record<RosterColumn['holds'], number>> = {
  serial: 6,
  name: 12,
  citizenId: 22,
  sex: 6,
  township: 14,
  village: 16,
  account: 24,
  spouseName: 12,
  spouseId: 22,
  childName: 12,
  childId: 22,
  fact: 18,
};

function cellsOf(row: RosterSheetRow, columns: readonly RosterColumn[]): readonly WrittenValue[] {
  const stranger = Object.keys(row).find((header) => columns.every((column) => column.header !== header));
  if (stranger !== undefined) throw new Error(`The roster has no column ${JSON.stringify(stranger)}`);
  return columns.map(({ header }) => harmless(row[header]));
}

/** A text that begins like a formula is one as soon as somebody saves the sheet as CSV; an apostrophe keeps it text (OWASP, CSV injection). */
function harmless(value: WrittenValue): WrittenValue {
  if (value === '') return undefined;
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function choicesIn(columns: readonly RosterColumn[], lastRow: number): readonly Choice[] {
  return columns.flatMap((column, i) => {
    const labels = column.holds === 'sex' ? ['男', '女'] : column.holds === 'fact' ? Object.keys(choicesOf(column.fact)) : [];
    return labels.length === 0 ? [] : [{ column: i + 1, lastRow, title: column.header, labels }];
  });
}
