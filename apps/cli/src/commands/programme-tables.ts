import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import { FUNDING_LAYERS } from '@fenming/subsidy';
import { LAYER_NAMES, VERSION_STATES } from '@fenming/words';
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

export const programmeColumns = (): readonly Column[] =>
  [say('代码', 'code'), say('项目', 'programme'), say('状态', 'state'), say('文号', 'document'), say('版本', 'version')].map(
    (title) => ({ title }),
  );

/** Each text once, at the furthest that it has come: in force, waiting for the second person, or shipped and proposed by nobody. */
export const programmeRows = ({ adopted, proposals, catalogue }: ProgrammeLists): readonly (readonly string[])[] => {
  const nameOf = (id: string): string => [...adopted, ...catalogue].find((programme) => programme.id === id)?.name ?? id;
  const known = new Set([...adopted.map(({ id }) => id), ...proposals.map(({ programme }) => programme)]);
  return [
    ...adopted.map(({ id, name, document_no, content_hash }) => [
      id,
      name,
      VERSION_STATES.adopted,
      document_no,
      short(content_hash),
    ]),
    ...proposals.map(({ programme, document_no, content_hash }) => [
      programme,
      nameOf(programme),
      VERSION_STATES.proposed,
      document_no,
      short(content_hash),
    ]),
    ...catalogue
      .filter(({ id }) => !known.has(id))
      .map(({ id, name, content_hash }) => [id, name, say('未采用', 'not adopted'), '', short(content_hash)]),
  ];
};

type FundingSums = { readonly [layer in (typeof FUNDING_LAYERS)[number] as `${layer}_fen`]: number };
export type Tally = {
  readonly people: number;
  /** On the programme's own list, and in the county's record besides. */
  readonly looked: { readonly own: number; readonly besides: number };
  readonly before_fen: number;
  readonly after_fen: number;
  readonly before_funding: FundingSums;
  readonly after_funding: FundingSums;
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  readonly newly_eligible: number;
  readonly newly_ineligible: number;
  readonly not_eligible: number;
  readonly unknown: number;
};

type Counted = { readonly [name in keyof Tally]: Tally[name] extends number ? name : never }[keyof Tally];

const right = 'right' as const;
const amounts = () => [
  say('现行（元）', 'in force (yuan)'),
  say('草案（元）', 'draft (yuan)'),
  say('增减（元）', 'change (yuan)'),
];
/** After the number of people, everything that it is made of: whoever adds the columns up finds everybody. */
const counts = (): readonly (readonly [title: string, of: Counted])[] => [
  [say('人数', 'persons'), 'people'],
  [say('增加', 'more'), 'winners'],
  [say('减少', 'less'), 'losers'],
  [say('不变', 'unchanged'), 'unchanged'],
  [say('新符合', 'qualify anew'), 'newly_eligible'],
  [say('不再符合', 'no longer qualify'), 'newly_ineligible'],
  [say('仍不符合', 'still do not qualify'), 'not_eligible'],
  [say('不详', 'uncertain'), 'unknown'],
];
export const tallyColumns = (): readonly Column[] => [
  { title: say('范围', 'scope') },
  ...[...amounts(), say('本项目名单', 'on its list'), say('其他名单', 'besides'), ...counts().map(([title]) => title)].map(
    (title) => ({ title, align: right }),
  ),
];

const change = (before: number, after: number): readonly string[] =>
  [before, after, after - before].map((amount) => formatYuan(fen(amount)));

export const tallyRow = (title: string, tally: Tally): readonly string[] => [
  title,
  ...change(tally.before_fen, tally.after_fen),
  ...[tally.looked.own, tally.looked.besides].map((number) => number.toLocaleString('en-US')),
  ...counts().map(([, of]) => tally[of].toLocaleString('en-US')),
];

export const costColumns = (): readonly Column[] => [
  { title: say('范围', 'scope') },
  { title: say('资金层级', 'layer of funds') },
  ...amounts().map((title) => ({ title, align: right })),
];

/** What each budget bears of a scope, those that bear nothing left out: the rows add up to the scope's own. */
export const costRows = (title: string, { before_funding, after_funding }: Tally): readonly (readonly string[])[] =>
  FUNDING_LAYERS.flatMap((layer) => {
    const [before, after] = [before_funding[`${layer}_fen`], after_funding[`${layer}_fen`]];
    return before === 0 && after === 0 ? [] : [[title, LAYER_NAMES[layer], ...change(before, after)]];
  });
