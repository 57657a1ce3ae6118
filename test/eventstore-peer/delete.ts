import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { DeleteResp, TombstoneResp, type DeleteReq, type TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { nameOf } from './answers';
import { expectedOf } from './expected-revision';
import { slowDown, turnedAway, type Caller, type PeerServices } from './peer-services';
import { commitOf } from './positions';
import { PeerRefusal, refusals } from './refusals';

/** Streams.Delete: the events cannot be read from the stream any more, and a later append goes on after them. */
export function deleteStream(services: PeerServices) {
  return (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>): void => {
    const end = endStream(services, call, 'delete', call.request.getOptions());
    const positioned = (commit: string) =>
      new DeleteResp().setPosition(new DeleteResp.Position().setCommitPosition(commit).setPreparePosition(commit));
    void respond(end, (commit) => answer(null, positioned(commit)), answer);
  };
}

/** Streams.Tombstone: the stream is over for good. */
export function tombstoneStream(services: PeerServices) {
  return (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>): void => {
    const end = endStream(services, call, 'tombstone', call.request.getOptions());
    const positioned = (commit: string) =>
      new TombstoneResp().setPosition(new TombstoneResp.Position().setCommitPosition(commit).setPreparePosition(commit));
    void respond(end, (commit) => answer(null, positioned(commit)), answer);
  };
}

/** Resolves with the commit position, or undefined when no answer is to be given. */
async function endStream(
  services: PeerServices,
  caller: Caller,
  kind: 'delete' | 'tombstone',
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
): Promise<string | undefined> {
  const stream = nameOf(options?.getStreamIdentifier());
  const target = { operation: 'delete', stream } as const;
  const refusal = turnedAway(services, caller, target);
  if (refusal !== undefined) throw refusal;
  if (options === undefined) throw refusals.invalid('a deletion without options');
  if (services.faults.take('silent', target)) return undefined;
  const lost = services.faults.take('ackLost', target);
  const expected = expectedOf(options, options.getRevision());
  const written = await services.writer.submit({ kind, stream, expected, events: [] });
  if (lost !== undefined) {
    services.connections.cut(caller.getPeer());
    return undefined;
  }
  await slowDown(services, target);
  if (written.kind === 'deleted') throw refusals.streamDeleted(stream);
  if (written.kind === 'wrong') throw refusals.wrongVersion(stream, expected, written.current);
  return String(commitOf(written.number));
}

async function respond(
  end: Promise<string | undefined>,
  succeed: (commit: string) => void,
  fail: (error: PeerRefusal) => void,
): Promise<void> {
  try {
    const commit = await end;
    if (commit !== undefined) succeed(commit);
  } catch (error) {
    fail(error instanceof PeerRefusal ? error : refusals.unknown(error));
  }
}
