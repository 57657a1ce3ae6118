import { Metadata, status } from '@grpc/grpc-js';
import { expectedNumber, type ExpectedRevision } from './expected-revision';

/** A gRPC status with the trailers by which EventStoreDB's clients know the exception (RpcExceptions of its source). */
export class PeerRefusal extends Error {
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    trailers: Readonly<Record<string, string | number>> = {},
  ) {
    super(details);
    this.name = 'PeerRefusal';
    // Trailers are ASCII; a stream's name need not be.
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, String(value).replace(/[^ -~]/g, '?'));
  }
}

export const refusals = {
  accessDenied: () => new PeerRefusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unauthenticated: () => new PeerRefusal(status.UNAUTHENTICATED, 'Unauthenticated'),
  unavailable: () => new PeerRefusal(status.UNAVAILABLE, 'Server Is Not Ready'),
  cancelled: () => new PeerRefusal(status.CANCELLED, 'Operation was cancelled by the server'),
  invalid: (details: string) => new PeerRefusal(status.INVALID_ARGUMENT, details),
  unknown: (error: unknown) => new PeerRefusal(status.UNKNOWN, error instanceof Error ? error.message : String(error)),
  notLeader: (host: string, port: number) =>
    new PeerRefusal(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': port,
    }),
  streamDeleted: (stream: string) =>
    new PeerRefusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  tooLarge: (limit: number) =>
    new PeerRefusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': limit,
    }),
  noMetadata: (property: string) =>
    new PeerRefusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
  wrongVersion: (stream: string, expected: ExpectedRevision, current: number) =>
    new PeerRefusal(
      status.FAILED_PRECONDITION,
      `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expectedNumber(expected)}, Actual version: ${current}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': expectedNumber(expected),
        'actual-version': current,
      },
    ),
};
