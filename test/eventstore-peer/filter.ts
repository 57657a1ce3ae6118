import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { PeerRecord } from './records';

/** Which events of $all a client wants, and after how many events looked at it is told how far the server is. */
export type Filter = { readonly wants: (record: PeerRecord) => boolean; readonly checkpointEvery: number };

/** The search window where the client leaves it to the server. */
const DEFAULT_WINDOW = 32;

export function filterOf(options: ReadReq.Options): Filter | undefined {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const byType = filter.hasEventType();
  const expression = byType ? filter.getEventType() : filter.getStreamIdentifier();
  const matches = matcher(expression?.getRegex() ?? '', expression?.getPrefixList() ?? []);
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    wants: (record) => matches(byType ? record.type : record.stream),
    checkpointEvery: window * Math.max(filter.getCheckpointintervalmultiplier(), 1),
  };
}

function matcher(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  const expression = new RegExp(regex);
  return (text) => expression.test(text);
}
