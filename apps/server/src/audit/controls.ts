import { Refused, type Folder } from '@fenming/application';
import type { Position, RecordedEvent } from '@fenming/event-log';
import { batchControls, controlReport, type ControlReport } from '@fenming/findings';
import { streams, type BatchOpened } from '@fenming/subsidy';

/** All control formulas over the whole log, in one pass. */
export const controlsOf = (folder: Folder): Promise<ControlReport> => controlReport(eventsOf(folder));

/** The formulas of one batch, cheap enough for every step that moves money. Throws Refused('batch_not_found'). */
export const controlsOfBatch = async (folder: Folder, batch: string): Promise<ControlReport> => {
  const [opened] = await folder.log.readStream(streams.payoutBatch(batch));
  if (opened === undefined) throw new Refused({ refused: 'batch_not_found' });
  const { programme, year, area } = opened.payload as unknown as BatchOpened['data'];
  await folder.caughtUp();
  const names = [
    streams.county,
    ...folder.views.actors().map(({ id }) => streams.actor(id)),
    streams.appropriation(programme, year, area),
    streams.payoutBatch(batch),
  ];
  const found = await folder.log.readStreams(names);
  return batchControls([...found.values()].flat().toSorted((a, b) => (a.position < b.position ? -1 : 1)));
};

/** A chunk of a roster is one event of up to 512 KiB, and a province's roster has thousands of them one after another. */
const EVENTS_AT_ONCE = 100;

export async function* eventsOf({ log }: Folder): AsyncGenerator<readonly RecordedEvent[]> {
  let after: Position | 'start' = 'start';
  for (;;) {
    const events: readonly RecordedEvent[] = await log.readAll(after, EVENTS_AT_ONCE);
    const last = events.at(-1);
    if (last === undefined) return;
    yield events;
    after = last.position;
  }
}
