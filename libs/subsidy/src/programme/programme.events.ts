import type { ProgrammeId } from '@fenming/programmes';
import type { PaidFate } from '../terms';

/**
 * A text of the rules as people name it: `contentHash` is its SHA-256. A document of a day (`documentDate`, PlainDate) says from when until
 * when (PlainDate, both included; without an end for as long as nothing else is said) it is in force, which may begin in the past.
 */
export type VersionSaid = {
  readonly programme: ProgrammeId;
  readonly contentHash: string;
  readonly documentNo: string;
  readonly documentDate: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
};
/** `text`: the whole YAML file, so that what an old batch used can be shown for ever. */
export type ProgrammeProposed = { readonly type: 'ProgrammeProposed'; readonly data: VersionSaid & { readonly text: string } };
/** A second person put the proposed text in force. */
export type ProgrammeAdopted = { readonly type: 'ProgrammeAdopted'; readonly data: VersionSaid };

/** A later document takes a text out of force, as if it had never been. `paid`: whether what was paid by it stays or goes back. */
export type WithdrawalSaid = {
  readonly programme: ProgrammeId;
  readonly contentHash: string;
  readonly documentNo: string;
  readonly documentDate: string;
  readonly paid: PaidFate;
};
export type WithdrawalProposed = { readonly type: 'WithdrawalProposed'; readonly data: WithdrawalSaid };
/** A second person has confirmed it. */
export type ProgrammeWithdrawn = { readonly type: 'ProgrammeWithdrawn'; readonly data: WithdrawalSaid };

export type ProgrammeEvent = ProgrammeProposed | ProgrammeAdopted | WithdrawalProposed | ProgrammeWithdrawn;
