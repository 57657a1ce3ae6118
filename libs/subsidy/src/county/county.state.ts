import type { ActorId } from '../decider';
import type { CountyCorrectionProposed, CountyOpened, CountyRestored, ReceivedFile } from './county.events';

type Nothing = Readonly<Record<string, never>>;
/** No county has been opened in the folder, so that nothing has happened either. */
export type Nowhere = {
  readonly opened?: undefined;
  readonly correction?: undefined;
  readonly areas: Nothing;
  readonly clock?: undefined;
  readonly restored?: undefined;
  readonly received: Nothing;
};
export type OpenedCounty = {
  /** As it was opened, and corrected since. */
  readonly opened: CountyOpened['data'];
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
export type CountyState = Nowhere | OpenedCounty;

export const NOWHERE: Nowhere = { areas: {}, received: {} };
