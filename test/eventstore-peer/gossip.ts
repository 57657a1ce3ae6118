import { randomUUID } from 'node:crypto';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { UUID, type Empty } from '@eventstore/db-client/generated/shared_pb';
import type { Node } from './members';

const { LEADER, FOLLOWER, UNKNOWN } = MemberInfo.VNodeState;

/** Gossip.Read: who is there and who leads, as this node sees it. Without a leader a node's state is unknown, and no client takes it. */
export function gossip(node: Node) {
  return (_call: ServerUnaryCall<Empty, ClusterInfo>, answer: sendUnaryData<ClusterInfo>): void => {
    answer(null, new ClusterInfo().setMembersList(node.members.nodes.map((other) => seenBy(node, other))));
  };
}

function seenBy(node: Node, other: Node): MemberInfo {
  const { host, port } = other.place;
  const state = node.leader === undefined ? UNKNOWN : other.leads ? LEADER : FOLLOWER;
  return new MemberInfo()
    .setInstanceId(new UUID().setString(randomUUID()))
    .setTimeStamp('0')
    .setState(state)
    .setIsAlive(node.hears(other))
    .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
}
