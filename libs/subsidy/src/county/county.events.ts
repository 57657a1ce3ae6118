import type { AreaCode } from '@fenming/citizen';

/** The first event of a folder. `regions` selects the rows of the programme catalogue that are in force here. */
export type CountyOpened = {
  readonly type: 'CountyOpened';
  readonly data: { readonly code: AreaCode; readonly name: string; readonly demo: boolean; readonly regions: readonly string[] };
};
export type AreasRegistered = {
  readonly type: 'AreasRegistered';
  readonly data: { readonly areas: readonly { readonly code: AreaCode; readonly name: string }[] };
};
/** Simulated time, in a demo county only. */
export type ClockAdvanced = { readonly type: 'ClockAdvanced'; readonly data: { readonly to: string } };
export type CountyEvent = CountyOpened | AreasRegistered | ClockAdvanced;
