import type { ReturnField, ReturnHeaderField } from './profile';
import type { ReturnFault } from './return-fault';
import type { Answer } from './return-line';
import type { Cells } from './text-record';

/** What a layout always has; an ISO report may leave the amount to the message that it answers. */
export type ReturnCells = Cells<ReturnField> & { readonly lineNo: string; readonly code: string };

/** What a return says of the lines that it does not name: the answer, and where it counts them, how many they are. */
export type Unnamed = Answer & { readonly count?: number };

/** A return of any layout, cut into the texts of its cells. `faults` are those that leave the rest readable; a line that is not is its own fault. */
export type CutReturn = {
  readonly header: Cells<ReturnHeaderField>;
  readonly lines: readonly (ReturnCells | ReturnFault)[];
  readonly faults: readonly ReturnFault[];
  /** In which row of the file the first line stands. */
  readonly firstRow: number;
  /** Absent where every line sent must be named. */
  readonly unnamed?: Unnamed;
};
