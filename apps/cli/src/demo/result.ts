import { fen, sumFen } from '@fenming/money';
import type { Api } from '../owner/api';
import { FIRST_YEAR } from './county/demo-county';

/** Amounts in fen. `beneficiaries` counts settled entitlements once; amounts are gross of later recovery. */
export type ProgrammeTotal = { readonly id: string; readonly beneficiaries: number; readonly amountFen: number };
export type Difference = {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
};
/** A figure of the rebuilt tables that differs from the one computed a second time, from the log alone. */
export type RecomputedDifference = Pick<Difference, 'table' | 'key' | 'column' | 'rebuilt'> & { readonly recomputed: unknown };
/** One finding of an audit, with the number of its event where there is one. */
export type AuditFinding = { readonly code: string; readonly sentence: string; readonly position?: string };
/** What was rebuilt from the log. `events`: those in it; `applied`: those that the rebuilt tables could take, which `digest` is of. */
export type Replay = {
  readonly digest: string;
  readonly events: number;
  readonly applied: number;
  /** Whether there were live views to be compared. */
  readonly live: 'compared' | 'missing' | 'older' | 'unreadable';
  readonly differences: readonly Difference[];
  readonly recomputed: { readonly differences: readonly RecomputedDifference[] };
  /** Control formulas that do not hold over the log, and events that no table can take. */
  readonly findings: readonly AuditFinding[];
};

/** One programme of a year as the engine reports it. */
export type YearLine = {
  readonly programme: string;
  readonly name: string;
  readonly unit: 'person' | 'household' | 'child';
  readonly beneficiaries: number;
  readonly settled_fen: number;
};

/** The totals published for 2023 by the county of the seed text; the demo reaches them at scale 1. */
export const PUBLISHED: readonly ProgrammeTotal[] = [
  { id: 'RURAL_REWARD', beneficiaries: 6743, amountFen: 647_328_000 },
  { id: 'URBAN_ONLY_CHILD', beneficiaries: 3858, amountFen: 370_368_000 },
  { id: 'SPECIAL_ASSISTANCE', beneficiaries: 353, amountFen: 336_056_000 },
  { id: 'ONLY_CHILD_FEE', beneficiaries: 625, amountFen: 27_600_000 },
];

const order = ({ programme }: YearLine): number => PUBLISHED.findIndex(({ id }) => id === programme);

/** What the county paid for 2023, in the order of the published table; programmes that paid nobody are left out. */
export const readYear = async (operator: Api): Promise<readonly YearLine[]> => {
  const { lines } = await operator.get<{ readonly lines: readonly YearLine[] }>(`/years?year=${FIRST_YEAR}`);
  return lines.filter(({ beneficiaries }) => beneficiaries > 0).toSorted((a, b) => order(a) - order(b));
};

/** Whether the tables shown were compared, and are what a log without a doubt says: a rebuild that met none has proved nothing of them. */
export const isProved = ({ live, differences, recomputed, findings }: Replay): boolean =>
  live === 'compared' && differences.length + recomputed.differences.length + findings.length === 0;

/** Has the engine rebuild everything from its log and compare. */
export const replayAll = (operator: Api): Promise<Replay> => operator.post<Replay>('/audit/replays', {});

export type Totals = { readonly programmes: readonly ProgrammeTotal[]; readonly totalFen: number; readonly payments: number };

export const totalsOf = (lines: readonly YearLine[]): Totals => ({
  programmes: lines.map(({ programme, beneficiaries, settled_fen }) => ({
    id: programme,
    beneficiaries,
    amountFen: settled_fen,
  })),
  totalFen: sumFen(lines.map(({ settled_fen }) => fen(settled_fen))),
  payments: lines.reduce((count, { beneficiaries }) => count + beneficiaries, 0),
});

/** Whether a total is the published one; undefined where nothing was published. */
export const asPublished = ({ id, beneficiaries, amountFen }: ProgrammeTotal): boolean => {
  const published = PUBLISHED.find((each) => each.id === id);
  return published?.beneficiaries === beneficiaries && published.amountFen === amountFen;
};
