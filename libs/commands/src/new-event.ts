import type { EventMeta, JsonObject, NewEvent } from '@fenming/event-log';
import { derivedId, instructionEventId, schemaVersionOf, type SubsidyEvent } from '@fenming/subsidy';

/** What every decided event has. */
export type Shaped = { readonly type: string; readonly data: object };

export const newEvent = (event: Shaped, id: string, meta: EventMeta): NewEvent => ({
  id,
  type: event.type,
  schemaVersion: schemaVersionOf(event.type),
  payload: event.data as JsonObject,
  meta,
});

/** A payment's id follows from its entitlement and attempt alone; every other event's from the command that caused it. */
export const eventId = (event: Shaped, commandId: string, stream: string, index: number): string => {
  const subsidyEvent = event as SubsidyEvent;
  if (subsidyEvent.type !== 'PaymentInstructed') return derivedId(commandId, stream, index);
  const { enrolmentId, entitlement, attempt } = subsidyEvent.data;
  return instructionEventId(enrolmentId, entitlement, attempt);
};
