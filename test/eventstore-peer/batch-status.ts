import {
  AccessDenied,
  BadRequest,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  Unknown,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { status as code } from '@grpc/grpc-js';
import { identifierOf } from './answers';
import type { ExpectedRevision } from './expected-revision';

/** A batch append answers failures inside the call, as google.rpc.Status with one of these messages packed in it. */
export const batchStatus = {
  accessDenied: () => packed(code.PERMISSION_DENIED, 'AccessDenied', new AccessDenied()),
  timeout: () => packed(code.DEADLINE_EXCEEDED, 'Timeout', new Timeout()),
  unknown: (message: string) => packed(code.UNKNOWN, 'Unknown', new Unknown()).setMessage(message),
  badRequest: (message: string) => packed(code.INVALID_ARGUMENT, 'BadRequest', new BadRequest().setMessage(message)),
  streamDeleted: (stream: string) =>
    packed(code.NOT_FOUND, 'StreamDeleted', new StreamDeleted().setStreamIdentifier(identifierOf(stream))),
  tooLarge: (limit: number) =>
    packed(code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', new MaximumAppendSizeExceeded().setMaxappendsize(limit)),
  wrongVersion: (expected: ExpectedRevision, current: number) =>
    packed(code.ALREADY_EXISTS, 'WrongExpectedVersion', wrongVersion(expected, current)),
};

/** A Status whose field 3 is an empty message: the class of that message, Any, is nobody's to import but the client's. */
const WITH_EMPTY_DETAILS = Uint8Array.of((3 << 3) | 2, 0);

function packed(number: code, name: string, details: { serializeBinary(): Uint8Array }): Status {
  const status = Status.deserializeBinary(WITH_EMPTY_DETAILS);
  status.getDetails()?.pack(details.serializeBinary(), `event_store.client.${name}`);
  return status.setCode(number as number as Parameters<Status['setCode']>[0]).setMessage(name);
}

function wrongVersion(expected: ExpectedRevision, current: number): WrongExpectedVersion {
  const wrong = new WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'any') return wrong.setExpectedAny(new Empty());
  if (expected === 'no_stream') return wrong.setExpectedNoStream(new Empty());
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(new Empty());
  return wrong.setExpectedStreamPosition(String(expected));
}
