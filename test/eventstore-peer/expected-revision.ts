export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | number;

/** The number that EventStoreDB gives an expectation in its error trailers. */
export function expectedNumber(expected: ExpectedRevision): number {
  if (typeof expected === 'number') return expected;
  return { no_stream: -1, any: -2, stream_exists: -4 }[expected];
}

type Expecting = { hasAny(): boolean; hasNoStream(): boolean; hasStreamExists(): boolean };

/** The four ways to say what the stream must be; all requests that write have them, and name the exact one differently. */
export function expectedOf(options: Expecting, exact: string): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : Number(exact);
}
