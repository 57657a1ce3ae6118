import type { ServerDuplexStream } from '@grpc/grpc-js';
import { BatchAppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { AllStreamPosition, Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { Status } from '@eventstore/db-client/generated/status_pb';
import { idOf, identifierOf, nameOf, proposedEvent } from './answers';
import { denial } from './access';
import { Outlet } from './outlet';
import { notLeading, slowDown, struckDown, type PeerServices } from './peer-services';
import { commitOf } from './positions';
import { sizeOf, type ProposedEvent } from './records';
import { PeerRefusal, refusals } from './refusals';
import { batchStatus } from './batch-status';
import { expectedOf, type ExpectedRevision } from './expected-revision';
import type { Written } from './writer';

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** One append that is still coming in, piece by piece. */
type Pending = {
  readonly correlationId: string;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: ProposedEvent[];
  size: number;
  readonly timer: NodeJS.Timeout;
};

/** Streams.BatchAppend: many appends on one call, told apart by a correlation id; answers go out in the order of the requests. */
export function batchAppend(services: PeerServices) {
  return (call: BatchCall): void => new BatchSession(services, call).start();
}

class BatchSession {
  private readonly pending = new Map<string, Pending>();
  private readonly outlet: Outlet<BatchAppendResp>;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly services: PeerServices,
    private readonly call: BatchCall,
  ) {
    this.outlet = new Outlet(call);
  }

  start(): void {
    this.call.on('data', (request: BatchAppendReq) => this.receive(request));
    this.call.on('end', () => void this.turn.then(() => this.outlet.end()));
    void this.outlet.closed.then(() => this.forgetAll());
  }

  private receive(request: BatchAppendReq): void {
    const correlationId = idOf(request.getCorrelationId());
    try {
      const options = request.getOptions();
      if (options !== undefined) this.open(correlationId, options);
      const pending = this.pending.get(correlationId);
      if (pending !== undefined) this.add(pending, request);
    } catch (error) {
      const status = batchStatus.badRequest(error instanceof PeerRefusal ? error.details : String(error));
      this.refuse(correlationId, nameOf(request.getOptions()?.getStreamIdentifier()), status);
    }
  }

  private open(correlationId: string, options: BatchAppendReq.Options): void {
    const stream = nameOf(options.getStreamIdentifier());
    if (denial(this.services.users, this.call.metadata, { operation: 'append', stream }))
      return this.refuse(correlationId, stream, batchStatus.accessDenied());
    const left = (options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
    const timeOut = () => this.refuse(correlationId, stream, batchStatus.timeout());
    if (left <= 0) return timeOut();
    const expected = expectedOf(options, options.getStreamPosition());
    const timer = setTimeout(timeOut, Math.min(left, 2 ** 31 - 1));
    this.pending.set(correlationId, { correlationId, stream, expected, events: [], size: 0, timer });
  }

  private add(pending: Pending, request: BatchAppendReq): void {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedEvent(message);
      pending.size += sizeOf(event);
      pending.events.push(event);
    }
    const { correlationId, stream, size } = pending;
    if (size > this.services.maxAppendBytes)
      this.refuse(correlationId, stream, batchStatus.tooLarge(this.services.maxAppendBytes));
    else if (request.getIsFinal()) this.write(pending);
  }

  private write(pending: Pending): void {
    this.forget(pending.correlationId);
    const { services } = this;
    const target = { operation: 'append', stream: pending.stream } as const;
    if (services.node.isCutOff) return;
    const refusal = notLeading(services.node, this.call) ?? struckDown(services, target);
    if (refusal !== undefined) return this.outlet.fail(refusal);
    if (services.faults.take('cleanEnd', target)) return this.outlet.end();
    if (services.faults.take('silent', target)) return;
    const lost = services.faults.take('ackLost', target);
    const written = services.writer.submit({ kind: 'append', ...pending });
    const cut = () => services.connections.cut(this.call.getPeer());
    if (lost !== undefined) return void written.then(cut, cut);
    const answer = written
      .then((outcome) => batchAnswer(pending, outcome))
      .catch((error: unknown) => this.unknown(pending, error));
    this.inTurn(async () => {
      const response = await answer;
      await slowDown(services, target);
      return response;
    });
  }

  private refuse(correlationId: string, stream: string, status: Status): void {
    this.forget(correlationId);
    this.inTurn(() => Promise.resolve(answerTo(correlationId, stream).setError(status)));
  }

  private unknown({ correlationId, stream }: Pending, error: unknown): BatchAppendResp {
    return answerTo(correlationId, stream).setError(batchStatus.unknown(refusals.unknown(error).details));
  }

  private inTurn(answer: () => Promise<BatchAppendResp>): void {
    this.turn = this.turn.then(async () => this.outlet.send(await answer()));
  }

  private forget(correlationId: string): void {
    clearTimeout(this.pending.get(correlationId)?.timer);
    this.pending.delete(correlationId);
  }

  private forgetAll(): void {
    for (const correlationId of this.pending.keys()) this.forget(correlationId);
  }
}

function answerTo(correlationId: string, stream: string): BatchAppendResp {
  return new BatchAppendResp().setCorrelationId(new UUID().setString(correlationId)).setStreamIdentifier(identifierOf(stream));
}

function batchAnswer({ correlationId, stream, expected }: Pending, written: Written): BatchAppendResp {
  const answer = answerTo(correlationId, stream);
  if (written.kind === 'deleted') return answer.setError(batchStatus.streamDeleted(stream));
  if (written.kind === 'wrong') return answer.setError(batchStatus.wrongVersion(expected, written.current));
  const success = new BatchAppendResp.Success();
  if (written.revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(written.revision));
  if (written.number === 0) return answer.setSuccess(success.setNoPosition(new Empty()));
  const commit = String(commitOf(written.number));
  return answer.setSuccess(success.setPosition(new AllStreamPosition().setCommitPosition(commit).setPreparePosition(commit)));
}
