import type { Listener } from '@fenming/language';
import type { BankProfile, BankReturn, NamedLine, ReturnFault } from '@fenming/bank-files';
import type {
  ComparedRow,
  ComparisonReading,
  ComparisonSource,
  RosterProgramme,
  RosterReading,
  RosterRow,
  RowFault,
} from '@fenming/rosters';

/** A roster to read. `areas`: the county's names by code. */
export type RosterOrder = {
  readonly bytes: Uint8Array;
  readonly programme: RosterProgramme;
  readonly areas: Readonly<Record<string, string>>;
  readonly day: string;
};
/** A list of another body. */
export type ComparisonOrder = { readonly bytes: Uint8Array; readonly source: ComparisonSource; readonly day: string };
export type ReturnOrder = { readonly bytes: Uint8Array; readonly profile: BankProfile };
/** What a definition that somebody sent is called in its faults. */
export const DEFINITION_FILE = 'programme.yaml';
export type DefinitionOrder = { readonly text: string };
export type Order =
  | ({ readonly read: 'roster' } & RosterOrder)
  | ({ readonly read: 'comparison' } & ComparisonOrder)
  | ({ readonly read: 'return' } & ReturnOrder)
  | ({ readonly read: 'definition' } & DefinitionOrder);
/** With whoever reads what is wrong with it. */
export type Posted = { readonly order: Order; readonly to: Listener };

/** What was read, in one text for what is small and texts of some hundred items for what is long: a text crosses a thread faster than its objects. */
export type Reply =
  | { readonly failed: string }
  | { readonly head: string; readonly items: readonly Uint8Array[]; readonly faults: readonly Uint8Array[] };

/** A roster without its rows and its faults. */
export type RosterHead = Omit<RosterReading, 'rows' | 'faults'>;
export type ComparisonHead = Omit<ComparisonReading, 'rows' | 'faults'>;
export type ComparisonItems = { readonly items: ComparedRow; readonly faults: RowFault };
export type RosterItems = { readonly items: RosterRow; readonly faults: RowFault };

/** A return without its lines; with faults, how many there are of which the first are named. */
export type ReturnHead =
  | ({ readonly ok: true } & Omit<BankReturn, 'lines'>)
  | { readonly ok: false; readonly total: number; readonly onlyRepeats: boolean };
/** How many faults a definition has; none where it is sound. */
export type DefinitionHead = { readonly total: number };
export type ReturnItems = { readonly items: NamedLine; readonly faults: ReturnFault };
