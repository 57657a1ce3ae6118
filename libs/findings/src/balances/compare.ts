import { FIGURES, type Figure, type RecomputedBalance } from './recompute';

/** A balance as a view answers it: the figures under the same names, as whole numbers. */
export type ShownBalance = {
  readonly programme: string;
  readonly year: number;
  readonly area: string;
} & Readonly<Record<Figure, number | bigint>>;

/** One figure that the view shows otherwise than the log says. Decimal strings, fit for JSON. */
export type BalanceDifference = {
  readonly programme: string;
  readonly year: number;
  readonly area: string;
  readonly figure: Figure;
  readonly shown: string;
  readonly recomputed: string;
};

type Place = { readonly programme: string; readonly year: number; readonly area: string };

/** Compares every figure of every area. A row that one side does not have counts as zeros. */
export function compareBalances(
  recomputed: readonly RecomputedBalance[],
  shown: readonly ShownBalance[],
): readonly BalanceDifference[] {
  const left = new Map(shown.map((row) => [nameOf(row), row]));
  const differences = recomputed.flatMap((row) => {
    const beside = left.get(nameOf(row));
    left.delete(nameOf(row));
    return figuresThatDiffer(row, beside, row);
  });
  return [...differences, ...[...left.values()].flatMap((row) => figuresThatDiffer(row, row, undefined))];
}

const nameOf = ({ programme, year, area }: Place): string => `${programme} ${year} ${area}`;

function figuresThatDiffer(
  { programme, year, area }: Place,
  shown: ShownBalance | undefined,
  recomputed: RecomputedBalance | undefined,
): readonly BalanceDifference[] {
  return FIGURES.flatMap((figure) => {
    const [a, b] = [BigInt(shown?.[figure] ?? 0), recomputed?.[figure] ?? 0n];
    return a === b ? [] : [{ programme, year, area, figure, shown: String(a), recomputed: String(b) }];
  });
}
