import { fen, sumFen } from '@fenming/money';
import type { Api } from '@fenming/api-client';
import { FIRST_YEAR } from './county/demo-county';

/** Amounts in fen. `beneficiaries` counts settled entitlements once; amounts are gross of later recovery. */
export type ProgrammeTotal = { readonly id: string; readonly beneficiaries: number; readonly amountFen: number };
/** One programme of a year as the engine reports it. */
export type YearLine = {
  readonly programme: string;
  readonly name: string;
  readonly unit: 'person' | 'household' | 'child';
  readonly beneficiaries: number;
  readonly settled_fen: number;
};

/** The totals published for 2023 by the county of the seed text; the demo reaches them at scale 1. */
const PUBLISHED: readonly ProgrammeTotal[] = [
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
