import { Members } from './members';
import { openStore, startNode, type Peer, type PeerOptions } from './server';

export type Cluster = {
  readonly nodes: readonly Peer[];
  /** Names all nodes: the client asks them who leads. */
  readonly connectionString: string;
  /** Makes this node the leader, or none. Clients learn of it when they ask. */
  lead(node: number | undefined): void;
  /** Cuts a node off from the others. Its clients still reach it; what they append there is neither recorded nor answered. */
  isolate(node: number): void;
  /** The cut is healed: as a server that led alone does, the node stops, which cuts its clients off, and follows when it is back. */
  rejoin(node: number): void;
  stop(): Promise<void>;
};

/** Several nodes over one log: what one of them records, all of them have at once. The first leads. */
export async function startCluster(options: Omit<PeerOptions, 'port'>, size = 3): Promise<Cluster> {
  const store = await openStore(options.log);
  const members = new Members();
  const nodes: Peer[] = [];
  for (let index = 0; index < size; index += 1) nodes.push(await startNode(options, store, members.join()));
  const at = (index: number) => {
    const node = members.nodes[index];
    if (node === undefined) throw new Error(`the cluster has no node ${index}`);
    return node;
  };
  return {
    nodes,
    connectionString: `esdb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=${options.tls !== undefined}`,
    lead: (index) => {
      members.leader = index === undefined ? undefined : at(index);
    },
    isolate: (index) => {
      at(index).isCutOff = true;
    },
    rejoin: (index) => {
      at(index).isCutOff = false;
      nodes[index]?.drop();
    },
    stop: async () => {
      for (const node of nodes) await node.stop();
    },
  };
}
