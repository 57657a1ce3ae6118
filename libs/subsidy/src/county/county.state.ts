import type { AreaCode } from '@fenming/citizen';
import type { ActorId } from '../decider';
import type { CountyCorrectionProposed, CountyRestored, ReceivedFile } from './county.events';

export type OpenedCounty = {
  readonly code: AreaCode;
  readonly name: string;
  readonly demo: boolean;
  readonly regions: readonly string[];
};
export type CountyState = {
  readonly opened?: OpenedCounty;
  /** What waits for a second person. */
  readonly correction?: CountyCorrectionProposed['data'] & { readonly by: ActorId };
  readonly areas: Readonly<Record<string, string>>;
  /** The simulated instant of a demo county. */
  readonly clock?: string;
  /** The last restore from a backup. Until it is reconciled no money leaves: a bank file may have gone out that this log does not know. */
  readonly restored?: CountyRestored['data'] & { readonly reconciled: boolean };
  /** By file name, what the bank had received when a restored folder was reconciled. */
  readonly received: Readonly<Record<string, ReceivedFile>>;
};
