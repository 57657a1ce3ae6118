import type { RecordedEvent } from '@fenming/event-log';
import { presentPayload } from '@fenming/subsidy';
import { actors } from './actors/actors.projection';
import { appropriations } from './appropriations/appropriations.projection';
import { balances } from './balances/balances.projection';
import { batches } from './batches/batches.projection';
import { county } from './county/county.projection';
import type { Change, EventType, Projection } from './engine/change';
import { enrolments } from './enrolments/enrolments.projection';
import { imports } from './imports/imports.projection';
import { ledger } from './ledger/ledger.projection';
import { notices } from './notices/notices.projection';
import { objections } from './objections/objections.projection';
import { payees } from './payees/payees.projection';
import { payments } from './payments/payments.projection';
import { programmes } from './programmes/programmes.projection';
import { recoveries } from './recoveries/recoveries.projection';
import { requests } from './requests/requests.projection';
import { timeline } from './timeline/timeline.projection';

/** No projection reads what another one writes at the same event, so their order does not matter. */
const PROJECTIONS = [
  county,
  actors,
  programmes,
  imports,
  enrolments,
  timeline,
  notices,
  objections,
  balances,
  appropriations,
  batches,
  payments,
  ledger,
  payees,
  recoveries,
  requests,
] as const;

/** Events that no question is asked about yet. They are known, and they change no row. */
const NOT_SHOWN = [
  'CountyCorrectionProposed',
  // The calendar is read from its own stream.
  'HolidayTableProposed',
  'HolidayTableConfirmed',
  'CountyRestored',
  'RestoreReconciled',
  'ProgrammeClaimed',
  'ClaimReleased',
  'DeathRecorded',
] as const satisfies readonly EventType[];

type KeysOf<P> = P extends unknown ? keyof P : never;
type Forgotten = Exclude<EventType, KeysOf<(typeof PROJECTIONS)[number]> | (typeof NOT_SHOWN)[number]>;
type Nothing<Left extends never> = Left;
/** Fails to compile, naming the type, when an event is neither projected nor declared as not shown. */
export type NoEventIsForgotten = Nothing<Forgotten>;

type Handle = (said: RecordedEvent['payload'], event: RecordedEvent) => readonly Change[];

const HANDLERS: ReadonlyMap<string, readonly Handle[]> = collect(PROJECTIONS);

/** What an event does to the rows. Throws RangeError where no projection knows its type or its version. */
export function changesOf(event: RecordedEvent): readonly Change[] {
  const said = presentPayload(event);
  const handlers = HANDLERS.get(event.type);
  if (said === undefined || handlers === undefined)
    throw new RangeError(`no projection knows this type in schema version ${event.schemaVersion}`);
  return handlers.flatMap((handle) => handle(said, event));
}

function collect(projections: readonly Projection[]): ReadonlyMap<string, readonly Handle[]> {
  const handlers = new Map<string, Handle[]>(NOT_SHOWN.map((type) => [type, []]));
  for (const projection of projections) {
    for (const [type, handle] of Object.entries(projection)) {
      handlers.set(type, [...(handlers.get(type) ?? []), handle as Handle]);
    }
  }
  return handlers;
}
