import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import type { EventLog } from '@fenming/event-log';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import type { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { Users } from './access';
import { append } from './append';
import { batchAppend } from './batch-append';
import { Connections } from './connections';
import { deleteStream, tombstoneStream } from './delete';
import { EventSource } from './event-source';
import { Faults } from './faults';
import { gossip } from './gossip';
import { Members, type Node } from './members';
import { Changes, type PeerServices } from './peer-services';
import { read } from './read';
import { StreamTable } from './stream-table';
import { Plan, systemEvent, Writer } from './writer';

export type PeerOptions = {
  /** Opened with PEER_LOG_OPTIONS. Nobody else may append to it while the peer runs; the peer does not close it. */
  readonly log: EventLog;
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Data, metadata and types (two bytes a letter) of one append together; 1 MiB by default, as the server's. */
  readonly maxAppendBytes?: number;
  /** PEM texts. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** By name. Without them everybody may do everything. */
  readonly users?: Users;
};

export type Peer = {
  readonly port: number;
  readonly connectionString: string;
  readonly faults: Faults;
  /** Cuts all connections and stops. */
  stop(): Promise<void>;
  /** Cuts all connections now and goes on. */
  drop(): void;
};

const SERVER_VERSION = '23.10.0';
const MAX_APPEND_BYTES = 1024 * 1024;
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/** How the peer's own log is to be opened: an append at the limit may take six times its bytes as the escaped text of our payloads. */
export const PEER_LOG_OPTIONS = { maxAppendBytes: 8 * MAX_APPEND_BYTES };

/**
 * A stand-in for EventStoreDB in tests: it speaks the streams protocol over one of our own event logs. It is no database server: no
 * projections, no links, no persistent subscriptions (gRPC answers UNIMPLEMENTED), access lists are not obeyed. A peer by
 * itself leads always; several over one log are a cluster (cluster.ts).
 * @throws what the system says of a port that is taken.
 */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  return startNode(options, await openStore(options.log), new Members().join());
}

/** What the nodes of a cluster have in common: one of them decides and records for all. */
export type Store = Pick<PeerServices, 'table' | 'writer' | 'source' | 'changes'>;

export async function startNode(options: PeerOptions, store: Store, node: Node): Promise<Peer> {
  const { host = '127.0.0.1', tls, users, maxAppendBytes = MAX_APPEND_BYTES } = options;
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  const connections = new Connections(server, credentialsOf(tls));
  const faults = new Faults(() => store.changes.announce());
  const services: PeerServices = { ...store, faults, connections, node, users, maxAppendBytes };
  server.addService(StreamsService, {
    read: read(services),
    append: append(services),
    batchAppend: batchAppend(services),
    delete: deleteStream(services),
    tombstone: tombstoneStream(services),
  });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  server.addService(GossipService, { read: gossip(node) });
  const port = await connections.listen(host, options.port ?? 0);
  node.place = { host, port };
  return {
    port,
    connectionString: `esdb://${host}:${port}?tls=${tls !== undefined}`,
    faults,
    drop: () => connections.cut(),
    stop: async () => {
      server.forceShutdown();
      await connections.close();
    },
  };
}

export async function openStore(log: EventLog): Promise<Store> {
  const table = new StreamTable();
  await table.load(log);
  if (table.head === 0) await writeBeginning(log, table);
  const changes = new Changes();
  return { table, writer: new Writer(log, table, () => changes.announce()), source: new EventSource(log, table), changes };
}

/** A new server has events of its own before its first client comes. */
async function writeBeginning(log: EventLog, table: StreamTable): Promise<void> {
  const plan = new Plan(table);
  plan.put('$$$stats-peer', [systemEvent('$metadata', '{"$maxAge":86400}')]);
  plan.put('$user-admin', [systemEvent('$UserCreated', '{"loginName":"admin"}')]);
  plan.put('$users', [systemEvent('$User', 'admin')]);
  await log.appendMany(plan.items);
  table.committed = table.head;
}

function credentialsOf(tls: PeerOptions['tls']): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) }]);
}

function getSupportedMethods(_call: ServerUnaryCall<Empty, SupportedMethods>, answer: sendUnaryData<SupportedMethods>): void {
  const methods = Object.values(StreamsService as Record<string, { path: string }>).map(({ path }) => {
    const [, service = '', method = ''] = path.split('/');
    return new SupportedMethod().setServiceName(service).setMethodName(method.toLowerCase());
  });
  answer(null, new SupportedMethods().setEventStoreServerVersion(SERVER_VERSION).setMethodsList(methods));
}
