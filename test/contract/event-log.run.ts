import { randomUUID } from 'node:crypto';
import {
  Conflict,
  HistoryIncomplete,
  type AppendItem,
  type EventLog,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@fenming/event-log';
import { item } from './event-log.harness';

const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** The day on which the contract suite's events happen, and an instant before everything. */
const SUITE_DAY = Date.parse('2023-12-15T00:00:00.000Z');
const LONG_AGO = '2000-01-01T00:00:00.000Z';

/** What one test has of a server that keeps what earlier tests wrote: names of its own, days of its own, and what lies after its start. */
export type Run = { readonly suffix: string; readonly start: Position; readonly shiftMs: number };

/** Begins a run behind everything that the log holds: an event from long ago is recorded at the instant of the last one. */
export async function beginRun(log: EventLog): Promise<Run> {
  const suffix = `.${randomUUID().slice(0, 8)}`;
  const { events, ...probe } = item(`contractRun-1${suffix}`, 'none');
  const { position } = await log.append({ ...probe, events: events.map((event) => at(event, () => LONG_AGO)) });
  const [recorded] = await log.readStream(probe.stream);
  const days = Math.max(0, Math.floor((Date.parse(recorded?.meta.at ?? LONG_AGO) - SUITE_DAY) / DAY_MS) + 1);
  return { suffix, start: position, shiftMs: days * DAY_MS };
}

/** The log as if this run were alone in it. Nobody else may write to the server meanwhile. */
export function alone(log: EventLog, run: Run): EventLog {
  const out = (name: string): string => (name === '' ? name : name + run.suffix);
  const back = (name: string): string => (name.endsWith(run.suffix) ? name.slice(0, -run.suffix.length) : name);
  const give = (given: AppendItem): AppendItem => ({
    ...given,
    stream: out(given.stream),
    events: given.events.map((event) => at(event, (instant) => shifted(instant, run.shiftMs))),
  });
  const read = (events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
    events.map((event) => ({ ...at(event, (instant) => shifted(instant, -run.shiftMs)), stream: back(event.stream) }));
  const named = (error: unknown): never => {
    throw error instanceof HistoryIncomplete ? new HistoryIncomplete(back(error.stream), error.reason) : error;
  };
  const after = <Start>(position: Start | 'start') => (position === 'start' ? run.start : position);
  return {
    append: (given) =>
      log.append(give(given)).catch((error: unknown) => {
        return error instanceof Conflict
          ? Promise.reject(new Conflict(given.stream, error.expected, error.actual))
          : named(error);
      }),
    appendMany: async (items) => log.appendMany(items.map(give)),
    readStream: async (stream, part) => read(await log.readStream(out(stream), part).catch(named)),
    readStreams: async (streams) =>
      new Map([...(await log.readStreams(streams.map(out)).catch(named))].map(([name, events]) => [back(name), read(events)])),
    lastRevisions: async (streams) =>
      new Map([...(await log.lastRevisions(streams.map(out)))].map(([name, revision]) => [back(name), revision])),
    readAll: async (position, limit) => read(await log.readAll(after(position), limit)),
    head: async () => {
      const head = await log.head();
      return head === run.start ? undefined : head;
    },
    last: async () => {
      const last = await log.last();
      return last === undefined || last.position === run.start ? undefined : read([last])[0];
    },
    doubts: async () => {
      const { incomplete, foreign } = await log.doubts();
      const mine = incomplete.filter(({ stream }) => stream.endsWith(run.suffix));
      return { incomplete: mine.map((each) => ({ ...each, stream: back(each.stream) })), foreign };
    },
    subscribe: (options, handler) =>
      log.subscribe({ ...options, after: after(options.after) }, (events) => handler(read(events))),
    close: () => log.close(),
  };
}

/** An event with another instant; one that is malformed on purpose stays as it is. */
function at<Event extends NewEvent>(event: Event, change: (instant: string) => string): Event {
  const meta: Partial<Event['meta']> | undefined = event.meta;
  return meta?.at === undefined || !INSTANT.test(meta.at) ? event : { ...event, meta: { ...meta, at: change(meta.at) } };
}

const shifted = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
