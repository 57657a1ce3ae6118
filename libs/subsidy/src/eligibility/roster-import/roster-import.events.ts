import type { ProgrammeId } from '@fenming/programmes';

/** Of an imported file only its hash is kept. `number` counts the roster files of a programme and year from 1. */
export type ImportStarted = {
  readonly type: 'ImportStarted';
  readonly data: {
    readonly importId: string;
    readonly programme: ProgrammeId;
    readonly year: number;
    readonly number: number;
    readonly fileHash: string;
    readonly rows: number;
    readonly goodRows: number;
    /** Rows left out because the importer explicitly chose the good rows: Excel row number and code. */
    readonly leftOut: readonly { readonly row: number; readonly code: string }[];
    /** Rows whose citizen id was known under another name, and of which the importer said that they are the same people. */
    readonly samePeople?: readonly number[];
  };
};
export type ImportCompleted = {
  readonly type: 'ImportCompleted';
  readonly data: {
    readonly importId: string;
    readonly programme: ProgrammeId;
    readonly year: number;
    readonly accepted: number;
    readonly refused: readonly { readonly row: number; readonly code: string }[];
  };
};
export type RosterImportEvent = ImportStarted | ImportCompleted;
