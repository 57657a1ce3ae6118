import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  type AllStreamSubscription,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer, type PeerOptions } from './server';

/** A peer over an in-memory log and the official client connected to it. */
export type Rig = { readonly peer: Peer; readonly client: EventStoreDBClient; readonly log: EventLog; stop(): Promise<void> };

export async function startRig(options: Partial<PeerOptions> = {}): Promise<Rig> {
  const log = options.log ?? openMemoryLog(PEER_LOG_OPTIONS);
  const peer = await startPeer({ ...options, log });
  const client = connect(peer);
  return {
    peer,
    client,
    log,
    stop: async () => {
      // After a batch-append call that ended cleanly the client's dispose never comes back.
      await Promise.race([client.dispose(), sleep(200)]);
      await peer.stop();
      await log.close();
    },
  };
}

export function connect(peer: Peer, options = ''): EventStoreDBClient {
  return EventStoreDBClient.connectionString(`${peer.connectionString}${options}`);
}

/** Credentials given with a call make the client take the classic Append instead of BatchAppend. */
export const CLASSIC = { credentials: { username: 'admin', password: 'changeit' } };

export function paid(amountFen: string, id: string = randomUUID()) {
  return jsonEvent({ id, type: 'PaymentInstructed', data: { amountFen }, metadata: { village: '991001002003' } });
}

export function payments(count: number) {
  return Array.from({ length: count }, (_, line) => paid(String(line)));
}

export function scanned(bytes: Uint8Array) {
  return binaryEvent({ id: randomUUID(), type: 'FormScanned', data: bytes, metadata: bytes });
}

export async function collect(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const found: ResolvedEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

export function isSystem({ event }: ResolvedEvent): boolean {
  return event?.type.startsWith('$') === true;
}

/** The first `count` events that a subscription delivers. */
export async function firstOf(
  subscription: AsyncIterable<ResolvedEvent> & Pick<AllStreamSubscription, 'unsubscribe'>,
  count: number,
) {
  const found: ResolvedEvent[] = [];
  for await (const event of subscription) {
    found.push(event);
    if (found.length === count) break;
  }
  await subscription.unsubscribe();
  return found;
}
