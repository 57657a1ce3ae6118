import type { ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { identifierOf, nameOf, readAnswer } from './answers';
import type { EventSource } from './event-source';
import type { Target } from './faults';
import { filterOf } from './filter';
import { Outlet } from './outlet';
import { lagOf, slowDown, turnedAway, type PeerServices } from './peer-services';
import { numberAt } from './positions';
import type { PeerRecord } from './records';
import { PeerRefusal, refusals } from './refusals';
import { DELETED } from './stream-table';
import { subscribe } from './subscribe';

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

const PAGE = 256;

/** Streams.Read: reads of a stream and of $all in both directions, and catch-up subscriptions to both. */
export function read(services: PeerServices) {
  return (call: ReadCall): void => {
    const outlet = new Outlet<ReadResp>(call);
    serve(services, call, outlet)
      .then((answered) => answered && outlet.end())
      .catch((error: unknown) => outlet.fail(error instanceof PeerRefusal ? error : refusals.unknown(error)));
  };
}

/** False when the call is to be left hanging. */
async function serve(services: PeerServices, call: ReadCall, outlet: Outlet<ReadResp>): Promise<boolean> {
  const options = call.request.getOptions();
  if (options === undefined) throw refusals.invalid('a read without options');
  const ofStream = options.getStream();
  const stream = ofStream === undefined ? '$all' : nameOf(ofStream.getStreamIdentifier());
  const target: Target = { operation: options.hasSubscription() ? 'subscribe' : 'read', stream };
  const refusal = turnedAway(services, call, target);
  if (refusal !== undefined) throw refusal;
  if (services.faults.take('silent', target)) return false;
  await slowDown(services, target);
  if (ofStream !== undefined && services.table.stream(stream)?.tombstoned === true) throw refusals.streamDeleted(stream);
  const lag = ofStream === undefined && !options.hasSubscription() ? lagOf(services, call, target) : 0;
  if (options.hasSubscription()) await subscribe(services, options, outlet);
  else if (ofStream !== undefined && !canBeRead(services, stream)) await outlet.send(notFound(stream));
  else await sendAll(services, target, readRecords(services, options, { stream, lag }), outlet);
  return true;
}

async function sendAll(
  services: PeerServices,
  target: Target,
  records: AsyncIterable<PeerRecord>,
  outlet: Outlet<ReadResp>,
): Promise<void> {
  let sent = 0;
  for await (const record of records) {
    if (!outlet.isOpen || services.faults.take('cleanEnd', target, sent)) return;
    if (services.faults.take('cancelledRead', target, sent)) throw refusals.cancelled();
    await outlet.send(readAnswer(record));
    sent += 1;
  }
  if (services.faults.take('cancelledRead', target, sent)) throw refusals.cancelled();
}

type Asked = { readonly stream: string; readonly lag: number };

function readRecords(
  { source, table }: PeerServices,
  options: ReadReq.Options,
  { stream, lag }: Asked,
): AsyncIterable<PeerRecord> {
  const count = Number(options.getCount());
  const backwards = isBackwards(options);
  const ofStream = options.getStream();
  if (ofStream === undefined) {
    const known = table.committed - lag;
    const wanted = filterOf(options)?.wants ?? (() => true);
    const wants = (record: PeerRecord): boolean => record.number <= known && wanted(record);
    return matching(pagesOfAll(source, firstNumber(options, known), backwards), wants, count);
  }
  const last = table.lastCommittedOf(stream);
  const from = ofStream.hasEnd() ? last : ofStream.hasStart() ? 0 : Number(ofStream.getRevision());
  return backwards ? backwardsThrough(source, stream, Math.min(from, last), count) : forwardsThrough(source, stream, from, count);
}

/** A read forwards includes the event at the position it begins with; one backwards begins before it. */
function firstNumber(options: ReadReq.Options, committed: number): number {
  const all = options.getAll();
  const position = all?.getPosition();
  if (position !== undefined) return numberAt(position, committed) - (isBackwards(options) ? 1 : 0);
  return all?.hasEnd() === true ? committed : 1;
}

const isBackwards = (options: ReadReq.Options): boolean => options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;

async function* pagesOfAll(source: EventSource, first: number, backwards: boolean): AsyncGenerator<PeerRecord> {
  for (let at = first; ; at += backwards ? -PAGE : PAGE) {
    const page = backwards ? await source.numbered(at - PAGE + 1, at) : await source.numbered(at, at + PAGE - 1);
    if (page.length === 0) return;
    yield* backwards ? page.toReversed() : page;
  }
}

async function* matching(records: AsyncIterable<PeerRecord>, wants: (record: PeerRecord) => boolean, count: number) {
  let left = count;
  if (left <= 0) return;
  for await (const record of records) {
    if (!wants(record)) continue;
    yield record;
    left -= 1;
    if (left <= 0) return;
  }
}

async function* forwardsThrough(source: EventSource, stream: string, from: number, count: number) {
  const first = Math.max(from, source.firstReadable(stream));
  yield* await source.revisions(stream, first, first + count - 1);
}

async function* backwardsThrough(source: EventSource, stream: string, from: number, count: number) {
  yield* (await source.revisions(stream, from - count + 1, from)).toReversed();
}

function canBeRead({ table }: PeerServices, stream: string): boolean {
  return table.lastCommittedOf(stream) >= 0 && table.stream(stream)?.truncateBefore !== DELETED;
}

function notFound(stream: string): ReadResp {
  return new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)));
}
