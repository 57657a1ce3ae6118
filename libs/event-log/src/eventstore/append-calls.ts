import { randomUUID } from 'node:crypto';
import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError';
import { parseUUID } from '@eventstore/db-client/dist/utils';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { CutShort } from './faults';

/** An event as it is sent: the texts are JSON, and the server keeps their very bytes. */
export type ServerEvent = { readonly id: string; readonly type: string; readonly data: string; readonly metadata: string };
/** An append as the server is asked for it; `expected` is the stream's last revision, -1 for none. */
export type Asked = { readonly stream: string; readonly expected: number; readonly events: readonly ServerEvent[] };
/** `commit` is undefined where the server gives no place with its answer. */
export type Answered = { readonly revision: number; readonly commit: number | undefined };

type Call = ReturnType<StreamsClient['batchAppend']>;
type Waiting = {
  readonly stream: string;
  readonly resolve: (answer: Answered) => void;
  readonly reject: (error: unknown) => void;
};

/** What the client has for its own operations: a call that is ended with the client, and that changes its channel when it fails. */
type Inside = {
  readonly GRPCStreamCreator: (
    service: typeof StreamsClient,
    name: string,
    open: (streams: StreamsClient) => Call,
    cache: WeakMap<StreamsClient, Call>,
  ) => () => Promise<Call>;
  readonly callArguments: (
    options: { readonly requiresLeader: true },
    call: { readonly deadline: number },
  ) => Parameters<StreamsClient['batchAppend']>;
};

/**
 * Batch appends over the client's channel, with a list of pending appends for each call. The client's own `appendToStream` keeps one list
 * for all calls of the process: the end of any of them rejects and forgets the appends of all, and the next answer throws where nobody
 * can catch it (docs/decisions/0021).
 */
export class AppendCalls {
  private readonly open = new WeakMap<StreamsClient, Call>();
  private readonly lists = new WeakMap<Call, PendingAppends>();

  /** @throws what the client throws, and CutShort when the server ends the call before it answers. */
  async append(client: EventStoreDBClient, asked: Asked): Promise<Answered> {
    const { GRPCStreamCreator, callArguments } = client as unknown as Inside;
    // The server counts its own time for each append: a deadline is an instant, and clocks differ.
    const begin = (streams: StreamsClient): Call => {
      const call = streams.batchAppend(...callArguments({ requiresLeader: true }, { deadline: Infinity }));
      this.lists.set(call, new PendingAppends(call, () => this.open.delete(streams)));
      return call;
    };
    const call = await GRPCStreamCreator(StreamsClient, 'appendToStream', begin, this.open)();
    const pending = this.lists.get(call);
    if (pending === undefined) throw new CutShort();
    return pending.append(asked);
  }
}

/** The appends on their way on one call. An answer to an append that is not among them changes nothing. */
class PendingAppends {
  private readonly waiting = new Map<string, Waiting>();
  private isOver = false;

  constructor(
    private readonly call: Call,
    private readonly whenOver: () => void,
  ) {
    call.on('data', (answer: BatchAppendResp) => this.settle(answer));
    call.on('error', (error: Error) => this.end(convertToCommandError(error)));
    call.on('end', () => this.end(new CutShort()));
  }

  append(asked: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      if (this.isOver) throw new CutShort();
      const id = randomUUID();
      this.waiting.set(id, { stream: asked.stream, resolve, reject });
      this.call.write(requestOf(id, asked));
    });
  }

  private settle(answer: BatchAppendResp): void {
    const id = parseUUID(answer.getCorrelationId()) ?? '';
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    try {
      waiting.resolve(answeredBy(answer, waiting.stream));
    } catch (error) {
      waiting.reject(error);
    }
  }

  private end(error: Error): void {
    this.isOver = true;
    this.whenOver();
    // Our side too: the client waits for it before it lets go of the call.
    this.call.end();
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** @throws what the client makes of a refused append. */
function answeredBy(answer: BatchAppendResp, stream: string): Answered {
  const refusal = answer.getError();
  if (refusal !== undefined) throw unpackToCommandError(refusal, stream);
  const success = answer.getSuccess();
  const commit = success?.getPosition()?.getCommitPosition();
  return { revision: Number(success?.getCurrentRevision()), commit: commit === undefined ? undefined : Number(commit) };
}

function requestOf(id: string, { stream, expected, events }: Asked): BatchAppendReq {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')));
  if (expected < 0) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  return new BatchAppendReq()
    .setCorrelationId(new UUID().setString(id))
    .setOptions(options)
    .setProposedMessagesList(events.map(proposed))
    .setIsFinal(true);
}

function proposed({ id, type, data, metadata }: ServerEvent): BatchAppendReq.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage()
    .setId(new UUID().setString(id))
    .setData(Buffer.from(data, 'utf8'))
    .setCustomMetadata(Buffer.from(metadata, 'utf8'));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}
