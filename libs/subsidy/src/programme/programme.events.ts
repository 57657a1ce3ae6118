import type { ProgrammeId } from '@fenming/programmes';

/** `text`: the whole YAML file, so that what an old batch used can be shown for ever; `contentHash`: its SHA-256. `effectiveFrom`: PlainDate. */
export type ProgrammeProposed = {
  readonly type: 'ProgrammeProposed';
  readonly data: {
    readonly programme: ProgrammeId;
    readonly contentHash: string;
    readonly text: string;
    readonly documentNo: string;
    readonly effectiveFrom: string;
  };
};
/** A second person put the proposed text in force. */
export type ProgrammeAdopted = {
  readonly type: 'ProgrammeAdopted';
  readonly data: {
    readonly programme: ProgrammeId;
    readonly contentHash: string;
    readonly documentNo: string;
    readonly effectiveFrom: string;
  };
};

export type ProgrammeEvent = ProgrammeProposed | ProgrammeAdopted;
