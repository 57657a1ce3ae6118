import { say } from '@fenming/language';
import iconv from 'iconv-lite';
import { breaksText, byteLength, encodeText, withoutEnding, type Encoding } from './encoding';
import { inQuotes, quotedCells } from './quoted-cells';
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

export type Cells<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** One kind of record of one bank. `write` ends the record with its line end and calls `refuse`, which must throw, for a value that cannot stand in it. */
export type TextRecord<Field extends string> = {
  readonly fields: readonly Field[];
  readonly write: (valueOf: (field: Field) => string, refuse: Refuse<Field>) => string;
  /** Undefined when the row has another shape; `mismatch` then says how it differs, in the language spoken. Spaces around a value are no part of it. */
  readonly cut: (row: string) => Cells<Field> | undefined;
  readonly mismatch: (row: string) => string;
  /** The row as it was written, where something on the way has cut or added spaces at its end. */
  readonly whole: (row: string) => string;
};
export type Refuse<Field extends string> = (field: Field, because: 'breaks' | 'too_wide') => never;

/** A bank may have no record of a kind. */
export type TextRecords = {
  readonly header?: TextRecord<HeaderField>;
  readonly payment: TextRecord<LineField>;
  readonly trailer?: TextRecord<TrailerField>;
  readonly returnHeader?: TextRecord<ReturnHeaderField>;
  readonly returnLine: TextRecord<ReturnField>;
  readonly returnTrailer?: TextRecord<TrailerField>;
};

export function textRecords(profile: RecordProfile): TextRecords {
  if (profile.layout === 'fixed') {
    const of = <Field extends string>(record: FixedRecord<Field>): TextRecord<Field> => fixed(profile, record);
    return {
      ...(profile.header && { header: of(profile.header) }),
      payment: of(profile.payment),
      ...(profile.trailer && { trailer: of(profile.trailer) }),
      ...(profile.returnHeader && { returnHeader: of(profile.returnHeader) }),
      returnLine: of(profile.returnLine),
      ...(profile.returnTrailer && { returnTrailer: of(profile.returnTrailer) }),
    };
  }
  const of = <Field extends string>(fields: readonly Field[], title?: string): TextRecord<Field> =>
    delimited({ ...profile, title }, fields);
  const { header = [], trailer = [], returnHeader = [], trailerTitle } = profile;
  const returnTrailer = profile.returnTrailer ?? (trailer.includes('digest') ? (['digest'] as const) : []);
  return {
    ...(header.length > 0 && { header: of(header) }),
    payment: of(profile.fields),
    ...(trailer.length > 0 && { trailer: of(trailer, trailerTitle) }),
    ...(returnHeader.length > 0 && { returnHeader: of(returnHeader) }),
    returnLine: of(profile.returnFields),
    ...(returnTrailer.length > 0 && { returnTrailer: of(returnTrailer, trailerTitle) }),
  };
}

type Separators = {
  readonly delimiter: string;
  readonly endDelimiter?: boolean;
  readonly quoted?: boolean;
  readonly lineEnd: string;
  readonly title: string | undefined;
};

function delimited<Field extends string>(by: Separators, fields: readonly Field[]): TextRecord<Field> {
  const { delimiter, lineEnd, title } = by;
  const titles = title === undefined ? [] : [title];
  const count = titles.length + fields.length;
  const start = titles.map((each) => each + delimiter).join('');
  const end = by.endDelimiter === true ? delimiter + lineEnd : lineEnd;
  const cellsOf = (row: string): readonly string[] => {
    const cells = by.quoted === true ? quotedCells(row, delimiter) : row.split(delimiter).map((cell) => cell.trim());
    // Many banks end every record with a delimiter.
    return cells.length === count + 1 && cells.at(-1) === '' ? cells.slice(0, -1) : cells;
  };
  return {
    fields,
    write: (valueOf, refuse) => {
      const values = fields.map((field) => {
        const value = valueOf(field);
        if (value === '' || value.includes(delimiter) || breaksText(value)) return refuse(field, 'breaks');
        return by.quoted === true ? inQuotes(value) : value;
      });
      return start + values.join(delimiter) + end;
    },
    cut: (row) => {
      const cells = cellsOf(row);
      const titled = titles.every((each, place) => cells[place] === each);
      return cells.length === count && titled ? byField(fields, cells.slice(titles.length)) : undefined;
    },
    mismatch: (row) =>
      say(
        `应有 ${count} 栏，实有 ${cellsOf(row).length} 栏`,
        `there should be ${count} columns, and there are ${cellsOf(row).length}`,
      ),
    whole: (row) => row,
  };
}

type Framing = { readonly encoding: Encoding; readonly lineEnd: string };

function fixed<Field extends string>(
  { encoding, lineEnd }: Framing,
  { type = '', columns }: FixedRecord<Field>,
): TextRecord<Field> {
  const width = columns.reduce((sum, column) => sum + column.width, type.length);
  const fields = columns.map(({ field }) => field);
  const endsInText = columns.at(-1)?.as === 'text';
  const whole = (row: string): string => {
    const trimmed = withoutEnding(row, (character) => character === ' ');
    const missing = width - byteLength(encoding, trimmed);
    return missing < 0 || (missing > 0 && !endsInText) ? row : trimmed + ' '.repeat(missing);
  };
  return {
    fields,
    write: (valueOf, refuse) => {
      const filled = columns.map((column) => {
        const value = valueOf(column.field);
        if (value === '' || breaksText(value)) return refuse(column.field, 'breaks');
        return filledUp(column, value, encoding) ?? refuse(column.field, 'too_wide');
      });
      return type + filled.join('') + lineEnd;
    },
    cut: (row) => {
      const bytes = encodeText(encoding, whole(row));
      if (!row.startsWith(type) || bytes.length !== width) return undefined;
      const cells = cutColumns(bytes.subarray(type.length), columns, encoding);
      return cells === undefined ? undefined : byField(fields, cells);
    },
    mismatch: (row) =>
      say(
        `应${type === '' ? '' : say(`以 ${type} 开头、`, `, beginning with ${type}`)}共 ${width} 字节，实有 ${byteLength(encoding, row)} 字节，或有汉字跨栏`,
        `there should be ${width} bytes${type === '' ? '' : say(`以 ${type} 开头、`, `, beginning with ${type}`)}, and there are ${byteLength(encoding, row)}, or a Chinese character lies across two columns`,
      ),
    whole,
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
    const cell = iconv.decode(bytes.subarray(from, (from += width)), encoding).trim();
    return as === 'text' ? cell : cell.replace(/^0+(?=\d)/, '');
  });
  return cells.some((cell) => cell.includes('\uFFFD')) ? undefined : cells;
}

const byField = <Field extends string>(fields: readonly Field[], cells: readonly string[]): Cells<Field> =>
  Object.fromEntries(fields.map((field, place) => [field, cells[place] ?? ''])) as Cells<Field>;
