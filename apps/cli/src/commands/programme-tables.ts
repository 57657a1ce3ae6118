import { fen, formatYuan } from '@fenming/money';
import type { Column } from '../terminal/table';

export type ListedProgramme = { readonly id: string; readonly name: string; readonly content_hash: string };
/** In force, by the document that adopted it. */
export type AdoptedProgramme = ListedProgramme & { readonly document_no: string };
export type ProposedText = { readonly programme: string; readonly content_hash: string; readonly document_no: string };
export type ProgrammeLists = {
  readonly adopted: readonly AdoptedProgramme[];
  readonly proposals: readonly ProposedText[];
  readonly catalogue: readonly ListedProgramme[];
};

/** Enough of a content hash to tell the texts of one county apart. */
export const short = (hash: string): string => hash.slice(0, 12);

export const PROGRAMME_COLUMNS: readonly Column[] = ['代码', '项目', '状态', '文号', '版本'].map((title) => ({ title }));

/** Each text once, at the furthest that it has come: in force, waiting for the second person, or shipped and proposed by nobody. */
export const programmeRows = ({ adopted, proposals, catalogue }: ProgrammeLists): readonly (readonly string[])[] => {
  const nameOf = (id: string): string => [...adopted, ...catalogue].find((programme) => programme.id === id)?.name ?? id;
  const known = new Set([...adopted.map(({ id }) => id), ...proposals.map(({ programme }) => programme)]);
  return [
    ...adopted.map(({ id, name, document_no, content_hash }) => [id, name, '已采用', document_no, short(content_hash)]),
    ...proposals.map(({ programme, document_no, content_hash }) => [
      programme,
      nameOf(programme),
      '待采用',
      document_no,
      short(content_hash),
    ]),
    ...catalogue
      .filter(({ id }) => !known.has(id))
      .map(({ id, name, content_hash }) => [id, name, '未采用', '', short(content_hash)]),
  ];
};

export type Tally = {
  readonly people: number;
  readonly before_fen: number;
  readonly after_fen: number;
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  readonly newly_eligible: number;
  readonly newly_ineligible: number;
  readonly not_eligible: number;
  readonly unknown: number;
};

const right = 'right' as const;
const AMOUNTS = ['现行（元）', '草案（元）', '增减（元）'];
/** After the number of people, everything that it is made of: whoever adds the columns up finds everybody. */
const COUNTS: readonly (readonly [title: string, of: keyof Tally])[] = [
  ['人数', 'people'],
  ['增加', 'winners'],
  ['减少', 'losers'],
  ['不变', 'unchanged'],
  ['新符合', 'newly_eligible'],
  ['不再符合', 'newly_ineligible'],
  ['仍不符合', 'not_eligible'],
  ['不详', 'unknown'],
];
export const TALLY_COLUMNS: readonly Column[] = [
  { title: '范围' },
  ...[...AMOUNTS, ...COUNTS.map(([title]) => title)].map((title) => ({ title, align: right })),
];

export const tallyRow = (title: string, tally: Tally): readonly string[] => [
  title,
  ...[tally.before_fen, tally.after_fen, tally.after_fen - tally.before_fen].map((amount) => formatYuan(fen(amount))),
  ...COUNTS.map(([, of]) => tally[of].toLocaleString('en-US')),
];
