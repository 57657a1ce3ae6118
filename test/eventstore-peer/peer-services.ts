import { setTimeout as sleep } from 'node:timers/promises';
import type { Metadata } from '@grpc/grpc-js';
import { denial, type Users } from './access';
import type { Connections } from './connections';
import type { EventSource } from './event-source';
import type { FaultOptions, Faults, Target } from './faults';
import type { Node } from './members';
import { refusals, type PeerRefusal } from './refusals';
import type { StreamTable } from './stream-table';
import type { Writer } from './writer';

/** What the peer's handlers stand on. */
export type PeerServices = {
  readonly table: StreamTable;
  readonly writer: Writer;
  readonly source: EventSource;
  readonly changes: Changes;
  readonly faults: Faults;
  readonly connections: Connections;
  readonly node: Node;
  readonly users: Users;
  readonly maxAppendBytes: number;
};

/** What every call has that a handler needs to know about its caller. */
export type Caller = { readonly metadata: Metadata; getPeer(): string };

/** Why a call is turned away before it begins, if it is. */
export function turnedAway(services: PeerServices, caller: Caller, target: Target): PeerRefusal | undefined {
  return denial(services.users, caller.metadata, target) ?? notLeading(services.node, caller) ?? struckDown(services, target);
}

/** A call that asks for the leader is sent on to it; where none is known, or nobody hears this node, it is not ready. */
export function notLeading(node: Node, { metadata }: Pick<Caller, 'metadata'>): PeerRefusal | undefined {
  if (node.leads || metadata.get('requires-leader')[0] !== 'true') return undefined;
  const { leader } = node;
  return leader === undefined ? refusals.unavailable() : refusals.notLeader(leader.host, leader.port);
}

export function struckDown({ faults }: PeerServices, target: Target): PeerRefusal | undefined {
  if (faults.take('unavailable', target)) return refusals.unavailable();
  const elsewhere = faults.take('notLeader', target);
  return elsewhere === undefined ? undefined : ledBy(elsewhere);
}

/** How many of the last events a read does not see. @throws PeerRefusal where it asks for the leader of a node that follows */
export function lagOf({ faults }: PeerServices, caller: Caller, target: Target): number {
  const behind = faults.take('behind', target);
  if (behind === undefined) return 0;
  if (caller.metadata.get('requires-leader')[0] === 'true') throw ledBy(behind);
  return behind.events ?? 0;
}

function ledBy({ leader }: FaultOptions): PeerRefusal {
  const { host, port } = leader ?? { host: '127.0.0.1', port: 2113 };
  return refusals.notLeader(host, port);
}

export async function slowDown({ faults }: PeerServices, target: Target): Promise<void> {
  const slow = faults.take('slow', target);
  if (slow?.ms !== undefined) await sleep(slow.ms);
  if (target.operation === 'append' && faults.take('late', target) !== undefined) await faults.released();
}

/** Wakes whoever waits for the next commit or for a change of the faults. */
export class Changes {
  private ring: () => void = () => {};
  private next = this.wait();

  announce(): void {
    const ring = this.ring;
    this.next = this.wait();
    ring();
  }

  /** Resolves at the next change after this call. */
  change(): Promise<void> {
    return this.next;
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => {
      this.ring = resolve;
    });
  }
}
