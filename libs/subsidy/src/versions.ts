import type { SubsidyEvent } from './events';

type Payload = Readonly<Record<string, unknown>>;
type Upcaster = (payload: Payload) => Payload;

/**
 * What brings an event of an earlier version into the present shape, from version 1 on; a type that is not named here has had one shape
 * only. Nobody who reads can seal a day that was recorded in clear: it stays as it is.
 */
const UPCASTERS: { readonly [Type in SubsidyEvent['type']]?: readonly Upcaster[] } = {
  DeathRecorded: [(recorded) => recorded],
  EnrolmentExited: [(recorded) => ({ ...recorded, year: Number(String(recorded['effectiveOn']).slice(0, 4)) })],
};
const BY_TYPE: ReadonlyMap<string, readonly Upcaster[]> = new Map(Object.entries(UPCASTERS));

/** The version in which events of this type are recorded today. */
export const schemaVersionOf = (type: string): number => (BY_TYPE.get(type)?.length ?? 0) + 1;

/** What an event says, in the shape of today; undefined for a version that this program does not know. */
export const presentPayload = <Recorded extends object>(event: {
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: Recorded;
}): Recorded | undefined => {
  const { type, schemaVersion, payload } = event;
  const newest = schemaVersionOf(type);
  if (schemaVersion === newest) return payload;
  const missing = schemaVersion >= 1 && schemaVersion < newest ? BY_TYPE.get(type)?.slice(schemaVersion - 1) : undefined;
  return missing?.reduce((said, upcast) => upcast(said), payload as Payload) as Recorded | undefined;
};
