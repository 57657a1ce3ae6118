import { said as spokenWord, type Word } from '@fenming/language';
import type { FactDefinition } from '@fenming/programmes';
import type { ListColumn } from './roster-columns';

/** What a column is called in the lists of a source: by one name, or by several. */
export type Headers = string | readonly string[];
/**
 * A fact that a source speaks of. `fact` and `title`: its name and its words in the programmes' files, of which only both together mean one
 * thing. `choices`: the source's words → those of our rosters; other facts have a `type`. `since`: the column of the day from which it holds.
 */
export type SourceFact = {
  readonly fact: string;
  readonly title: string;
  readonly column: Headers;
  readonly required?: boolean;
  readonly since?: Headers;
  readonly choices?: Readonly<Record<string, string>>;
  readonly type?: 'date' | 'month' | 'integer';
};
/**
 * The lists of another body: what they are called, who keeps them, and which column says what. `death`: the day of a death; `paid`: what
 * somebody draws there, of which our record holds nothing; `ignored`: columns that are known and not needed.
 */
export type ComparisonSource = {
  readonly source: string;
  readonly title: string | Word;
  readonly keeper: string | Word;
  readonly citizenId: Headers;
  readonly name?: Headers;
  readonly death?: Headers;
  readonly paid?: Headers;
  readonly facts?: readonly SourceFact[];
  readonly ignored?: readonly string[];
};

/** What a source or its keeper is called; in Chinese, where its file has no other word. */
export const sourceWord = (word: string | Word): string => (typeof word === 'string' ? word : spokenWord(word));

export type Column = ListColumn;
export type FactColumn = Extract<ListColumn, { readonly holds: 'fact' }>;
/** The columns of a source, and which of them says which fact. */
export type SourceColumns = {
  readonly all: readonly Column[];
  readonly death?: FactColumn;
  readonly paid?: Column;
  readonly facts: readonly { readonly said: SourceFact; readonly column: FactColumn; readonly since?: FactColumn }[];
};

const called = (headers: Headers, required: boolean): Pick<Column, 'header' | 'also' | 'required'> => {
  const [header = '', ...also] = [headers].flat();
  return { header, also, required };
};
const ofDay = (headers: Headers, required: boolean): FactColumn => {
  const names = called(headers, required);
  return { ...names, holds: 'fact', fact: { name: 'day', title: names.header, column: names.header, type: 'date', required } };
};

const ofFact = ({ fact: name, title, column, required = true, choices, type }: SourceFact): FactColumn => {
  const names = called(column, required);
  const { header } = names;
  const definition: FactDefinition = {
    name,
    title,
    column: header,
    required,
    type: type ?? 'choice',
    ...(choices && { choices }),
  };
  return { ...names, holds: 'fact', fact: definition };
};

/** The columns that the lists of a source may have. */
export const sourceColumns = ({ citizenId, name, death, paid, facts = [], ignored = [] }: ComparisonSource): SourceColumns => {
  const dying = death === undefined ? undefined : ofDay(death, true);
  const drawn: Column | undefined = paid === undefined ? undefined : { ...called(paid, true), holds: 'words' };
  const said = facts.map((one) => ({
    said: one,
    column: ofFact(one),
    ...(one.since === undefined ? {} : { since: ofDay(one.since, false) }),
  }));
  const all: readonly Column[] = [
    { ...called(citizenId, true), holds: 'citizenId' },
    ...(name === undefined ? [] : [{ ...called(name, true), holds: 'name' as const }]),
    ...(dying === undefined ? [] : [dying]),
    ...(drawn === undefined ? [] : [drawn]),
    ...said.flatMap(({ column, since }) => (since === undefined ? [column] : [column, since])),
    ...ignored.map((header) => ({ header, required: false, holds: 'ignored' as const })),
  ];
  return { all, facts: said, ...(dying && { death: dying }), ...(drawn && { paid: drawn }) };
};
