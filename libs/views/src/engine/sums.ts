import type { Amounts } from './change';
import type { Cell, Table } from './table';

type Sum = { readonly table: Table; readonly key: readonly Cell[]; readonly amounts: Record<string, number> };
/** The rows whose keys begin alike. Walking cell by cell builds no text per event. */
type Branch = { readonly under: Map<Cell, Branch>; sum?: Sum };

/** One payment touches the balances of a village, a township and the county; a batch of events writes each row once. */
export class Sums {
  private all: Sum[] = [];
  private readonly tables = new Map<Table, Branch>();

  /** @throws RangeError when a sum is past the largest exact amount. */
  add(table: Table, key: readonly Cell[], amounts: Amounts): void {
    const sum = this.sumOf(table, key);
    for (const counter in amounts) {
      const next = (sum.amounts[counter] ?? 0) + (amounts[counter] ?? 0);
      if (!Number.isSafeInteger(next)) throw new RangeError(`${table.name}.${counter} is past the largest exact amount`);
      sum.amounts[counter] = next;
    }
  }

  /** In the order in which their rows were first touched. */
  get touched(): readonly Sum[] {
    return this.all;
  }

  clear(): void {
    this.all = [];
    this.tables.clear();
  }

  private sumOf(table: Table, key: readonly Cell[]): Sum {
    let branch = branchUnder(this.tables, table);
    for (const cell of key) branch = branchUnder(branch.under, cell);
    if (branch.sum === undefined) {
      branch.sum = { table, key, amounts: {} };
      this.all.push(branch.sum);
    }
    return branch.sum;
  }
}

function branchUnder<Key>(branches: Map<Key, Branch>, key: Key): Branch {
  const known = branches.get(key);
  if (known !== undefined) return known;
  const branch: Branch = { under: new Map() };
  branches.set(key, branch);
  return branch;
}
