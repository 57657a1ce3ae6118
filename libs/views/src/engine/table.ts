import type { Fen } from '@fenming/money';

/** What SQLite keeps and hands back for a cell. Amounts are whole fen, safe integers. */
export type Cell = string | number | null;

/** Why a column may differ between two runs of the same business: it stays out of the digest that machines compare. */
export type WhyVolatile =
  | 'random id'
  | 'position in the log'
  | 'recorded time'
  | 'ciphertext'
  | 'covers random ids'
  | 'covers compressed bytes'
  | 'counts retries';

export type Column<Value extends Cell = Cell> = {
  readonly kind: 'text' | 'integer' | 'fen';
  readonly nullable: boolean;
  readonly key: boolean;
  readonly nature: 'business' | 'volatile';
  readonly because?: WhyVolatile;
  /** Never set: carries the type of the cell. */
  readonly holds?: Value;
};
export type Columns = { readonly [name: string]: Column };
export type RowOf<C extends Columns> = { readonly [N in keyof C]: C[N] extends Column<infer Value> ? Value : never };

/** A view table. Its business key comes first and is the primary key, so that reading in key order costs no sort. */
export type Table<C extends Columns = Columns> = {
  readonly name: string;
  readonly columns: C;
  readonly columnNames: readonly string[];
  readonly keyNames: readonly string[];
  readonly ddl: readonly string[];
};

const column = <Value extends Cell>(
  kind: Column['kind'],
  traits: Partial<Pick<Column, 'nullable' | 'key' | 'nature' | 'because'>> = {},
): Column<Value> => ({ kind, nullable: false, key: false, nature: 'business', ...traits });

/** Columns of the business key. */
export const key = {
  text: column<string>('text', { key: true }),
  integer: column<number>('integer', { key: true }),
  /** For rows that no business names, such as persons: then no column is business, and machines compare how many rows there are. */
  random: column<string>('text', { key: true, nature: 'volatile', because: 'random id' }),
};

/** Columns that every run of the same business fills alike. */
export const business = {
  text: column<string>('text'),
  textOrNull: column<string | null>('text', { nullable: true }),
  integer: column<number>('integer'),
  integerOrNull: column<number | null>('integer', { nullable: true }),
  fen: column<Fen>('fen'),
  fenOrNull: column<Fen | null>('fen', { nullable: true }),
};

/** Columns that another run of the same business fills otherwise, and why. A rebuild from the same log fills them alike. */
export const volatile = (because: WhyVolatile) => ({
  text: column<string>('text', { nature: 'volatile', because }),
  textOrNull: column<string | null>('text', { nullable: true, nature: 'volatile', because }),
  integer: column<number>('integer', { nature: 'volatile', because }),
});

type Indexes = readonly { readonly on: readonly string[]; readonly unique?: boolean }[];

export function table<C extends Columns>(name: string, columns: C, indexes: Indexes = []): Table<C> {
  const columnNames = Object.keys(columns);
  const keyNames = columnNames.filter((column) => columns[column]?.key);
  if (columnNames.slice(0, keyNames.length).join() !== keyNames.join()) throw new Error(`${name}: the key columns come first`);
  const natures = new Set(columnNames.map((column) => columns[column]?.nature));
  if (natures.size > 1 && keyNames.some((column) => columns[column]?.nature === 'volatile'))
    throw new Error(`${name}: business columns under a random key`);
  const cells = columnNames.map((column) => cellDdl(column, columns[column]));
  const create = `CREATE TABLE ${name} (${cells.join(', ')}, PRIMARY KEY (${keyNames.join(', ')})) WITHOUT ROWID`;
  return { name, columns, columnNames, keyNames, ddl: [create, ...indexes.map((index) => indexDdl(name, index))] };
}

/** The columns that machines compare. */
export const businessNames = ({ columns, columnNames }: Table): readonly string[] =>
  columnNames.filter((name) => columns[name]?.nature === 'business');

/** Numbers that only ever grow and shrink by amounts: sums and counts. */
export const counterNames = ({ columns, columnNames }: Table): readonly string[] =>
  columnNames.filter((name) => {
    const column = columns[name];
    return column !== undefined && !column.key && !column.nullable && column.kind !== 'text';
  });

function cellDdl(name: string, column: Column | undefined): string {
  if (column === undefined) throw new Error(`no column ${name}`);
  const { kind, nullable, key } = column;
  const type = `${name} ${kind === 'text' ? 'TEXT' : 'INTEGER'}`;
  if (nullable) return `${type} ${kind === 'fen' ? wholeFen(name, true) : ''}`.trim();
  if (kind === 'text' || key) return `${type} NOT NULL`;
  return `${type} NOT NULL DEFAULT 0 ${kind === 'fen' ? wholeFen(name, false) : ''}`.trim();
}

/** SQLite turns an integer that overflows into a float without a word; an amount must stop the projection instead. */
function wholeFen(name: string, nullable: boolean): string {
  const whole = `typeof(${name}) = 'integer' AND ${name} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;
  return `CHECK (${nullable ? `${name} IS NULL OR (${whole})` : whole})`;
}

function indexDdl(table: string, { on, unique }: Indexes[number]): string {
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${table}_by_${on.join('_')} ON ${table} (${on.join(', ')})`;
}
