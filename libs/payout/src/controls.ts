import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Position, RecordedEvent } from '@fenming/event-log';
import { batchControls, type ControlReport } from '@fenming/findings';
import { readAs, streams } from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';
import { Refused, type ControlFault } from '@fenming/commands';

/** Of a batch's own stream most events are such chunks: a few at a time leave other requests their turn. */
const BATCH_EVENTS_AT_ONCE = 2;
/** Findings that a refusal tells; the report tells all. */
const TOLD = 20;

/** The formulas of one batch, cheap enough for every step that moves money. Throws Refused('batch_not_found'). */
export const controlsOfBatch = async (county: RunningCounty, batch: string): Promise<ControlReport> => {
  const stream = streams.payoutBatch(batch);
  const [opened] = await county.log.readStream(stream, { limit: 1 });
  const said = opened === undefined ? undefined : readAs(opened, 'BatchOpened');
  if (opened === undefined || said === undefined) throw new Refused({ refused: 'batch_not_found', detail: batch });
  const { programme, year, area } = said;
  // What is recorded while the streams are read one after the other belongs to none of them.
  const head = (await county.log.head()) ?? opened.position;
  await county.caughtUp(head);
  const actors = county.views.actors().map(({ id }) => streams.actor(id));
  const others = await county.log.readStreams([streams.county, ...actors, streams.appropriation(programme, year, area)]);
  const around = [...others.values()].flat().toSorted((a, b) => (a.position < b.position ? -1 : 1));
  return batchControls(merged(around, partsOf(county.log, stream), head));
};

/** Nothing that moves money goes on while a formula of the batch does not hold. Throws Refused('controls_failed') with the findings. */
export const refuseUnlessControlled = async (county: RunningCounty, batch: string): Promise<void> => {
  const failing = (await controlsOfBatch(county, batch)).formulas.filter(({ state }) => state === 'fails');
  if (failing.length === 0) return;
  const faults = failing.flatMap(({ code, title, findings }) =>
    findings.map(({ sentence }): ControlFault => ({ formula: code, title, sentence })),
  );
  throw new Refused({ refused: 'controls_failed', detail: failing.map(({ code }) => code).join(',') }, faults.slice(0, TOLD));
};

/** A stream of any length, a few events at a time. */
async function* partsOf(log: EventLog, stream: string): AsyncGenerator<readonly RecordedEvent[]> {
  for (let from = 0; ; from += BATCH_EVENTS_AT_ONCE) {
    const events = await log.readStream(stream, { from, limit: BATCH_EVENTS_AT_ONCE });
    if (events.length > 0) yield events;
    if (events.length < BATCH_EVENTS_AT_ONCE) return;
    await nextTurn();
  }
}

/** The events around a stream's, each at its place between the stream's own, up to a position. */
async function* merged(
  around: readonly RecordedEvent[],
  pages: AsyncIterable<readonly RecordedEvent[]>,
  head: Position,
): AsyncGenerator<readonly RecordedEvent[]> {
  let next = 0;
  const until = (position: Position): readonly RecordedEvent[] => {
    const start = next;
    for (let event = around[next]; event !== undefined && event.position <= position; event = around[next]) next += 1;
    return around.slice(start, next);
  };
  for await (const page of pages)
    yield page.filter(({ position }) => position <= head).flatMap((event) => [...until(event.position), event]);
  yield until(head);
}
