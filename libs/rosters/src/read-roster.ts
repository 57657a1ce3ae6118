import type { Cell } from './cell';
import { guardFile, notXlsx } from './file-guard';
import { findList, type RosterList } from './find-list';
import { readRow, type Named, type RosterRow, type VillageLookup } from './read-row';
import { rosterColumns, type RosterColumn, type RosterProgramme } from './roster-columns';
import { RowCells } from './row-cells';
import { fileFault, type RowFault, type Wrong } from './row-fault';
import { openSheets, type Sheet, type SheetRow } from './workbook-sheets';

/**
 * What a file says. With `fileFaults` nothing else was read. Otherwise `rows` are the sound ones and `faults` names everything to mend, in row order;
 * a row stands in `rows` or has an error in `faults`, never both and never neither.
 */
export type RosterReading = {
  readonly fileFaults: readonly RowFault[];
  readonly rows: readonly RosterRow[];
  readonly faults: readonly RowFault[];
};

/** Reads a programme's roster from the bytes of an .xlsx file. Never throws for what is in the file: that is what faults are for. */
export async function readRoster(bytes: Buffer, programme: RosterProgramme, villages: VillageLookup): Promise<RosterReading> {
  const columns = rosterColumns(programme);
  const sheets = await sheetsOf(bytes);
  if ('code' in sheets) return refusedFile([sheets]);
  const list = findList(sheets, columns);
  if (!('rows' in list)) return refusedFile(list);
  const rows = list.rows.map((row) => new RowCells(row.row, columns, cellsByColumn(list, row))).filter((cells) => !cells.empty);
  if (rows.length === 0) return refusedFile([fileFault(NO_ROWS)]);
  return readRows(rows, programme, { villages, warnings: list.warnings });
}

async function sheetsOf(bytes: Buffer): Promise<readonly Sheet[] | RowFault> {
  const fault = guardFile(bytes);
  if (fault !== undefined) return fault;
  try {
    return await openSheets(bytes);
  } catch {
    // The library throws whatever it stumbled over; to the clerk it is one thing: a file that cannot be read.
    return notXlsx(bytes);
  }
}

function cellsByColumn(list: RosterList, row: SheetRow): ReadonlyMap<RosterColumn, Cell> {
  return new Map([...list.columnAt].map(([column, at]) => [column, row.cells.get(at) ?? { state: 'blank' }]));
}

function readRows(
  sheetRows: readonly RowCells[],
  programme: RosterProgramme,
  given: { readonly villages: VillageLookup; readonly warnings: readonly RowFault[] },
): RosterReading {
  const firstRow = new Map<string, number>();
  const rows: RosterRow[] = [];
  for (const cells of sheetRows) {
    const { row, named } = readRow(cells, programme, given.villages);
    noteDuplicates(cells, firstRow, keysOf(programme, named, row));
    if (row !== undefined && cells.sound) rows.push(row);
  }
  return { fileFaults: [], rows, faults: [...given.warnings, ...sheetRows.flatMap((cells) => cells.faults)] };
}

/**
 * What may stand in a roster only once. A couple paid as one household is found also when the other spouse applies;
 * a parent may stand in a roster of children once for each child.
 */
function keysOf(programme: RosterProgramme, named: readonly Named[], row: RosterRow | undefined): readonly Key[] {
  switch (programme.unit) {
    case 'person':
      return named.filter(({ holds }) => holds === 'citizenId').map(({ holds, id }) => ({ holds, key: id }));
    case 'household':
      return named.map(({ holds, id }) => ({ holds, key: id }));
    case 'child':
      return row === undefined ? [] : [{ holds: 'citizenId', key: row.citizenId + JSON.stringify(row.facts) }];
  }
}

type Key = { readonly holds: Named['holds']; readonly key: string };

function noteDuplicates(cells: RowCells, firstRow: Map<string, number>, keys: readonly Key[]): void {
  for (const { holds, key } of keys) {
    const earlier = firstRow.get(key);
    if (earlier === undefined) firstRow.set(key, cells.row);
    else if (earlier !== cells.row) cells.error(cells.column(holds), duplicate(earlier));
  }
}

function duplicate(earlier: number): Wrong {
  return { code: 'duplicate_person', reason: `与第 ${earlier} 行是同一人`, hint: '一人只能列一次，请核对后删去多余的一行' };
}

function refusedFile(fileFaults: readonly RowFault[]): RosterReading {
  return { fileFaults, rows: [], faults: [] };
}

const NO_ROWS: Wrong = { code: 'no_rows', reason: '表头下面没有名单', hint: '请填写名单后重新上传' };
