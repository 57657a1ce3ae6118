import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, LogDoubts } from '@fenming/event-log';
import { event, item, type Damage, type LogHarness } from './event-log.harness';

/** What is taken away is missed by whoever reads it, and nothing is decided or recorded on what is left. */
export function wholenessContract({ log, damages }: LogHarness): void {
  describe.each(Object.entries(damages))('a stream %s', (_what, damage) => incomplete(log, damage));

  it('is in doubt in no log that is whole', async () => {
    await log().append(item('enrolment-1', 'none', event(), event()));
    expect((await log().doubts()).incomplete).toEqual([]);
  });
}

const NAMED = { name: 'HistoryIncomplete', code: 'history_incomplete', stream: 'enrolment-1' };

function incomplete(log: () => EventLog, damage: Damage): void {
  beforeEach(async () => {
    await log().append(item('enrolment-1', 'none', event(), event(), event(), event(), event()));
    await log().append(item('enrolment-2', 'none', event()));
    await damage('enrolment-1');
  });

  it('is not given as if it were whole', async () => {
    await expect(log().readStream('enrolment-1')).rejects.toMatchObject(NAMED);
    await expect(log().readStream('enrolment-1', { from: 0, limit: 2 })).rejects.toMatchObject(NAMED);
    await expect(log().readStreams(['enrolment-2', 'enrolment-1'])).rejects.toMatchObject(NAMED);
    expect(await log().readStream('enrolment-2')).toHaveLength(1);
    expect(await log().readStreams(['enrolment-2', 'enrolment-none'])).toHaveProperty('size', 1);
  });

  it('is not begun anew', async () => {
    await namedInDoubt(log());
    const before = await log().head();
    for (const expected of ['none', 'exists'] as const) {
      const appended = log().append(item('enrolment-1', expected));
      await expect(appended.catch((error: Error) => error.name)).resolves.toMatch(/^(HistoryIncomplete|Conflict)$/);
    }
    expect(await log().head()).toBe(before);
  });

  it('is named by whoever asks what is in doubt', async () => {
    const { incomplete: named } = await namedInDoubt(log());
    expect(named).toEqual([{ stream: 'enrolment-1', reason: expect.stringMatching(/^(gap|retention|deleted)$/) as string }]);
  });
}

/** A server tells what it was told a moment later; a file tells it when it is read. */
async function namedInDoubt(log: EventLog): Promise<LogDoubts> {
  for (;;) {
    await log.readStream('enrolment-1').catch(() => undefined);
    const doubts = await log.doubts();
    if (doubts.incomplete.length > 0) return doubts;
    await sleep(20);
  }
}
