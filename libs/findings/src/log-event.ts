/** What a finding needs of a recorded event: any event log's record fits. */
export type LogEvent = {
  readonly type: string;
  readonly payload: object;
  readonly meta: { readonly actor: string };
};

/** A log in memory, or one that is read batch by batch. */
export type LogEvents = Iterable<LogEvent> | AsyncIterable<readonly LogEvent[]>;

/** Something that watches every event in log order and answers at the end. */
export type Watch<Answer> = { readonly see: (event: LogEvent) => void; readonly answer: () => Answer };

export function watch<Answer>(events: Iterable<LogEvent>, watching: Watch<Answer>): Answer;
export function watch<Answer>(events: AsyncIterable<readonly LogEvent[]>, watching: Watch<Answer>): Promise<Answer>;
export function watch<Answer>(events: LogEvents, watching: Watch<Answer>): Answer | Promise<Answer> {
  if (Symbol.asyncIterator in events) return watchBatches(events, watching);
  for (const event of events) watching.see(event);
  return watching.answer();
}

async function watchBatches<Answer>(
  batches: AsyncIterable<readonly LogEvent[]>,
  { see, answer }: Watch<Answer>,
): Promise<Answer> {
  for await (const batch of batches) for (const event of batch) see(event);
  return answer();
}
