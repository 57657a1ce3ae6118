import type { SubsidyEvent } from './events';

type Fields = Readonly<Record<string, unknown>>;
type Upcaster = (said: Fields) => Fields;

/**
 * What brings an event of an earlier version into the present shape, from version 1 on; a type that is not named here has had one shape
 * only. Nobody who reads can seal a day that was recorded in clear: it stays as it is.
 */
const UPCASTERS: { readonly [Type in SubsidyEvent['type']]?: readonly Upcaster[] } = {
  DeathRecorded: [(recorded) => recorded, (recorded) => recorded],
  EnrolmentExited: [(recorded) => ({ ...recorded, year: Number(String(recorded['effectiveOn']).slice(0, 4)) })],
};
const BY_TYPE: ReadonlyMap<string, readonly Upcaster[]> = new Map(Object.entries(UPCASTERS));

/** The version in which events of this type are recorded today. */
export const schemaVersionOf = (type: string): number => (BY_TYPE.get(type)?.length ?? 0) + 1;

/** What a reader needs of a recorded event; where no version is told (a made-up log), it is today's. */
export type Recorded<Payload extends object = object> = {
  readonly type: string;
  readonly schemaVersion?: number;
  readonly payload: Payload;
};
/** The content of an event of one type, in the shape of today. */
export type Said<Type extends SubsidyEvent['type']> = SaidByType[Type];
type SaidByType = { readonly [Event in SubsidyEvent as Event['type']]: Event['data'] };

/**
 * What an event says, in the shape of today: nobody else looks at what was recorded. An event of today's version is answered as it is,
 * without a copy.
 * @throws RangeError for a version that this program does not know.
 */
export const read = <Payload extends object>({ type, schemaVersion, payload }: Recorded<Payload>): Payload => {
  const upcasters = BY_TYPE.get(type);
  const newest = upcasters === undefined ? 1 : upcasters.length + 1;
  if (schemaVersion === newest || schemaVersion === undefined) return payload;
  if (upcasters === undefined || schemaVersion < 1 || schemaVersion > newest)
    throw new RangeError(`no reader knows ${type} in schema version ${schemaVersion}`);
  return upcasters.slice(schemaVersion - 1).reduce((said, upcast) => upcast(said), payload as Fields) as Payload;
};

/** The same for whoever waits for events of some types; undefined for an event of another. */
export const readAs = <Type extends SubsidyEvent['type']>(event: Recorded, ...types: readonly Type[]): Said<Type> | undefined =>
  (types as readonly string[]).includes(event.type) ? (read(event) as object as Said<Type>) : undefined;
