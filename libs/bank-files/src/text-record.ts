import iconv from 'iconv-lite';
import { breaksText, byteLength, encodeText, type Encoding } from './encoding';
import type {
  Column,
  FixedRecord,
  HeaderField,
  LineField,
  RecordProfile,
  ReturnField,
  ReturnHeaderField,
  TrailerField,
} from './profile';

/** One kind of record of one bank. `write` ends the record with its line end and calls `refuse`, which must throw, for a value that cannot stand in it. */
export type TextRecord<Field extends string> = {
  readonly write: (valueOf: (field: Field) => string, refuse: Refuse<Field>) => string;
  /** Undefined when the row has another shape; `mismatch` then says in Chinese how it differs. */
  readonly cut: (row: string) => Readonly<Record<Field, string>> | undefined;
  readonly mismatch: (row: string) => string;
};
export type Refuse<Field extends string> = (field: Field, because: 'breaks' | 'too_wide') => never;

export type TextRecords = {
  readonly header: TextRecord<HeaderField>;
  readonly payment: TextRecord<LineField>;
  readonly trailer: TextRecord<TrailerField>;
  readonly returnHeader: TextRecord<ReturnHeaderField>;
  readonly returnLine: TextRecord<ReturnField>;
  readonly returnTrailer: TextRecord<'digest'>;
};

export function textRecords(profile: RecordProfile): TextRecords {
  if (profile.layout === 'fixed') {
    const of = <Field extends string>(record: FixedRecord<Field>): TextRecord<Field> => fixed(profile, record);
    return {
      header: of(profile.header),
      payment: of(profile.payment),
      trailer: of(profile.trailer),
      returnHeader: of(profile.returnHeader),
      returnLine: of(profile.returnLine),
      returnTrailer: of(profile.returnTrailer),
    };
  }
  const of = <Field extends string>(fields: readonly Field[], title?: string): TextRecord<Field> =>
    delimited({ ...profile, title }, fields);
  return {
    header: of(profile.header),
    payment: of(profile.fields),
    trailer: of(profile.trailer, profile.trailerTitle),
    returnHeader: of(profile.returnHeader),
    returnLine: of(profile.returnFields),
    returnTrailer: of(['digest'], profile.trailerTitle),
  };
}

type Separators = { readonly delimiter: string; readonly lineEnd: string; readonly title: string | undefined };

function delimited<Field extends string>(by: Separators, fields: readonly Field[]): TextRecord<Field> {
  const { delimiter, lineEnd, title } = by;
  const titles = title === undefined ? [] : [title];
  const start = titles.map((each) => each + delimiter).join('');
  return {
    write: (valueOf, refuse) => {
      const values = fields.map((field) => {
        const value = valueOf(field);
        return value === '' || value.includes(delimiter) || breaksText(value) ? refuse(field, 'breaks') : value;
      });
      return start + values.join(delimiter) + lineEnd;
    },
    cut: (row) => {
      const cells = row.split(delimiter);
      if (cells.length !== titles.length + fields.length || !row.startsWith(start)) return undefined;
      return byField(fields, cells.slice(titles.length));
    },
    mismatch: (row) => `应有 ${titles.length + fields.length} 栏，实有 ${row.split(delimiter).length} 栏`,
  };
}

type Framing = { readonly encoding: Encoding; readonly lineEnd: string };

function fixed<Field extends string>({ encoding, lineEnd }: Framing, { type, columns }: FixedRecord<Field>): TextRecord<Field> {
  const width = columns.reduce((sum, column) => sum + column.width, type.length);
  const fields = columns.map(({ field }) => field);
  return {
    write: (valueOf, refuse) => {
      const filled = columns.map((column) => {
        const value = valueOf(column.field);
        if (value === '' || breaksText(value)) return refuse(column.field, 'breaks');
        return filledUp(column, value, encoding) ?? refuse(column.field, 'too_wide');
      });
      return type + filled.join('') + lineEnd;
    },
    cut: (row) => {
      if (!row.startsWith(type) || byteLength(encoding, row) !== width) return undefined;
      const cells = cutColumns(encodeText(encoding, row).subarray(type.length), columns, encoding);
      return cells === undefined ? undefined : byField(fields, cells);
    },
    mismatch: (row) => `应为类型 ${type}、共 ${width} 字节，实有 ${byteLength(encoding, row)} 字节，或有汉字跨栏`,
  };
}

/** Undefined when the value is wider than its column: a name cut short is another name. */
function filledUp<Field extends string>({ width, as }: Column<Field>, value: string, encoding: Encoding): string | undefined {
  const free = width - byteLength(encoding, value);
  if (free < 0) return undefined;
  return as === 'text' ? value + ' '.repeat(free) : '0'.repeat(free) + value;
}

function cutColumns<Field extends string>(
  bytes: Buffer,
  columns: readonly Column<Field>[],
  encoding: Encoding,
): readonly string[] | undefined {
  let from = 0;
  const cells = columns.map(({ width, as }) => {
    const cell = iconv.decode(bytes.subarray(from, (from += width)), encoding);
    return as === 'text' ? cell.replace(/ +$/, '') : cell.replace(/^0+(?=.)/, '');
  });
  return cells.some((cell) => cell.includes('\uFFFD')) ? undefined : cells;
}

const byField = <Field extends string>(fields: readonly Field[], cells: readonly string[]): Readonly<Record<Field, string>> =>
  Object.fromEntries(fields.map((field, place) => [field, cells[place] ?? ''])) as Record<Field, string>;
