import { fen, sumFen } from '@fenming/money';
import type { Api } from '../owner/api';
import { FIRST_YEAR } from './county/demo-county';

/** Amounts in fen. `beneficiaries` counts settled entitlements once; amounts are gross of later recovery. */
export type ProgrammeTotal = { readonly id: string; readonly beneficiaries: number; readonly amountFen: number };
export type Difference = { readonly table: string; readonly key: string; readonly column: string; readonly live: unknown; readonly rebuilt: unknown };
export type DemoResult = {
  readonly programmes: readonly ProgrammeTotal[];
  readonly totalFen: number;
  readonly payments: number;
  readonly events: number;
  readonly replay: { readonly digest: string; readonly differences: readonly Difference[] };
};

/** The totals published for 2023 by the county of the seed text; the demo reaches them at scale 1. */
export const PUBLISHED: readonly ProgrammeTotal[] = [
  { id: 'RURAL_REWARD', beneficiaries: 6743, amountFen: 647_328_000 },
  { id: 'URBAN_ONLY_CHILD', beneficiaries: 3858, amountFen: 370_368_000 },
  { id: 'SPECIAL_ASSISTANCE', beneficiaries: 353, amountFen: 336_056_000 },
  { id: 'ONLY_CHILD_FEE', beneficiaries: 625, amountFen: 27_600_000 },
];

type Balance = { readonly programme: string; readonly area: string; readonly settled_count: number; readonly settled_fen: number };
export type Replay = { readonly digest: string; readonly events: number; readonly differences: readonly Difference[] };

const order = (id: string): number => PUBLISHED.findIndex((published) => published.id === id);

/** Reads what the county paid for 2023, and has the engine rebuild everything from its log. */
export const readResult = async (operator: Api): Promise<DemoResult> => {
  const { code } = await operator.get<{ readonly code: string }>('/county');
  const { data } = await operator.get<{ readonly data: readonly Balance[] }>(`/balances?year=${FIRST_YEAR}`);
  const programmes = data
    .filter(({ area }) => area === code)
    .map(({ programme, settled_count, settled_fen }) => ({ id: programme, beneficiaries: settled_count, amountFen: settled_fen }))
    .toSorted((a, b) => order(a.id) - order(b.id));
  const { digest, events, differences } = await operator.post<Replay>('/audit/replays', {});
  return {
    programmes,
    totalFen: sumFen(programmes.map(({ amountFen }) => fen(amountFen))),
    payments: programmes.reduce((count, { beneficiaries }) => count + beneficiaries, 0),
    events,
    replay: { digest, differences },
  };
};
