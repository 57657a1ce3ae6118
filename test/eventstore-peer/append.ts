import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { AppendResp, type AppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { nameOf, proposedEvent } from './answers';
import { slowDown, turnedAway, type PeerServices } from './peer-services';
import { commitOf } from './positions';
import { sizeOf, type ProposedEvent } from './records';
import { PeerRefusal, refusals } from './refusals';
import { expectedOf, type ExpectedRevision } from './expected-revision';
import type { Written } from './writer';

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

/** Streams.Append: one stream of messages, the options first, and one answer at its end. */
export function append(services: PeerServices) {
  return (call: AppendCall, answer: sendUnaryData<AppendResp>): void => {
    receive(services, call)
      .then((response) => response !== undefined && answer(null, response))
      .catch((error: unknown) => answer(error instanceof PeerRefusal ? error : refusals.unknown(error)));
  };
}

/** Undefined when no answer is to be given. */
async function receive(services: PeerServices, call: AppendCall): Promise<AppendResp | undefined> {
  let options: AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  for await (const request of call as AsyncIterable<AppendReq>) {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message === undefined) continue;
    const event = proposedEvent(message);
    size += sizeOf(event);
    if (size > services.maxAppendBytes) throw refusals.tooLarge(services.maxAppendBytes);
    events.push(event);
  }
  if (options === undefined) throw refusals.invalid('an append without options');
  const stream = nameOf(options.getStreamIdentifier());
  const target = { operation: 'append', stream } as const;
  if (services.node.isCutOff) return undefined;
  const refusal = turnedAway(services, call, target);
  if (refusal !== undefined) throw refusal;
  if (services.faults.take('silent', target)) return undefined;
  const lost = services.faults.take('ackLost', target);
  const expected = expectedOf(options, options.getRevision());
  const written = await services.writer.submit({ kind: 'append', stream, expected, events });
  if (lost !== undefined) {
    services.connections.cut(call.getPeer());
    return undefined;
  }
  await slowDown(services, target);
  return appendAnswer(stream, expected, written);
}

function appendAnswer(stream: string, expected: ExpectedRevision, written: Written): AppendResp {
  if (written.kind === 'deleted') throw refusals.streamDeleted(stream);
  if (written.kind === 'wrong') return new AppendResp().setWrongExpectedVersion(wrongVersion(expected, written.current));
  const success = new AppendResp.Success();
  if (written.revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(written.revision));
  if (written.number === 0) return new AppendResp().setSuccess(success.setNoPosition(new Empty()));
  const commit = String(commitOf(written.number));
  return new AppendResp().setSuccess(
    success.setPosition(new AppendResp.Position().setCommitPosition(commit).setPreparePosition(commit)),
  );
}

function wrongVersion(expected: ExpectedRevision, current: number): AppendResp.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === 'any') return wrong.setExpectedAny(new Empty());
  if (expected === 'no_stream') return wrong.setExpectedNoStream(new Empty());
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(new Empty());
  return wrong.setExpectedRevision(String(expected));
}
