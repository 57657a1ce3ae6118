import type { ProgrammeId } from '@fenming/programmes';
import { where } from '../engine/filter';
import type { Reader } from '../engine/reader';

export type ImportRow = { readonly row: number; readonly code: string };
/** `accepted`: null until the import is complete. Row numbers are the spreadsheet's. */
export type RosterImport = {
  readonly import_id: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly number: number;
  readonly rows: number;
  readonly good_rows: number;
  readonly accepted: number | null;
  readonly left_out: readonly ImportRow[];
  readonly refused: readonly ImportRow[];
  readonly file_hash: string;
  readonly actor: string;
  readonly started_at: string;
};
type Stored = Omit<RosterImport, 'left_out' | 'refused'> & { readonly left_out: string; readonly refused: string };

/** Roster files by programme, year and number. */
export function imports(reader: Reader, year?: number, programme?: ProgrammeId): readonly RosterImport[] {
  const { where: condition, values } = where({ year: 'year = @year', programme: 'programme = @programme' }, { year, programme });
  const rows = reader.all<Stored>(`SELECT * FROM roster_import ${condition} ORDER BY programme, year, number`, values);
  return rows.map((row) => ({
    ...row,
    left_out: JSON.parse(row.left_out) as ImportRow[],
    refused: JSON.parse(row.refused) as ImportRow[],
  }));
}
