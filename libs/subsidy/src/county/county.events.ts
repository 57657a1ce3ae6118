import type { AreaCode } from '@fenming/citizen';

/** The first event of a folder. `regions` selects the rows of the programme catalogue that are in force here. */
export type CountyOpened = {
  readonly type: 'CountyOpened';
  readonly data: { readonly code: AreaCode; readonly name: string; readonly demo: boolean; readonly regions: readonly string[] };
};
/** What somebody wants the county's name and regions to be; they stand when another person confirms. */
export type CountyCorrectionProposed = {
  readonly type: 'CountyCorrectionProposed';
  readonly data: { readonly correction: string; readonly name: string; readonly regions: readonly string[] };
};
export type CountyCorrected = {
  readonly type: 'CountyCorrected';
  readonly data: { readonly correction: string; readonly name: string; readonly regions: readonly string[] };
};
export type AreasRegistered = {
  readonly type: 'AreasRegistered';
  readonly data: { readonly areas: readonly { readonly code: AreaCode; readonly name: string }[] };
};
/** Simulated time, in a demo county only. */
export type ClockAdvanced = { readonly type: 'ClockAdvanced'; readonly data: { readonly to: string } };
/**
 * The folder came out of a backup: what was recorded after its last event (`backupHead`, an event id) is missing here. This stands in the log before anybody can work
 * in the restored folder. Without the vault (`personalData` false) nothing can be unsealed, and the folder is for looking only.
 */
export type CountyRestored = {
  readonly type: 'CountyRestored';
  readonly data: { readonly backupHead: string; readonly backupTakenAt: string; readonly personalData: boolean };
};
/** A bank file as the bank has received it. `sumFen`: decimal text. */
export type ReceivedFile = {
  readonly fileName: string;
  readonly sha256: string;
  readonly count: number;
  readonly sumFen: string;
};
/** What the bank says it has received, compared with the log; `known` false: the file went out after the backup was taken. */
export type RestoreReconciled = {
  readonly type: 'RestoreReconciled';
  readonly data: { readonly documentNo: string; readonly bankFiles: readonly (ReceivedFile & { readonly known: boolean })[] };
};
export type CountyEvent =
  | CountyOpened
  | CountyCorrectionProposed
  | CountyCorrected
  | AreasRegistered
  | ClockAdvanced
  | CountyRestored
  | RestoreReconciled;
