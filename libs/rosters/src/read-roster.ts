import { findList } from './find-list';
import { ListReading, refusedFile, type Key, type ListRead } from './list-reading';
import { readRow, type Circumstances, type Named, type RosterRow } from './read-row';
import { rosterColumns, type RosterProgramme } from './roster-columns';
import { fileFault } from './row-fault';
import { FileRefused } from './workbook/file-refused';
import { Workbook } from './workbook/workbook';

/** What a roster's file says; see ListRead. */
export type RosterReading = ListRead<RosterRow>;

/** Reads a programme's roster from the bytes of an .xlsx file. Never throws for what is in the file: that is what faults are for. */
export async function readRoster(bytes: Buffer, programme: RosterProgramme, given: Circumstances): Promise<RosterReading> {
  try {
    const columns = rosterColumns(programme);
    const workbook = await Workbook.open(bytes);
    const list = await findList(workbook, columns);
    if (!('columnAt' in list)) return refusedFile(list);
    const reading = new ListReading<RosterRow>(list, columns, (cells) => {
      const { row, named } = readRow(cells, programme, given);
      return { ...(row === undefined ? {} : { row }), keys: keysOf(programme, named) };
    });
    return await reading.read(workbook);
  } catch (error) {
    if (error instanceof FileRefused) return refusedFile([fileFault(error.wrong)]);
    throw error;
  }
}

/**
 * What may stand in a roster only once. A couple paid as one household is found also when the other spouse applies;
 * a parent may stand in a roster of children once for each child.
 */
function keysOf({ unit }: RosterProgramme, named: readonly Named[]): readonly Key[] {
  return named.filter(({ holds }) => KEYS[unit].includes(holds)).map(({ holds, id }) => ({ holds, key: id }));
}

const KEYS: Readonly<Record<RosterProgramme['unit'], readonly Key['holds'][]>> = {
  person: ['citizenId'],
  household: ['citizenId', 'spouseId'],
  child: ['childId'],
};
