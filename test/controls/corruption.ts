import type { LogEvent } from '@fenming/findings';

export type Log = readonly LogEvent[];
export type Corruption = (log: Log) => Log;
type Payload = Readonly<Record<string, unknown>>;
type Patch = object | ((payload: Payload) => object);

/** Where the nth event of a type stands, from 0; from the end for negative ones. */
export const indexOf = (log: Log, type: string, nth = 0): number => {
  const found = log.flatMap((event, index) => (event.type === type ? [index] : [])).at(nth);
  if (found === undefined) throw new Error(`the log has no ${type} number ${nth}`);
  return found;
};

/** Changes fields of one event's payload, or who recorded it. */
export const change =
  (
    type: string,
    patch: Patch,
    { nth = 0, ...by }: { nth?: number; actor?: string; role?: string; at?: string } = {},
  ): Corruption =>
  (log) =>
    log.with(indexOf(log, type, nth), changed(log[indexOf(log, type, nth)], patch, by));

const changed = (
  event: LogEvent | undefined,
  patch: Patch,
  by: { readonly actor?: string; readonly role?: string; readonly at?: string },
) => {
  if (event === undefined) throw new Error('no event');
  const payload = { ...event.payload, ...(typeof patch === 'function' ? patch(event.payload as Payload) : patch) };
  return { ...event, payload, meta: { ...event.meta, ...by } };
};

export const drop =
  (type: string, nth = 0): Corruption =>
  (log) =>
    log.toSpliced(indexOf(log, type, nth), 1);

/** The event once more, right after itself or at the end of the log. */
export const repeat =
  (
    type: string,
    { nth = 0, patch = {}, atEnd = false, as = type }: { nth?: number; patch?: Patch; atEnd?: boolean; as?: string } = {},
  ): Corruption =>
  (log) => {
    const index = indexOf(log, type, nth);
    return log.toSpliced(atEnd ? log.length : index + 1, 0, { ...changed(log[index], patch, {}), type: as });
  };

/** Moves one event to right before another. */
export const moveBefore =
  (type: string, nth: number, target: string, targetNth = 0): Corruption =>
  (log) => {
    const event = log[indexOf(log, type, nth)];
    const without = drop(type, nth)(log);
    return event === undefined ? without : without.toSpliced(indexOf(without, target, targetNth), 0, event);
  };

/** Changes one line of an event's `lines`. */
export const changeLine = (
  type: string,
  patch: object,
  { nth = 0, line = 0 }: { nth?: number; line?: number } = {},
): Corruption =>
  change(type, ({ lines }) => ({ lines: (lines as object[]).map((each, at) => (at === line ? { ...each, ...patch } : each)) }), {
    nth,
  });
