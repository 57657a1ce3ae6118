import { Workbook, type DataValidation, type Worksheet } from 'exceljs';
import { NOTES_SHEET } from './find-list';
import { choicesOf } from './read-fact';
import { notesFor } from './roster-notes';
import { rosterColumns, type RosterColumn, type RosterProgramme } from './roster-columns';
import { withSteadyTimes } from './steady-zip';

/** Column header → content. A text is written as text; a number becomes a number cell, which is how ids get damaged; undefined is a blank cell. */
export type RosterSheetRow = Readonly<Record<string, string | number | undefined>>;

const LIST_SHEET = '名单';
const TEMPLATE_ROWS = 2_000;
/** Files carry no moment of their own, so that the same roster is the same file on every machine and every day. */
const UNDATED = new Date('2000-01-01T00:00:00Z');

/** Writes a programme's roster as an .xlsx file: every column as text, with a sheet that explains them. Throws an Error for a column that the programme does not have. */
export async function writeRoster(rows: readonly RosterSheetRow[], programme: RosterProgramme, title: string): Promise<Buffer> {
  const columns = rosterColumns(programme);
  const workbook = undatedWorkbook(title);
  const list = addList(workbook, columns);
  for (const row of rows) list.addRow(cellsOf(row, columns));
  allowChoices(list, columns, Math.max(rows.length, TEMPLATE_ROWS));
  addNotes(workbook, title, columns);
  return withSteadyTimes(Buffer.from(await workbook.xlsx.writeBuffer()));
}

/** An empty roster for offices to fill in. Its example stands on the sheet of notes, where it cannot be paid by mistake. */
export async function writeTemplate(programme: RosterProgramme & { readonly name: string }): Promise<Buffer> {
  return writeRoster([], programme, `${programme.name}名单模板`);
}

function undatedWorkbook(title: string): Workbook {
  const workbook = new Workbook();
  workbook.creator = workbook.lastModifiedBy = '分明';
  workbook.created = workbook.modified = UNDATED;
  workbook.title = title;
  return workbook;
}

function addList(workbook: Workbook, columns: readonly RosterColumn[]): Worksheet {
  const list = workbook.addWorksheet(LIST_SHEET, { views: [{ state: 'frozen', ySplit: 1 }] });
  list.columns = columns.map(({ header, holds }) => ({ header, width: WIDTHS[holds], style: { numFmt: '@' } }));
  list.getRow(1).font = { bold: true };
  return list;
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
  fact: 18,
};

function cellsOf(row: RosterSheetRow, columns: readonly RosterColumn[]): (string | number | undefined)[] {
  const stranger = Object.keys(row).find((header) => columns.every((column) => column.header !== header));
  if (stranger !== undefined) throw new Error(`The roster has no column ${JSON.stringify(stranger)}`);
  return columns.map(({ header }) => harmless(row[header]));
}

/** A text that begins like a formula is one as soon as somebody saves the sheet as CSV; an apostrophe keeps it text (OWASP, CSV injection). */
function harmless(value: string | number | undefined): string | number | undefined {
  if (value === '') return undefined;
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** The library can attach a rule to a range of cells, which its type declarations leave out. */
type WithRules = { readonly dataValidations: { add(range: string, rule: DataValidation): void } };

function allowChoices(list: Worksheet, columns: readonly RosterColumn[], rows: number): void {
  const { dataValidations } = list as Worksheet & WithRules;
  columns.forEach((column, index) => {
    const labels = column.holds === 'sex' ? ['男', '女'] : column.holds === 'fact' ? Object.keys(choicesOf(column.fact)) : [];
    if (labels.length === 0) return;
    const letter = list.getColumn(index + 1).letter;
    dataValidations.add(`${letter}2:${letter}${rows + 1}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`"${labels.join(',')}"`],
      showErrorMessage: true,
      errorTitle: column.header,
      error: `只能填：${labels.join('、')}`,
    });
  });
}

function addNotes(workbook: Workbook, title: string, columns: readonly RosterColumn[]): void {
  const notes = workbook.addWorksheet(NOTES_SHEET);
  notes.columns = [{ width: 22 }, { width: 60 }, { width: 26 }];
  for (const row of notesFor(title, columns)) notes.addRow([...row]);
  notes.getRow(1).font = { bold: true };
}
