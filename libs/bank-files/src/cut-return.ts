import type { ReturnField, ReturnHeaderField } from './profile';
import type { ReturnFault } from './return-fault';

export type ReturnCells = Readonly<Record<ReturnField, string>>;

/** A return of any layout, cut into the texts of its cells. `faults` are those that leave the rest readable; a line that is not is its own fault. */
export type CutReturn = {
  readonly header: Readonly<Partial<Record<ReturnHeaderField, string>>>;
  readonly lines: readonly (ReturnCells | ReturnFault)[];
  readonly faults: readonly ReturnFault[];
};
