import { say } from '@fenming/language';
import { ordinaryText, withoutPersonalNumbers, type CitizenId } from '@fenming/citizen';
import type { FactValue } from '@fenming/programmes';
import { sourceColumns, type ComparisonSource, type FactColumn, type SourceColumns } from './comparison-source';
import { csvBook } from './csv-table';
import { findList, type Book, type ListKind } from './find-list';
import { ListReading, refusedFile, type ListRead, type PersonRead } from './list-reading';
import { readId, readNameIn, type Citizen } from './read-person';
import { readFactCell, yetToCome } from './read-row';
import type { RowCells } from './row-cells';
import { fileFault, wrongOf, type Wrong } from './row-fault';
import { FileRefused } from './workbook/file-refused';
import { Workbook } from './workbook/workbook';

/** What a list of another body may say of a person: a fact, the day of a death, or what is drawn elsewhere. */
export type SaidAbout = 'fact' | 'death' | 'paid';
/** One thing that a row says. `written`: as our rosters write it; a day of death is YYYY-MM-DD; `since`: the day from which a fact holds. */
export type RowSays = {
  readonly about: SaidAbout;
  readonly fact: string;
  readonly title: string;
  readonly written: string;
  readonly since?: string;
};
/** One sound row of another body's list. `row` counts as a spreadsheet does. */
export type ComparedRow = {
  readonly row: number;
  readonly citizenId: CitizenId;
  readonly name?: string;
  readonly says: readonly RowSays[];
};
export type ComparisonReading = ListRead<ComparedRow>;

const SOURCE_LISTS: ListKind = {
  told: () => say('各来源的列名见 fenming compare sources', 'the columns of each source: fenming compare sources'),
  strict: true,
};
const ZIP = Buffer.from('PK');
const OLD_OFFICE = Buffer.from('d0cf11e0', 'hex');
const LONGEST_WORDS = 60;

/**
 * Reads a list of another body, .xlsx or .csv. `day`: when it is handed in. A list has the columns of its source and no others, and says of
 * nobody two different things. Never throws for what is in the file.
 */
export async function readComparison(bytes: Buffer, source: ComparisonSource, day: string): Promise<ComparisonReading> {
  try {
    const columns = sourceColumns(source);
    const book = await bookOf(bytes);
    const list = await findList(book, columns.all, SOURCE_LISTS);
    if (!('columnAt' in list)) return refusedFile(list);
    const rows = new SourceRows(source, columns, day);
    const read = await new ListReading<ComparedRow>(list, columns.all, (cells) => rows.read(cells)).read(book);
    return { ...read, faults: read.faults.map(strictly) };
  } catch (error) {
    if (error instanceof FileRefused) return refusedFile([fileFault(error.wrong)]);
    throw error;
  }
}

/** What stands in a column without a name has not been read: half a list is none. */
const strictly = (fault: ComparisonReading['faults'][number]): ComparisonReading['faults'][number] =>
  fault.code === 'column_unknown' ? { ...fault, severity: 'error' } : fault;

async function bookOf(bytes: Buffer): Promise<Book> {
  const isBook = [ZIP, OLD_OFFICE].some((sign) => bytes.subarray(0, sign.length).equals(sign));
  return isBook ? Workbook.open(bytes) : csvBook(bytes);
}

/** The rows of one list, of which each remembers what the earlier ones have said of whom. */
class SourceRows {
  private readonly said = new Map<CitizenId, { readonly row: number; readonly says: string }>();

  constructor(
    private readonly source: ComparisonSource,
    private readonly columns: SourceColumns,
    private readonly day: string,
  ) {}

  read(cells: RowCells): PersonRead<ComparedRow> {
    const citizen = readId(cells, 'citizenId', this.day);
    const name = this.source.name === undefined ? undefined : readNameIn(cells, 'name');
    const says = [...this.death(cells, citizen), ...this.paid(cells), ...this.facts(cells, citizen)];
    if (!cells.sound || citizen === undefined) return { keys: [] };
    if (this.saidBefore(cells, citizen.id, JSON.stringify(says))) return { keys: [], repeats: true };
    return { keys: [], row: { row: cells.row, citizenId: citizen.id, says, ...(name === undefined ? {} : { name }) } };
  }

  /** Whether an earlier row says the same of this person; one that says otherwise is a fault. */
  private saidBefore(cells: RowCells, id: CitizenId, says: string): boolean {
    const earlier = this.said.get(id);
    if (earlier === undefined) this.said.set(id, { row: cells.row, says });
    else if (earlier.says === says) cells.warn(cells.column('citizenId'), repeated(earlier.row));
    else cells.error(cells.column('citizenId'), contradicts(earlier.row));
    return earlier !== undefined;
  }

  private death(cells: RowCells, citizen: Citizen | undefined): readonly RowSays[] {
    const { death } = this.columns;
    const day = death === undefined ? undefined : this.dayIn(cells, death, citizen);
    return day === undefined ? [] : [{ about: 'death', fact: 'death', title: '死亡日期', written: day }];
  }

  private paid(cells: RowCells): readonly RowSays[] {
    const { paid } = this.columns;
    if (paid === undefined) return [];
    const cell = cells.take(paid);
    if (cell.state === 'blank') cells.error(paid, BLANK_WORDS);
    if (cell.state !== 'filled') return [];
    const written = withoutPersonalNumbers(ordinaryText(String(cell.value))).slice(0, LONGEST_WORDS);
    return [{ about: 'paid', fact: 'paid', title: paid.header, written }];
  }

  private facts(cells: RowCells, citizen: Citizen | undefined): readonly RowSays[] {
    return this.columns.facts.flatMap(({ said: { fact, title }, column, since }): readonly RowSays[] => {
      const value: FactValue | undefined = readFactCell(cells, column, this.day);
      const from = since === undefined ? undefined : this.dayIn(cells, since, citizen);
      if (value === undefined) return [];
      return [{ about: 'fact', fact, title, written: String(value), ...(from === undefined ? {} : { since: from }) }];
    });
  }

  /** A day on which something happened to the person: neither to come, nor before the birth that the citizen id tells. */
  private dayIn(cells: RowCells, column: FactColumn, citizen: Citizen | undefined): string | undefined {
    const day = readFactCell(cells, column, this.day);
    if (typeof day !== 'string') return undefined;
    if (day > this.day && cells.sound) cells.error(column, yetToCome(column.header, this.day));
    else if (citizen !== undefined && day < citizen.birthDate) cells.error(column, BEFORE_BIRTH);
    return day;
  }
}

const repeated = (row: number): Wrong => ({
  code: 'row_repeated',
  reason: say(
    `与第 ${row} 行说的是同一人、同一件事，只算一次`,
    `says the same of the same person as line ${row}, and counts once`,
  ),
  hint: say('无须处理', 'nothing needs to be done'),
});
const contradicts = (row: number): Wrong => ({
  code: 'contradicts_row',
  reason: say(`与第 ${row} 行是同一人，说的却不一样`, `the same person as on line ${row}, of whom it says something else`),
  hint: say('请向提供名单的单位核实，只保留对的一行', 'ask the body that keeps the list, and keep only the right line'),
});
const BEFORE_BIRTH: Wrong = wrongOf('date_before_birth', {
  reason: { zh: '日期早于身份证号中的出生日期', en: 'the day is before the birth that the citizen id tells' },
  hint: { zh: '请向提供名单的单位核实日期和身份证号', en: 'ask the body that keeps the list about the day and the citizen id' },
});
const BLANK_WORDS: Wrong = wrongOf('fact_missing', {
  reason: { zh: '这一格为空', en: 'this cell is empty' },
  hint: { zh: '请按来源的登记填写', en: 'write what the source has on record' },
});
